import numpy as np
import pytest

from evalcap.kernels.layout import Layout
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
    left = TwoWay.of(Layout.of(unit, period), weight).residuals(values)
    np.testing.assert_allclose(left, regressed(unit, period, weight, values), atol=1e-10)


def test_units_and_periods_that_never_meet_are_solved_apart(rng):
    # Two blocks: units 0 and 1 in periods 0 and 1, units 2 and 3 in periods 2 and 3.
    unit, period = np.array([0, 0, 1, 1, 2, 2, 3, 3]), np.array([0, 1, 0, 1, 2, 3, 2, 3])
    values = rng.normal(size=(8, 1))
    left = TwoWay.of(Layout.of(unit, period), np.ones(8)).residuals(values)
    np.testing.assert_allclose(left, regressed(unit, period, np.ones(8), values), atol=1e-12)


@pytest.mark.parametrize("is_weighted", [False, True])
def test_in_a_full_panel_too_residuals_are_those_of_dummy_regression(rng, is_weighted):
    unit, period = (a.ravel() for a in np.indices((15, 7)))
    weight = rng.uniform(0.2, 3, size=105) if is_weighted else np.ones(105)
    values = rng.normal(size=105)
    left = TwoWay.of(Layout.of(unit, period), weight).residual(values)
    expected = regressed(unit, period, weight, values[:, None])[:, 0]
    np.testing.assert_allclose(left, expected, atol=1e-12)


def test_rows_without_weight_are_predicted_and_change_nothing(rng):
    unit, period = (a.ravel() for a in np.indices((15, 7)))
    weight, values = rng.uniform(0.2, 3, size=105), rng.normal(size=105)
    out = rng.permutation(105) < 20
    weight[out] = 0
    left = TwoWay.of(Layout.of(unit, period), weight).residual(values)
    moved = TwoWay.of(Layout.of(unit, period), weight).residual(values + 3 * out)
    np.testing.assert_allclose(moved, left + 3 * out, atol=1e-12)
    expected = regressed(unit[~out], period[~out], weight[~out], values[~out, None])[:, 0]
    np.testing.assert_allclose(left[~out], expected, atol=1e-12)


@pytest.mark.parametrize("share_missing", [0, 0.3])
@pytest.mark.parametrize("is_weighted", [False, True])
def test_what_groups_of_units_share_is_cleared_as_the_rows_it_stands_for(
    rng, share_missing, is_weighted
):
    unit, period = (a.ravel() for a in np.indices((20, 6)))
    seen = rng.uniform(size=120) >= share_missing
    unit, period = unit[seen], period[seen]
    weight = rng.uniform(0.2, 3, size=len(unit)) if is_weighted else np.ones(len(unit))
    table, group = rng.normal(size=(3, 6)), np.arange(20) % 3
    effects = TwoWay.of(Layout.of(unit, period), weight)
    expected = regressed(unit, period, weight, table[group[unit], period][:, None])[:, 0]
    np.testing.assert_allclose(effects.residual_of_groups(table, group), expected, atol=1e-12)


@pytest.mark.parametrize("n_seen", [105, 80])
def test_period_effects_are_those_of_dummies_up_to_a_constant(rng, n_seen):
    unit, period = (a.ravel() for a in np.indices((15, 7)))
    row = np.sort(rng.permutation(105)[:n_seen])
    unit, period, values = unit[row], period[row], rng.normal(size=n_seen)
    found = TwoWay.of(Layout.of(unit, period), np.ones(n_seen)).period_effects(values)
    coefficients, *_ = np.linalg.lstsq(dummies(unit, period), values)
    expected = coefficients[15:]
    np.testing.assert_allclose(found - found[0], expected - expected[0], atol=1e-10)


def test_a_level_far_above_the_variation_leaves_it_intact(rng):
    unit, period = (a.ravel() for a in np.indices((20, 5)))
    small = rng.normal(size=(100, 1))
    effects = TwoWay.of(Layout.of(unit, period), rng.uniform(0.5, 2, size=100))
    np.testing.assert_allclose(effects.residuals(1e8 + small), effects.residuals(small), atol=1e-6)
