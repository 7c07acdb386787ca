from datetime import date

import pandas as pd
import pytest

from evalcap.programmes import programme
from evalcap.standardisation.naming import RowNames
from evalcap.standardisation.waves import Waves, number_waves

SPRING, AUTUMN = (date(2023, 3, 1), date(2023, 5, 31)), (date(2023, 9, 1), date(2023, 11, 30))


def numbered(frame, rounds):
    names = RowNames(frame, None, programme("reintegration"))
    return number_waves(frame, Waves("interview_date", rounds), names)


@pytest.fixture
def interviews():
    """Interviews on the edges of two rounds, one at night, and one without a date."""
    days = ["2023-03-01", "2023-05-31 23:30", "2023-09-15", None]
    return pd.DataFrame({"interview_date": pd.to_datetime(days, format="ISO8601")})


def test_days_fall_into_rounds_with_both_ends_included(interviews):
    done = numbered(interviews, {1: SPRING, 2: AUTUMN})
    assert done.frame["wave"].to_list()[:3] == [1, 1, 2]
    assert pd.isna(done.frame["wave"][3])
    assert [change.n_cells for change in done.changes] == [2, 1]


def test_a_day_within_no_round_is_a_problem_with_its_rows(interviews):
    done = numbered(interviews, {1: SPRING})
    # The other rows are numbered, so that what else is wrong with them shows as well.
    assert done.frame["wave"].to_list()[:2] == [1, 1]
    assert done.frame["wave"][2:].isna().all()
    (problem,) = done.problems
    assert (problem.n, problem.examples) == (1, ("row 3",))


@pytest.mark.parametrize(
    ("rounds", "words"),
    [
        ({1: SPRING, 2: (SPRING[1], AUTUMN[1])}, "waves 1 and 2 overlap"),
        ({1: SPRING[::-1]}, "wave 1 ends before it begins"),
    ],
)
def test_rounds_that_make_no_sense_are_problems(interviews, rounds, words):
    assert [problem.wrong for problem in numbered(interviews, rounds).problems] == [words]


def test_a_wave_that_is_there_already_is_not_overwritten(interviews):
    done = numbered(interviews.assign(wave=1), {1: SPRING, 2: AUTUMN})
    assert "already" in done.problems[0].wrong


@pytest.mark.parametrize(
    "frame", [pd.DataFrame({"x": [1]}), pd.DataFrame({"interview_date": ["1"]})]
)
def test_without_dates_there_is_nothing_to_number_by(frame):
    assert len(numbered(frame, {1: SPRING}).problems) == 1
