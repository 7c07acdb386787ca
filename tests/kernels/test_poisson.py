import numpy as np
import pandas as pd
import pytest
import statsmodels.api as sm
from statsmodels.discrete.conditional_models import ConditionalPoisson

from evalcap.kernels.poisson import NoMaximumError, poisson


class Sample:
    """Thirty units over five periods, two regressors, weights and an exposure."""

    def __init__(self, seed: int = 31) -> None:
        rng = np.random.default_rng(seed)
        self.unit, self.period = (code.ravel() for code in np.indices((30, 5)))
        self.regressors = rng.normal(size=(150, 2))
        self.weight, self.exposure = rng.uniform(0.5, 2, 150), rng.uniform(1, 9, 150)
        level = rng.normal(1, 0.6, size=30)[self.unit]
        mean = self.exposure * np.exp(level + self.regressors @ [0.3, -0.2])
        self.outcome = rng.poisson(mean).astype(float)
        self.constant = np.zeros(150, np.intp)

    def dummies(self, *ways: np.ndarray) -> np.ndarray:
        first, *others = (pd.get_dummies(way, dtype=float).to_numpy() for way in ways)
        return np.column_stack([self.regressors, first, *(other[:, 1:] for other in others)])


WAYS = {"constant": ["constant"], "unit": ["unit"], "two-way": ["unit", "period"]}


@pytest.mark.parametrize("how", WAYS)
def test_coefficients_and_bread_are_those_of_regression_on_dummies(how):
    s = Sample()
    ways = [getattr(s, name) for name in WAYS[how]]
    fit = poisson(s.outcome, s.regressors, s.weight, ways)
    model = sm.GLM(s.outcome, s.dummies(*ways), sm.families.Poisson(), freq_weights=s.weight)
    theirs = model.fit(tol=1e-15)
    np.testing.assert_allclose(fit.coefficients, theirs.params[:2], rtol=1e-9)
    np.testing.assert_allclose(fit.mean, theirs.mu, rtol=1e-8)
    np.testing.assert_allclose(fit.bread, theirs.cov_params()[:2, :2], rtol=1e-7, atol=1e-12)


def test_a_rate_weighted_by_its_exposure_is_a_count_with_an_offset():
    s = Sample()
    fit = poisson(s.outcome / s.exposure, s.regressors, s.exposure, [s.unit])
    offset = np.log(s.exposure)
    theirs = sm.GLM(s.outcome, s.dummies(s.unit), sm.families.Poisson(), offset=offset)
    np.testing.assert_allclose(fit.coefficients, theirs.fit(tol=1e-15).params[:2], rtol=1e-9)


def test_unit_effects_are_conditioned_on_each_units_total():
    s = Sample()
    fit = poisson(s.outcome, s.regressors, np.ones(150), [s.unit])
    theirs = ConditionalPoisson(s.outcome, s.regressors, groups=s.unit)
    np.testing.assert_allclose(theirs.score(fit.coefficients), 0, atol=1e-7)


def test_two_groups_in_two_periods_give_the_ratio_of_ratios():
    before, after = np.array([4.0, 6, 3, 5]), np.array([9.0, 11, 4, 4])
    on = np.array([0.0, 0, 0, 0, 1, 1, 0, 0])
    unit, period = np.tile(np.arange(4), 2), np.repeat([0, 1], 4)
    fit = poisson(np.r_[before, after], on[:, None], np.ones(8), [unit, period])
    expected = (20 / 10) / (8 / 8)
    assert np.exp(fit.coefficients[0]) == pytest.approx(expected, rel=1e-12)


def test_scores_sum_to_zero_within_units():
    s = Sample()
    fit = poisson(s.outcome, s.regressors, s.weight, [s.unit, s.period])
    scale = s.outcome.sum()
    assert np.abs(np.bincount(s.unit, fit.score)).max() < 1e-9 * scale
    assert np.abs(np.bincount(s.period, fit.score)).max() < 1e-9 * scale
    assert np.abs(fit.regressors.T @ fit.score).max() < 1e-9 * scale


def test_counts_that_differ_by_orders_of_magnitude_are_fitted():
    s = Sample()
    huge = np.where(s.unit % 2, 1e6, 1.0) * s.outcome
    fit = poisson(huge, s.regressors, np.ones(150), [s.unit])
    theirs = ConditionalPoisson(huge, s.regressors, groups=s.unit)
    np.testing.assert_allclose(theirs.score(fit.coefficients) / huge.sum(), 0, atol=1e-12)


def test_a_regressor_that_marks_rows_of_zero_has_no_maximum():
    s = Sample()
    marks = (s.unit == 3)[:, None] * (s.period == 2)[:, None] * 1.0
    outcome = np.where(marks[:, 0] == 1, 0.0, s.outcome)
    with pytest.raises(NoMaximumError):
        poisson(outcome, marks, np.ones(150), [s.constant])
