import numpy as np
import pytest
from scipy import stats

from evalcap.kernels.bands import gaussian_critical_value, multiplier_critical_value

DRAWS = 20_000


def monte_carlo_error(level: float, critical: float, k: int) -> float:
    """Standard error of a simulated quantile of the largest of k independent |normal|."""
    density = k * (2 * stats.norm.cdf(critical) - 1) ** (k - 1) * 2 * stats.norm.pdf(critical)
    return np.sqrt(level * (1 - level) / DRAWS) / density


def largest_of(k: int, level: float) -> float:
    """The quantile of the largest of k independent |normal|, from its distribution."""
    return float(stats.norm.ppf((1 + level ** (1 / k)) / 2))


@pytest.mark.parametrize("level", [0.8, 0.95])
@pytest.mark.parametrize("k", [1, 2, 8])
def test_independent_effects_have_the_known_critical_value(k, level):
    expected = largest_of(k, level)
    found = gaussian_critical_value(
        np.diag(np.arange(1.0, k + 1)), level=level, draws=DRAWS, seed=5
    )
    assert found == pytest.approx(expected, abs=4 * monte_carlo_error(level, expected, k))


def test_effects_that_are_one_need_no_wider_band():
    same = np.outer([1.0, 2.0, -3.0], [1.0, 2.0, -3.0])
    found = gaussian_critical_value(same, level=0.95, draws=DRAWS, seed=5)
    assert found == pytest.approx(1.96, abs=4 * monte_carlo_error(0.95, 1.96, 1))


@pytest.mark.parametrize("k", [1, 5])
def test_multipliers_over_many_clusters_agree_with_the_normal_distribution(k):
    scores = np.random.default_rng(2).normal(size=(400, k))
    scores, _ = np.linalg.qr(scores)  # orthonormal: independent effects with unit variance
    found = multiplier_critical_value(scores, np.ones(k), level=0.95, draws=DRAWS, seed=5)
    expected = largest_of(k, 0.95)
    # Mammen's multipliers with 400 clusters are normal only up to about 1 / sqrt(400).
    tolerance = 4 * monte_carlo_error(0.95, expected, k) + 0.05
    assert found == pytest.approx(expected, abs=tolerance)


def test_the_same_seed_gives_the_same_band_and_units_of_measure_none_other():
    scores = np.random.default_rng(2).normal(size=(30, 4))
    error = np.sqrt((scores**2).sum(axis=0))
    once, again, scaled = (
        multiplier_critical_value(s * scores, s * error, level=0.95, draws=999, seed=1)
        for s in (1.0, 1.0, 1e6)
    )
    assert once == again == pytest.approx(scaled)
