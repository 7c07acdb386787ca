import numpy as np
import pytest

from evalcap.kernels.layout import Layout
from evalcap.kernels.two_way_regression import TwoWayFit, regress
from evalcap.kernels.within import TwoWay


@pytest.fixture(params=["full", "full and weighted", "with gaps"])
def rows(request) -> tuple[np.ndarray, ...]:
    """Unit, period, weight, outcome and two regressors of twelve units over five periods."""
    rng = np.random.default_rng(12)
    unit, period = (a.ravel() for a in np.indices((12, 5)))
    kept = np.flatnonzero(rng.uniform(size=60) > 0.3) if request.param == "with gaps" else slice(60)
    weight = np.ones(60) if request.param == "full" else rng.uniform(0.5, 2, size=60)
    regressors = rng.normal(size=(60, 2)) + unit[:, None]
    outcome = regressors @ [1.0, -2.0] + 3 * unit + period**2 + rng.normal(size=60)
    return tuple(a[kept] for a in (unit, period, weight, outcome, regressors))


def fitted(rows: tuple[np.ndarray, ...]) -> TwoWayFit:
    unit, period, weight, outcome, regressors = rows
    effects = TwoWay.of(Layout.of(unit, period), weight)
    return regress(outcome, effects.residuals(regressors), effects)


def by_dummies(rows: tuple[np.ndarray, ...]) -> tuple[np.ndarray, np.ndarray]:
    """Coefficients and residuals of a regression with a dummy for each unit and period."""
    unit, period, weight, outcome, regressors = rows
    dummies = [unit[:, None] == np.arange(12), period[:, None] == np.arange(5)]
    columns, root = np.column_stack([regressors, *dummies]), np.sqrt(weight)
    found, *_ = np.linalg.lstsq(columns * root[:, None], outcome * root)
    return found[:2], outcome - columns @ found


def test_coefficients_and_residuals_are_those_of_regression_on_dummies(rows):
    fit, (coefficients, residual) = fitted(rows), by_dummies(rows)
    np.testing.assert_allclose(fit.coefficients, coefficients, rtol=1e-10)
    np.testing.assert_allclose(fit.residual, residual, atol=1e-10)


def test_scores_are_residuals_times_weight_times_what_effects_leave_of_regressors(rows):
    unit, _, weight, _, _ = rows
    fit, (_, residual) = fitted(rows), by_dummies(rows)
    scores = fit.regressors * (weight * residual)[:, None]
    np.testing.assert_allclose(fit.scores, scores, atol=1e-10)
    sums = np.array([scores[unit == u].sum(axis=0) for u in range(12)])
    np.testing.assert_allclose(fit.unit_scores, sums, atol=1e-9)
    crossed = (weight[:, None] * fit.regressors).T @ fit.regressors
    np.testing.assert_allclose(fit.bread @ crossed, np.eye(2), atol=1e-12)


def test_levels_far_above_the_variation_change_nothing(rows):
    unit, period, weight, outcome, regressors = rows
    far = fitted((unit, period, weight, outcome + 1e7 * unit, regressors + 1e6))
    near = fitted(rows)
    # Doubles near 1e8 are 1e-8 apart.
    np.testing.assert_allclose(far.coefficients, near.coefficients, rtol=1e-7)
    np.testing.assert_allclose(far.unit_scores, near.unit_scores, atol=1e-6)
