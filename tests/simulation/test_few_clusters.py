"""How often intervals hold the truth when there are few clusters.

A programme without effect reaches forty per cent of the border posts; posts differ in size and
share shocks, so that the posts and not the officers are the sample.
"""

from collections.abc import Callable

import numpy as np
import pandas as pd
import pytest

from evalcap.dataset import Panel
from evalcap.estimators.two_period import estimate_two_period
from evalcap.inference.cluster_robust import cluster_robust
from evalcap.inference.jackknife import jackknife_clusters
from evalcap.inference.randomisation import randomisation_test
from evalcap.inference.wild_bootstrap import wild_bootstrap

pytestmark = pytest.mark.simulation

REPEATS = 800


def draw(n_clusters: int, seed: int) -> pd.DataFrame:
    rng = np.random.default_rng([n_clusters, seed])
    size = rng.integers(3, 12, n_clusters)
    cluster = np.repeat(np.arange(n_clusters), size)
    n = len(cluster)
    gain = rng.normal(size=n_clusters)[cluster] + rng.normal(size=n)
    treated = cluster < round(0.4 * n_clusters)
    unit = np.tile(np.arange(n), 2)
    return pd.DataFrame(
        {
            "officer": unit,
            "post": cluster[unit],
            "after": np.repeat([0, 1], n),
            "start": np.where(treated, 1, 0)[unit],
            "score": np.concatenate([np.zeros(n), gain]),
        }
    )


def panel_of(frame: pd.DataFrame) -> Panel:
    return Panel.from_frame(
        frame,
        unit="officer",
        time="after",
        outcome="score",
        treated_from="start",
        never=0,
        cluster="post",
    )


def effect(panel: Panel):
    return estimate_two_period(panel, before=0, after=1)


REGRESSION = {"outcome": "score", "regressors": ["start"], "cluster": "post"}


def conventional(frame):
    return effect(panel_of(frame)).interval()


def bootstrapped(frame):
    gains = frame[frame["after"] == 1]
    return wild_bootstrap(gains, **REGRESSION, parameter="start", draws=999).interval()


def bias_reduced(frame):
    gains = frame[frame["after"] == 1]
    row = cluster_robust(gains, **REGRESSION).set_index("term").loc["start"]
    return row["conf_low"], row["conf_high"]


def jackknifed(frame):
    return jackknife_clusters(panel_of(frame), effect).interval()


def randomised(frame):
    return randomisation_test(panel_of(frame), draws=999).interval()


def coverage(interval: Callable, n_clusters: int) -> float:
    limits = [interval(draw(n_clusters, seed)) for seed in range(REPEATS)]
    return float(np.mean([low <= 0 <= high for low, high in limits]))


def monte_carlo_error(share: float) -> float:
    return np.sqrt(share * (1 - share) / REPEATS)


@pytest.mark.parametrize("n_clusters", [10, 20])
def test_the_conventional_interval_holds_too_rarely(n_clusters):
    assert coverage(conventional, n_clusters) < 0.95 - 3 * monte_carlo_error(0.95)


def test_the_conventional_interval_gets_better_with_more_clusters():
    shares = [coverage(conventional, n_clusters) for n_clusters in (10, 20, 40)]
    assert shares == sorted(shares)
    assert shares[-1] > 0.95 - 3 * monte_carlo_error(0.95)


@pytest.mark.parametrize("n_clusters", [10, 20, 40])
@pytest.mark.parametrize("interval", [bootstrapped, bias_reduced, randomised])
def test_few_cluster_methods_hold_as_often_as_they_say(interval, n_clusters):
    found = coverage(interval, n_clusters)
    assert found == pytest.approx(0.95, abs=3 * monte_carlo_error(0.95))


@pytest.mark.parametrize("n_clusters", [10, 20, 40])
def test_the_jackknife_holds_at_least_as_often_as_it_says(n_clusters):
    assert coverage(jackknifed, n_clusters) >= 0.95 - 3 * monte_carlo_error(0.95)
