from dataclasses import replace
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from scipy import stats

from evalcap.dataset import Panel
from evalcap.diagnostics import check_pre_trends, pre_trends_power
from evalcap.errors.design import OptionError
from evalcap.errors.diagnostics import PreTestError
from evalcap.estimate import EffectPath
from evalcap.estimators.group_time import estimate_group_time

POSTS = Path(__file__).parents[1] / "golden" / "data" / "posts.csv"


def posts(**columns: str) -> Panel:
    roles = {"unit": "border_post", "time": "month", "outcome": "detections"}
    return Panel.from_frame(pd.read_csv(POSTS), treated_from="start", never=0, **roles, **columns)


def path(degrees_of_freedom: float = np.inf, clusters: int = 60) -> EffectPath:
    covariance = np.eye(3) * 0.25
    covariance[1, 2] = covariance[2, 1] = 0.1
    return EffectPath.from_estimates(
        [-3, -2, 0],
        [0.1, 0.2, 1.0],
        covariance,
        n_clusters=clusters,
        degrees_of_freedom=degrees_of_freedom,
    )


def test_the_power_of_a_given_slope_is_that_of_the_joint_test():
    """Differences of two and of one period, each with standard error 0.5."""
    found = pre_trends_power(path(), slope=0.4)
    noncentral = 0.4**2 * (2**2 + 1**2) / 0.25
    assert found.power == pytest.approx(stats.ncx2.sf(stats.chi2.ppf(0.95, 2), 2, noncentral))
    assert found.bias == pytest.approx(0.4)


def test_the_default_is_the_trend_found_in_half_of_samples():
    found = pre_trends_power(path())
    assert found.power == pytest.approx(0.5)
    assert pre_trends_power(path(), slope=found.slope).power == pytest.approx(0.5)


def test_more_power_takes_a_steeper_trend():
    assert pre_trends_power(path(), power=0.8).slope > pre_trends_power(path()).slope


def test_passing_the_test_worsens_the_bias_of_an_effect_correlated_with_differences():
    """A positive trend makes differences negative; samples that pass drew them up."""
    found = pre_trends_power(path())
    assert found.bias_after_passing > found.bias


def test_few_degrees_of_freedom_cost_power():
    assert pre_trends_power(path(8), slope=0.4).power < pre_trends_power(path(), slope=0.4).power


def test_group_time_cells_know_their_base_periods():
    """The test takes each difference over one period, or all from one base: the same power."""
    varying, universal = (
        pre_trends_power(estimate_group_time(posts(), base_period=b))
        for b in ("varying", "universal")
    )
    assert varying.slope == pytest.approx(universal.slope, rel=1e-8)
    assert varying.bias_after_passing is None
    assert varying.n_differences == 9


def test_a_universal_path_knows_the_covariance_with_its_first_effect():
    effects = estimate_group_time(posts(), base_period="universal")
    found = pre_trends_power(effects.aggregate("event_time", min_e=-4))
    assert found.bias_after_passing is not None
    assert found.n_differences == 3


def test_periods_of_anticipation_are_not_tested():
    effects = estimate_group_time(posts())
    assert pre_trends_power(effects, anticipation=1).n_differences == 7


@pytest.mark.parametrize(
    ("effects", "reason"),
    [
        (lambda: path(clusters=4), "too many to test with 4 clusters"),
        (lambda: EffectPath.from_estimates([0, 1], [1, 1], np.eye(2)), "no difference before"),
        (lambda: estimate_group_time(posts()).aggregate("event_time"), "known base period"),
        (lambda: estimate_group_time(posts(cluster="region")), "9 differences are too many"),
    ],
)
def test_without_a_test_there_is_no_power(effects, reason):
    with pytest.raises(PreTestError, match=reason):
        pre_trends_power(effects())


@pytest.mark.parametrize("option", [{"power": 0.05}, {"power": 1.0}, {"slope": np.inf}])
def test_options_out_of_range_are_refused(option):
    with pytest.raises(OptionError):
        pre_trends_power(path(), **option)


def test_it_reads_as_a_sentence():
    assert str(pre_trends_power(path(), slope=0.4)).startswith(
        "If outcome in treated and comparison units parted steadily by 0.4 a period, the test of "
        "2 differences before treatment would find it in 34% of samples; it would shift the first "
        "effect by 0.4, and by "
    )


def test_the_check_of_pre_trends_says_what_it_would_have_found():
    check = check_pre_trends(estimate_group_time(posts()))
    drift = pre_trends_power(estimate_group_time(posts()))
    assert f"a steady drift of {drift.slope:.3g} a period" in check.sentence
    assert check.notes[0] == str(drift)
    assert "in 80% of samples" in check.notes[1]


def test_the_check_is_silent_about_power_where_base_periods_are_not_known():
    check = check_pre_trends(replace(path(), pre_trends="separate"))
    assert check.notes == ()
    assert "may have missed differences of that size" in check.sentence
