import numpy as np
import pandas as pd
import pytest

from evalcap.dataset import Panel
from evalcap.errors.balanced import (
    IncompleteUnitsError,
    NeverTreatedNeededError,
    NoUnitEffectsError,
    WeightsRefusedError,
)
from evalcap.errors.design import NoTreatedError
from evalcap.estimators.synthetic.design import read_design

# First treated periods of six units seen in periods 1 to 4.
STARTS = {"a": 3.0, "b": np.nan, "c": 2.0, "d": np.nan, "e": 3.0, "f": 9.0}


@pytest.fixture
def frame() -> pd.DataFrame:
    rows = [(u, t, 10.0 * i + t) for i, u in enumerate(STARTS) for t in range(1, 5)]
    frame = pd.DataFrame(rows, columns=["post", "month", "score"])
    return frame.assign(start=frame["post"].map(STARTS))


def read(frame, **columns):
    options = {"unit": "post", "treated_from": "start"} | columns
    panel = Panel.from_frame(frame, time="month", outcome="score", **options)
    return read_design(panel, method="The method")


def test_cohorts_are_by_first_treated_period(frame):
    design = read(frame)
    assert [(c.label, c.n_before, c.n_after, c.n_cells) for c in design.cohorts] == [
        (2, 1, 3, 3),
        (3, 2, 2, 4),
    ]
    assert [list(design.units[c.unit]) for c in design.cohorts] == [["c"], ["a", "e"]]
    assert design.n_treated == 3


def test_units_treated_after_the_last_period_are_comparison_units(frame):
    design = read(frame)
    assert list(design.units[design.comparison]) == ["b", "d", "f"]


def test_units_treated_in_the_first_period_are_left_out_and_counted(frame):
    frame.loc[frame["post"] == "c", "start"] = 1.0
    design = read(frame)
    assert list(design.units) == ["a", "b", "d", "e", "f"]
    assert design.excluded == {"units treated in or before the first period": 1}


def test_nobody_left_out_is_not_counted(frame):
    assert read(frame).excluded == {}


def test_the_order_of_rows_does_not_matter(frame):
    shuffled = read(frame.sample(frac=1, random_state=1))
    np.testing.assert_array_equal(shuffled.outcome, read(frame).outcome)


def test_cohorts_that_start_in_a_gap_join_those_of_the_next_period(frame):
    (cohort,) = read(frame[frame["month"] != 2]).cohorts
    assert (cohort.label, cohort.n_before, cohort.n_after) == (3, 1, 2)
    assert list(cohort.unit) == [0, 2, 4]


def test_dates_are_labelled_as_the_calendar_does(frame):
    dates = pd.to_datetime("2024-01-01") + pd.to_timedelta(0, "D")
    month = frame["month"].map(lambda m: dates + pd.DateOffset(months=m - 1))
    start = frame["start"].map(
        lambda m: pd.NaT if np.isnan(m) else dates + pd.DateOffset(months=int(m) - 1)
    )
    design = read(frame.assign(month=month, start=start))
    assert list(design.periods) == ["2024-01", "2024-02", "2024-03", "2024-04"]
    assert design.cohorts[0].label == "2024-02"


def test_gaps_are_refused_with_their_number(frame):
    frame.loc[[1, 4, 5], "score"] = np.nan
    with pytest.raises(IncompleteUnitsError, match=r"2 units of 6 lack .* \(3 cells in all\)"):
        read(frame)


def test_rows_that_are_not_there_are_gaps(frame):
    with pytest.raises(IncompleteUnitsError, match="1 unit of 6 lacks"):
        read(frame.drop(index=7))


def test_gaps_of_units_left_out_do_not_count(frame):
    frame.loc[frame["post"] == "c", "start"] = 1.0
    frame.loc[9, "score"] = np.nan
    assert len(read(frame).units) == 5


def test_the_advice_names_an_estimator_for_gaps(frame):
    with pytest.raises(IncompleteUnitsError, match="estimate_group_time"):
        read(frame.drop(index=7))


def test_weights_are_refused(frame):
    with pytest.raises(WeightsRefusedError, match="'size'"):
        read(frame.assign(size=2.0), weight="size")


def test_repeated_cross_sections_are_refused(frame):
    with pytest.raises(NoUnitEffectsError, match="The method"):
        read(frame, unit=None)


def test_a_panel_without_untreated_units_is_refused(frame):
    with pytest.raises(NeverTreatedNeededError, match="not_yet_treated"):
        read(frame[~frame["post"].isin(["b", "d", "f"])])


def test_a_panel_without_treated_units_is_refused(frame):
    with pytest.raises(NoTreatedError, match="no unit starts treatment by the last period"):
        read(frame[frame["post"].isin(["b", "d", "f"])])


def test_a_panel_treated_throughout_is_refused(frame):
    with pytest.raises(NoTreatedError, match="6 units treated in or before"):
        read(frame.assign(start=1.0))
