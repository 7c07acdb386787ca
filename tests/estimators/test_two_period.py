import numpy as np
import pandas as pd
import pytest

from evalcap.dataset import Panel
from evalcap.errors.design import (
    ClusterError,
    NoComparisonError,
    NoTreatedError,
    OptionError,
    PeriodError,
)
from evalcap.estimators.two_period import estimate_two_period


@pytest.fixture
def frame() -> pd.DataFrame:
    """Six officers, three trained in month 2, tested in months 1 to 3."""
    scores = {1: [3, 5, 4, 4, 6, 5], 2: [7, 8, 9, 5, 7, 9], 3: [7, 7, 7, 7, 7, 7]}
    frame = pd.DataFrame(
        [(o, m, float(s)) for m, row in scores.items() for o, s in enumerate(row)],
        columns=["officer", "month", "score"],
    )
    frame["trained"] = np.where(frame["officer"] < 3, 2, np.nan)
    return frame


def panel(frame: pd.DataFrame, **roles: object) -> Panel:
    names = {"unit": "officer", "time": "month", "outcome": "score", "treated_from": "trained"}
    return Panel.from_frame(frame, **(names | roles))


def test_it_is_the_difference_of_mean_changes(frame):
    estimate = estimate_two_period(panel(frame), before=1, after=2)
    assert estimate.point == pytest.approx((4 + 3 + 5) / 3 - (1 + 1 + 4) / 3)
    # Variances divided by n: (2/3)/3 and 2/3.
    assert estimate.std_error == pytest.approx(np.sqrt(2 / 9 + 2 / 3))
    assert (estimate.n_obs, estimate.n_units, estimate.n_clusters) == (12, 6, 6)
    assert estimate.excluded == {"rows in other periods": 6}


def test_standard_errors_sum_influence_within_clusters(frame):
    regions = frame["officer"].map({0: "a", 1: "a", 2: "b", 3: "c", 4: "d", 5: "d"})
    estimate = estimate_two_period(
        panel(frame.assign(region=regions), cluster="region"), before=1, after=2
    )
    # Deviations over three units: -0/3 and -1/3 and 1/3 for the trained, -1/3, -1/3, 2/3.
    sums = np.array([(0 - 1) / 3, 1 / 3, -1 / 3, (-1 + 2) / 3])
    assert estimate.std_error == pytest.approx(np.sqrt((sums**2).sum()))
    assert estimate.n_clusters == 4


def test_units_treated_after_the_span_are_comparison(frame):
    late = frame.assign(trained=np.where(frame["officer"] < 3, 2, 3))
    ours, never = (estimate_two_period(panel(f), before=1, after=2) for f in (late, frame))
    assert (ours.point, ours.std_error) == (never.point, never.std_error)


def test_units_treated_earlier_are_left_out_and_counted_where_they_are_seen(frame):
    early = frame.assign(trained=np.where(frame["officer"] == 0, 1, frame["trained"]))
    unseen = early[(early["officer"] != 0) | (early["month"] == 3)]
    for given, counted in ((early, 1), (unseen, None)):
        estimate = estimate_two_period(panel(given), before=1, after=2)
        assert estimate.n_units == 5
        reason = "units treated in or before the first period"
        assert estimate.excluded.get(reason) == counted


def test_rows_of_different_people_are_four_means(frame):
    estimate = estimate_two_period(panel(frame, unit=None), before=1, after=2)
    assert estimate.point == pytest.approx(2)
    assert (estimate.n_obs, estimate.n_units) == (12, 12)


@pytest.mark.parametrize(("before", "after"), [(1, 2.0), ("1", "2"), (np.int64(1), np.float32(2))])
def test_periods_may_be_written_otherwise(frame, before, after):
    assert estimate_two_period(panel(frame), before=before, after=after).point == pytest.approx(2)


def test_a_period_that_is_not_there_is_refused_naming_those_that_are(frame):
    with pytest.raises(PeriodError, match="before=0 is not a period") as caught:
        estimate_two_period(panel(frame), before=0, after=2)
    assert "1, 2, 3" in str(caught.value)


def test_after_comes_after_before(frame):
    with pytest.raises(PeriodError, match="after=1"):
        estimate_two_period(panel(frame), before=2, after=1)


def test_an_unknown_method_is_refused(frame):
    with pytest.raises(OptionError, match="method='psm'"):
        estimate_two_period(panel(frame), before=1, after=2, method="psm")


def test_a_missing_group_is_refused(frame):
    with pytest.raises(NoTreatedError):
        estimate_two_period(panel(frame.assign(trained=np.nan)), before=1, after=2)
    with pytest.raises(NoComparisonError):
        estimate_two_period(panel(frame.assign(trained=2)), before=1, after=2)


def test_a_group_missing_from_one_period_of_cross_sections_is_refused(frame):
    unseen = frame[(frame["month"] == 2) | (frame["officer"] > 2)]
    with pytest.raises(NoTreatedError):
        estimate_two_period(panel(unseen, unit=None), before=1, after=2)


def test_one_cluster_is_refused(frame):
    with pytest.raises(ClusterError):
        estimate_two_period(panel(frame.assign(c=1), cluster="c"), before=1, after=2)
