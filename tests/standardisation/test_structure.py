import time

import numpy as np
import pandas as pd
import pytest

from evalcap.dataset.standard import Structure
from evalcap.programmes import programme
from evalcap.standardisation.structure import check_structure

FULL = Structure("post", "month", treated_from="start", treated="on", cluster="region")


@pytest.fixture
def frame():
    return pd.DataFrame(
        {
            "post": ["A", "A", "B", "B"],
            "month": [1, 2, 1, 2],
            "start": [2.0, 2.0, np.nan, np.inf],
            "on": [0, 1, 0, 0],
            "region": ["N", "N", "S", "S"],
        }
    )


def _check(frame, structure=FULL):
    return check_structure(frame, structure, programme("training"))


def test_a_sound_panel_has_no_problem(frame):
    assert _check(frame) == []


def test_absent_columns_are_named_with_near_matches(frame):
    (problem,) = _check(frame.rename(columns={"month": "Month"}))
    assert "time" in problem.wrong
    assert "'Month'" in problem.do


def test_a_missing_unit_or_time_is_found(frame):
    frame.loc[0, "post"] = None
    frame["month"] = [1.0, 2, 1, np.nan]
    problems = _check(frame)
    assert [(p.columns, p.n) for p in problems] == [(("post",), 1), (("month",), 1)]


def test_repeated_unit_times_are_found(frame):
    frame["month"] = [1, 1, 1, 2]
    (problem,) = _check(frame, Structure("post", "month"))
    assert (problem.n, problem.examples) == (2, ("post A, month 1", "post A, month 1"))


def test_rows_with_missing_keys_are_not_repeated_as_well(frame):
    frame["month"] = [np.nan, np.nan, 1, 2]
    assert len(_check(frame, Structure("post", "month"))) == 1


@pytest.mark.parametrize(("column", "value"), [("start", 1.0), ("region", "S")])
def test_cohort_and_cluster_are_constant_within_the_unit(frame, column, value):
    frame.loc[0, column] = value
    (problem,) = _check(frame)
    assert (problem.columns, problem.n, problem.examples) == ((column,), 1, ("post A",))


def test_repeated_cross_sections_have_no_unit_to_check(frame):
    frame["month"] = [1, 1, 1, 2]
    assert _check(frame, Structure(unit=None, time="month")) == []


def test_times_that_mix_text_and_numbers_have_no_order(frame):
    frame["month"] = pd.Series([1, "2", 1, "2"], dtype=object)
    (problem,) = _check(frame)
    assert "mixes" in problem.wrong


def test_a_frame_without_rows_has_no_problem(frame):
    assert _check(frame.iloc[:0]) == []


def test_a_million_rows_take_seconds_at_most():
    units, times = 100_000, 10
    frame = pd.DataFrame(
        {
            "post": np.repeat(np.arange(units), times).astype("str"),
            "month": np.tile(np.arange(times), units),
        }
    )
    frame["start"], frame["on"], frame["region"] = 5, (frame["month"] >= 5).astype(int), "N"
    began = time.process_time()
    assert _check(frame) == []
    assert time.process_time() - began < 5  # about one on an idle machine
