import numpy as np
import pytest

from evalcap.kernels.within import TwoWay


def dummies(unit: np.ndarray, period: np.ndarray) -> np.ndarray:
    """A column for each unit and each period."""
    return np.column_stack(
        [unit[:, None] == np.arange(unit.max() + 1), period[:, None] == np.arange(period.max() + 1)]
    ).astype(float)


def regressed(unit, period, weight, values):
    """What dummy regression leaves, by numpy's solver."""
    columns, root = dummies(unit, period), np.sqrt(weight)[:, None]
    coefficients, *_ = np.linalg.lstsq(columns * root, values * root)
    return values - columns @ coefficients


@pytest.fixture
def rng() -> np.random.Generator:
    return np.random.default_rng(8)


@pytest.mark.parametrize("share_missing", [0, 0.3, 0.6])
def test_residuals_are_those_of_dummy_regression(rng, share_missing):
    unit, period = (a.ravel() for a in np.indices((15, 7)))
    seen = rng.uniform(size=105) >= share_missing
    _, unit = np.unique(unit[seen], return_inverse=True)
    _, period = np.unique(period[seen], return_inverse=True)
    weight, values = rng.uniform(0.2, 3, size=seen.sum()), rng.normal(size=(seen.sum(), 3))
    left = TwoWay.of(unit, period, weight).residuals(values)
    np.testing.assert_allclose(left, regressed(unit, period, weight, values), atol=1e-10)


def test_units_and_periods_that_never_meet_are_solved_apart(rng):
    # Two blocks: units 0 and 1 in periods 0 and 1, units 2 and 3 in periods 2 and 3.
    unit, period = np.array([0, 0, 1, 1, 2, 2, 3, 3]), np.array([0, 1, 0, 1, 2, 3, 2, 3])
    values = rng.normal(size=(8, 1))
    left = TwoWay.of(unit, period, np.ones(8)).residuals(values)
    np.testing.assert_allclose(left, regressed(unit, period, np.ones(8), values), atol=1e-12)


def test_effects_add_up_to_what_was_fitted(rng):
    unit, period = (a.ravel() for a in np.indices((5, 4)))
    of_unit, of_period = rng.normal(size=5), rng.normal(size=4)
    values = of_unit[unit] + of_period[period]
    unit_effect, period_effect = TwoWay.of(unit, period, np.ones(20)).effects(values)
    np.testing.assert_allclose(unit_effect[unit] + period_effect[period], values, atol=1e-12)


def test_a_level_far_above_the_variation_leaves_it_intact(rng):
    unit, period = (a.ravel() for a in np.indices((20, 5)))
    small = rng.normal(size=(100, 1))
    effects = TwoWay.of(unit, period, rng.uniform(0.5, 2, size=100))
    np.testing.assert_allclose(effects.residuals(1e8 + small), effects.residuals(small), atol=1e-6)
