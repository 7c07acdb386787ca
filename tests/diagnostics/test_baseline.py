import pandas as pd
import pytest

from evalcap.dataset import Panel
from evalcap.diagnostics.baseline import find_baseline
from evalcap.errors.design import PeriodError

# Unit, year, first treated year, score, age: "a" and "b" are treated, "c" and "d" never.
ROWS = [
    ("a", 2001, 2003, 1.0, 30),
    ("a", 2002, 2003, 2.0, 31),
    ("a", 2003, 2003, 9.0, 32),
    ("b", 2001, 2004, 3.0, 40),
    ("b", 2002, 2004, 4.0, 41),
    ("b", 2003, 2004, 5.0, 42),
    ("c", 2001, None, 5.0, 50),
    ("c", 2002, None, 6.0, 51),
    ("c", 2003, None, 7.0, 52),
    ("d", 2001, None, 7.0, 60),
    ("d", 2003, None, 9.0, 62),
    ("d", 2004, None, 9.5, 63),
]


def _frame() -> pd.DataFrame:
    return pd.DataFrame(ROWS, columns=["unit", "year", "start", "score", "age"])


def _panel(frame: pd.DataFrame, unit: str | None = "unit") -> Panel:
    return Panel.from_frame(
        frame, unit=unit, time="year", outcome="score", treated_from="start", covariates=["age"]
    )


def test_units_are_taken_in_the_last_period_before_anyone_is_treated() -> None:
    baseline = find_baseline(_panel(_frame()), ["age"], None)
    assert baseline.period == "year 2002"
    assert baseline.measures[:3].tolist() == [[2, 31], [4, 41], [6, 51]]
    assert baseline.treated.tolist() == [True, True, False, False]


def test_a_unit_without_that_period_is_taken_at_its_first_row_and_counted() -> None:
    baseline = find_baseline(_panel(_frame()), ["age"], None)
    assert baseline.measures[3].tolist() == [7, 60]
    assert baseline.n_elsewhere == 1
    assert baseline.excluded == {}


def test_a_named_period_is_taken_as_it_is_and_who_lacks_it_is_counted() -> None:
    baseline = find_baseline(_panel(_frame()), ["age"], 2002)
    assert len(baseline.measures) == 3
    assert baseline.n_elsewhere == 0
    assert baseline.excluded == {"units without a usable row before their treatment": 1}


def test_units_treated_by_a_named_period_are_left_out_and_counted() -> None:
    baseline = find_baseline(_panel(_frame()), ["age"], 2003)
    assert baseline.measures.tolist() == [[5, 42], [7, 52], [9, 62]]
    assert baseline.excluded == {"units treated by the period compared": 1}


def test_a_unit_first_seen_under_treatment_is_left_out_and_counted() -> None:
    frame = _frame()
    late = (frame["unit"] == "a") & (frame["year"] < 2003)
    baseline = find_baseline(_panel(frame[~late]), ["age"], None)
    assert baseline.excluded == {"units without a usable row before their treatment": 1}


def test_a_row_without_outcome_or_covariate_is_not_usable() -> None:
    frame = _frame()
    frame.loc[1, "score"] = None
    frame.loc[4, "age"] = None
    baseline = find_baseline(_panel(frame), ["age"], None)
    assert baseline.measures[:2].tolist() == [[1, 30], [3, 40]]
    assert baseline.n_elsewhere == 3


def test_always_treated_units_do_not_move_the_period() -> None:
    frame = _frame()
    frame.loc[frame["unit"] == "b", "start"] = 2001
    baseline = find_baseline(_panel(frame), ["age"], None)
    assert baseline.period == "year 2002"
    assert baseline.excluded == {"units treated by the period compared": 1}


def test_units_first_treated_after_the_data_are_comparison_units() -> None:
    frame = _frame()
    frame.loc[frame["unit"] == "c", "start"] = 2009
    assert find_baseline(_panel(frame), [], None).treated.tolist() == [True, True, False, False]


def test_without_untreated_units_the_first_treated_are_compared_with_the_later() -> None:
    frame = _frame()
    frame.loc[frame["unit"] == "c", "start"] = 2004
    frame.loc[frame["unit"] == "d", "start"] = 2004
    baseline = find_baseline(_panel(frame), ["age"], None)
    assert baseline.treated.tolist() == [True, False, False, False]
    assert baseline.comparison_words == "units treated later"


def test_cross_sections_are_compared_within_the_period_alone() -> None:
    baseline = find_baseline(_panel(_frame(), unit=None), ["age"], None)
    assert baseline.measures.tolist() == [[2, 31], [4, 41], [6, 51]]
    assert baseline.excluded == {}


def test_a_period_that_is_not_in_the_data_is_refused() -> None:
    with pytest.raises(PeriodError, match="2001, 2002, 2003, 2004"):
        find_baseline(_panel(_frame()), [], 1999)
