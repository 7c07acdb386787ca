from typing import Any

import numpy as np
import pandas as pd
import pytest
from matplotlib import pyplot as plt
from statsmodels.stats.power import TTestIndPower

from evalcap.dataset import Panel
from evalcap.diagnostics import minimum_detectable_effect
from evalcap.errors.design import DesignError, OptionError
from evalcap.errors.diagnostics import ImpossibleDesignError
from evalcap.estimators.twfe import estimate_twfe

CLUSTERED: dict[str, Any] = {"n_clusters": 40, "units_per_cluster": 20, "icc": 0.05}


@pytest.mark.parametrize("power", [0.5, 0.8, 0.95])
@pytest.mark.parametrize("level", [0.9, 0.95])
def test_without_clusters_it_is_the_two_sample_t_test(power, level):
    found = minimum_detectable_effect(
        n_clusters=100,
        units_per_cluster=1,
        icc=0,
        comparison="after_only",
        power=power,
        level=level,
    )
    expected = TTestIndPower().solve_power(nobs1=50, alpha=1 - level, power=power)
    assert found.effect == pytest.approx(expected, rel=1e-5)


@pytest.mark.parametrize("share", [0.25, 0.5, 0.7])
@pytest.mark.parametrize(("before", "after"), [(1, 1), (3, 2)])
@pytest.mark.parametrize("correlation", ["constant", "decaying"])
def test_a_clustered_panel_is_the_t_test_of_cluster_means_of_changes(
    share, before, after, correlation
):
    # Every cell of the covariance of 20 units over all periods is written out; the change of a
    # cluster is one combination of them, and statsmodels knows the t test of such changes.
    found = minimum_detectable_effect(
        **CLUSTERED,
        share_treated=share,
        periods_before=before,
        periods_after=after,
        correlation=correlation,
        autocorrelation=0.6,
        sd=3.0,
    )
    periods = np.arange(before + after)
    apart = np.abs(np.subtract.outer(periods, periods))
    over_time = np.where(apart == 0, 1, 0.6) if correlation == "constant" else 0.6**apart
    of_units = np.where(np.eye(20) == 1, 1.0, 0.05)
    covariance = 9 * np.kron(over_time, of_units)
    combination = np.repeat([-1 / before] * before + [1 / after] * after, 20) / 20
    deviation = np.sqrt(combination @ covariance @ combination)
    treated = 40 * share
    expected = deviation * TTestIndPower().solve_power(
        nobs1=treated, ratio=(40 - treated) / treated, alpha=0.05, power=0.8
    )
    assert found.effect == pytest.approx(expected, rel=1e-5)


def test_the_power_for_the_effect_is_what_was_asked():
    found = minimum_detectable_effect(**CLUSTERED, power=0.9)
    assert found.power_for(found.effect) == pytest.approx(0.9)
    assert found.power_for(-found.effect) == pytest.approx(0.9)
    assert found.power_for(0.0) == pytest.approx(0.05)


def test_more_periods_and_clusters_find_smaller_effects():
    base = minimum_detectable_effect(**CLUSTERED).effect
    assert minimum_detectable_effect(**CLUSTERED, periods_before=4).effect < base
    assert minimum_detectable_effect(**(CLUSTERED | {"n_clusters": 80})).effect < base


def test_clustering_hides_effects():
    effects = [minimum_detectable_effect(**(CLUSTERED | {"icc": i})).effect for i in (0, 0.05, 0.3)]
    assert effects == sorted(effects)


def test_weakly_correlated_outcomes_are_better_compared_after_only():
    """Below a correlation of one half the change is noisier than the level (McKenzie)."""
    after, change = (
        minimum_detectable_effect(**CLUSTERED, autocorrelation=0.3, comparison=kind).effect
        for kind in ("after_only", "difference_in_differences")
    )
    assert after < change


@pytest.mark.parametrize(
    ("options", "error"),
    [
        ({"n_clusters": 2}, ImpossibleDesignError),
        ({"power": 0.01}, OptionError),
        ({"power": "high"}, OptionError),
        ({"comparison": "before"}, OptionError),
        ({"correlation": "none"}, OptionError),
        ({"level": 95}, DesignError),
    ],
)
def test_numbers_out_of_range_are_refused(options, error):
    with pytest.raises(error):
        minimum_detectable_effect(**(CLUSTERED | options))


def test_it_reads_as_a_sentence():
    assert str(minimum_detectable_effect(**CLUSTERED, sd=2.0)) == (
        "Comparing the change over time in 40 clusters of 20, an effect of 0.568 (0.284 standard "
        "deviations) is found at 5% significance with probability 80%; smaller effects are found "
        "less often."
    )


def test_the_frame_is_one_tidy_row():
    frame = minimum_detectable_effect(**CLUSTERED).to_frame()
    assert frame["comparison"].tolist() == ["difference_in_differences"]
    assert frame["effect"][0] == pytest.approx(0.2841, abs=1e-3)


def test_the_figure_passes_through_the_effect_and_its_power():
    found = minimum_detectable_effect(**CLUSTERED)
    axes = found.plot()
    line = axes.get_lines()[-1]
    assert np.interp(found.effect, *line.get_data()) == pytest.approx(0.8, abs=1e-3)
    plt.close(axes.figure)


@pytest.mark.simulation
def test_the_effect_is_found_as_often_as_promised():
    """Clusters of 10 with two periods before and after, and a clustered regression."""
    rng = np.random.default_rng(8)
    design = {"n_clusters": 40, "units_per_cluster": 10, "icc": 0.1}
    # A cluster part of 0.1 and a unit part of 0.9; of each, 0.6 stays over time.
    found = minimum_detectable_effect(
        **design, periods_before=2, periods_after=2, autocorrelation=0.6
    )
    hits = [_is_found(rng, found.effect) for _ in range(600)]
    assert np.mean(hits) == pytest.approx(0.8, abs=3 * np.sqrt(0.8 * 0.2 / 600))


def _is_found(rng: np.random.Generator, effect: float) -> bool:
    unit, time = (a.ravel() for a in np.indices((400, 4)))
    cluster = unit // 10
    lasting = rng.normal(scale=np.sqrt(0.06), size=40)[cluster]
    lasting = lasting + rng.normal(scale=np.sqrt(0.54), size=400)[unit]
    passing = rng.normal(scale=np.sqrt(0.04), size=(40, 4))[cluster, time]
    passing = passing + rng.normal(scale=np.sqrt(0.36), size=1600)
    treated = (cluster < 20) & (time >= 2)
    frame = pd.DataFrame({"unit": unit, "time": time, "cluster": cluster})
    frame["score"] = lasting + passing + effect * treated
    frame["start"] = np.where(cluster < 20, 2.0, np.nan)
    roles = {"unit": "unit", "time": "time", "outcome": "score", "treated_from": "start"}
    return estimate_twfe(Panel.from_frame(frame, cluster="cluster", **roles)).p_value() < 0.05
