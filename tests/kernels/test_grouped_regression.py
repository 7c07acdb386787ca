import numpy as np
import pytest

from evalcap.kernels.grouped_regression import regress_on_groups
from evalcap.kernels.layout import Layout
from evalcap.kernels.within import TwoWay

N_UNITS, N_PERIODS = 12, 5


@pytest.fixture
def data() -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Outcome by row, a regressor by group and period, and each unit's group."""
    rng = np.random.default_rng(31)
    group, table = np.arange(N_UNITS) % 3, rng.normal(size=(3, N_PERIODS))
    level = 3 * np.arange(N_UNITS)[:, None] + np.arange(N_PERIODS) ** 2
    outcome = 1.5 * table[group] + level + rng.normal(size=(N_UNITS, N_PERIODS))
    return outcome.ravel(), table, group


def fitted(outcome: np.ndarray, table: np.ndarray, group: np.ndarray):
    effects = TwoWay.of(Layout.full(N_UNITS, N_PERIODS), np.ones(len(outcome)))
    return regress_on_groups(outcome, effects.clear_groups(table, group), group, effects)


def test_it_is_the_regression_on_a_dummy_for_each_unit_and_period(data):
    outcome, table, group = data
    unit, period = (a.ravel() for a in np.indices((N_UNITS, N_PERIODS)))
    effects = np.column_stack(
        [unit[:, None] == np.arange(N_UNITS), period[:, None] == np.arange(N_PERIODS)]
    )
    columns = np.column_stack([table[group].ravel(), effects])
    found, *_ = np.linalg.lstsq(columns, outcome)
    residual = outcome - columns @ found
    regressor = table[group].ravel()
    cleared = regressor - effects @ np.linalg.lstsq(effects * 1.0, regressor)[0]
    fit = fitted(*data)
    np.testing.assert_allclose(fit.coefficients, found[:1], rtol=1e-11)
    np.testing.assert_allclose(fit.regressors[:, 0], cleared, atol=1e-12)
    np.testing.assert_allclose(fit.bread, [[1 / (cleared @ cleared)]], rtol=1e-12)
    np.testing.assert_allclose(fit.residual, residual, atol=1e-10)
    np.testing.assert_allclose(fit.scores[:, 0], cleared * residual, atol=1e-10)
    sums = (cleared * residual).reshape(N_UNITS, N_PERIODS).sum(axis=1)
    np.testing.assert_allclose(fit.unit_scores[:, 0], sums, atol=1e-10)


def test_levels_far_above_the_variation_change_nothing(data):
    outcome, table, group = data
    far = fitted(outcome + np.repeat(1e7 * np.arange(N_UNITS), N_PERIODS), table, group)
    near = fitted(outcome, table, group)
    # Doubles near 1e8 are 1e-8 apart.
    np.testing.assert_allclose(far.coefficients, near.coefficients, rtol=1e-7)
    np.testing.assert_allclose(far.unit_scores, near.unit_scores, atol=1e-6)
