import numpy as np
import pytest
import statsmodels.api as sm
from scipy.stats import f as f_distribution

from evalcap.kernels.anderson_rubin import AndersonRubin
from evalcap.kernels.instruments import reduce


def one(outcome: float, endogenous: float, covariance: list[list[float]]) -> AndersonRubin:
    return AndersonRubin(np.array([outcome]), np.array([endogenous]), np.array(covariance), 30.0)


def fieller(test: AndersonRubin) -> np.ndarray:
    """Effects where the statistic of one instrument is critical, from the quadratic equation."""
    critical = f_distribution.ppf(0.95, 1, test.degrees_of_freedom)
    (g,), (p,), v = test.outcome, test.endogenous, test.covariance
    quadratic = [
        p**2 - critical * v[1, 1],
        -2 * (g * p - critical * v[0, 1]),
        g**2 - critical * v[0, 0],
    ]
    return np.sort(np.roots(quadratic))


def test_the_statistic_is_that_of_regressing_what_the_effect_leaves_on_the_instruments():
    rng = np.random.default_rng(8)
    instruments = rng.normal(size=(60, 2))
    endogenous, outcome = instruments @ [0.5, 0.2] + rng.normal(size=60), rng.normal(size=60)
    reduced = reduce(outcome, endogenous, instruments)
    spread = reduced.residual.T @ reduced.residual / 58
    covariance = np.kron(spread, np.linalg.inv(reduced.gram))
    test = AndersonRubin(reduced.outcome, reduced.endogenous, covariance, 58.0)
    for effect in (-1.0, 0.0, 2.5):
        theirs = sm.OLS(outcome - effect * endogenous, instruments).fit()
        assert test.statistic(effect) == pytest.approx(theirs.fvalue)
        assert test.p_value(effect) == pytest.approx(theirs.f_pvalue)


def test_a_strong_instrument_gives_fiellers_interval():
    test = one(1.0, 0.5, [[0.02, 0.004], [0.004, 0.003]])
    (interval,) = test.accepted()
    np.testing.assert_allclose(interval, fieller(test), rtol=1e-10)


def test_a_weak_instrument_gives_two_rays():
    test = one(0.9, 0.05, [[0.02, 0.0], [0.0, 0.01]])
    below, above = test.accepted()
    np.testing.assert_allclose([below.high, above.low], fieller(test), rtol=1e-10)
    assert (below.low, above.high) == (-np.inf, np.inf)


def test_an_instrument_that_moves_nothing_rules_out_nothing():
    assert one(0.1, 0.01, [[0.02, 0.0], [0.0, 0.01]]).accepted() == ((-np.inf, np.inf),)


def test_instruments_that_contradict_each_other_leave_no_effect():
    test = AndersonRubin(np.array([1.0, -1.0]), np.ones(2), np.eye(4) * 1e-4, 30.0)
    assert test.accepted() == ()


def test_a_higher_level_holds_more():
    test = one(1.0, 0.5, [[0.02, 0.004], [0.004, 0.003]])
    (narrow,), (wide,) = test.accepted(0.9), test.accepted(0.99)
    assert wide.low < narrow.low < narrow.high < wide.high


@pytest.mark.parametrize("scale", [1e-6, 1.0, 1e6])
def test_units_of_measure_do_not_matter(scale):
    plain = one(1.0, 0.5, [[0.02, 0.004], [0.004, 0.003]])
    unit = np.array([scale, 1.0])
    scaled = AndersonRubin(
        scale * plain.outcome, plain.endogenous, unit[:, None] * plain.covariance * unit, 30.0
    )
    np.testing.assert_allclose(scaled.accepted()[0], scale * np.array(plain.accepted()[0]))


@pytest.mark.parametrize("n_instruments", [1, 2, 3, 6])
@pytest.mark.parametrize("seed", range(6))
def test_the_edges_are_where_the_statistic_of_a_fine_grid_crosses(n_instruments, seed):
    rng = np.random.default_rng(seed)
    draws = rng.normal(size=(2 * n_instruments + 5, 2 * n_instruments))
    strength = rng.normal(size=n_instruments) * rng.choice([0.3, 1, 3, 10])
    outcome = 1.5 * strength + rng.normal(size=n_instruments) * rng.choice([0.2, 1, 3])
    test = AndersonRubin(outcome, strength, draws.T @ draws / 20, 20.0)
    critical = f_distribution.ppf(0.95, n_instruments, 20)
    grid = 3 * np.tan(np.linspace(-np.pi / 2 + 1e-5, np.pi / 2 - 1e-5, 6001))
    inside = np.array([test.statistic(effect) <= critical for effect in grid])
    crossed = np.flatnonzero(inside[1:] != inside[:-1])
    found = test.accepted()
    edges = sorted(e for interval in found for e in interval if np.isfinite(e))
    assert len(edges) == len(crossed)
    for edge, at in zip(edges, crossed, strict=True):
        assert grid[at] <= edge <= grid[at + 1]
        assert test.statistic(edge) == pytest.approx(critical, rel=1e-9)
    assert inside[0] == any(interval.low == -np.inf for interval in found)
