import numpy as np
import pandas as pd
import pytest

from evalcap.dataset import Panel
from evalcap.errors.design import DesignError, OptionError
from evalcap.estimate import Estimate
from evalcap.estimators.dose import IDENTIFIES, compare_doses
from evalcap.estimators.two_period import estimate_two_period

GROUPS = [(1, 2), (3, 9)]


@pytest.fixture
def frame() -> pd.DataFrame:
    """Twelve officers over two years; days of training 1, 2, 5 or none."""
    rng = np.random.default_rng(49)
    frame = pd.DataFrame([(u, t) for u in range(12) for t in (0, 1)], columns=["officer", "year"])
    frame["days"] = np.repeat([1, 2, 5, np.nan], 6)
    frame["start"] = np.where(frame["days"].notna(), 1, np.nan)
    frame["score"] = rng.normal(size=24)
    return frame


def panel(frame: pd.DataFrame) -> Panel:
    return Panel.from_frame(
        frame, unit="officer", time="year", outcome="score", treated_from="start"
    )


def effect(data: Panel) -> Estimate:
    return estimate_two_period(data, before=0, after=1)


def compare(frame: pd.DataFrame, groups=GROUPS):
    return compare_doses(panel(frame), dose="days", groups=groups, estimate=effect)


def test_each_group_is_compared_with_the_same_untreated_units(frame):
    found = compare(frame)
    for (low, high), ours in zip(GROUPS, found.estimates, strict=True):
        part = frame[frame["days"].between(low, high) | frame["days"].isna()]
        theirs = effect(panel(part))
        assert (ours.point, ours.std_error) == (theirs.point, theirs.std_error)
    assert [e.n_units for e in found.estimates] == [9, 6]


def test_treated_units_of_other_doses_are_counted(frame):
    low, high = compare(frame).estimates
    reason = "treated units of other doses"
    assert (low.excluded[reason], high.excluded[reason]) == (3, 6)


def test_a_treated_unit_without_a_dose_is_in_no_group(frame):
    hurt = frame.assign(days=frame["days"].mask(frame["officer"] == 0))
    low, _ = compare(hurt).estimates
    assert low.n_units == 8
    assert low.excluded["treated units of other doses"] == 4


def test_the_table_names_the_doses_and_the_sentence_says_what_they_mean(frame):
    found = compare(frame)
    table = found.to_frame()
    assert table["term"].tolist() == ["days 1 to 2", "days 3 to 9"]
    assert table["n_units"].tolist() == [9, 6]
    assert str(found).splitlines()[0].startswith("days 1 to 2: ATT ")
    assert str(found).endswith(IDENTIFIES)


def test_a_group_without_treated_units_is_refused(frame):
    with pytest.raises(DesignError, match="No treated unit has a days from 6 to 9"):
        compare(frame, [(1, 2), (6, 9)])


def test_no_groups_are_refused(frame):
    with pytest.raises(OptionError, match="groups="):
        compare(frame, [])


def test_a_dose_that_changes_within_a_unit_is_refused(frame):
    for value in (7, np.nan):
        hurt = frame.assign(days=frame["days"].mask(frame.index == 1, value))
        with pytest.raises(DesignError, match="several values within 1 unit\\."):
            compare(hurt)
