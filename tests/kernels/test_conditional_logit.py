import itertools

import numpy as np
import pytest
import statsmodels.api as sm
from scipy.special import expit
from statsmodels.discrete.conditional_models import ConditionalLogit

from evalcap.kernels import conditional_logit as kernel
from evalcap.kernels.conditional_logit import conditional_logit
from evalcap.kernels.logit import SeparationError


def draw(seed: int, n_units: int, n_rows: int, k: int = 2):
    """Units of unequal length that have both outcomes."""
    rng = np.random.default_rng(seed)
    unit = np.repeat(np.arange(n_units), n_rows)
    regressors = rng.normal(size=(len(unit), k))
    index = regressors @ np.linspace(1, -0.5, k) + rng.normal(size=n_units)[unit]
    outcome = (rng.uniform(size=len(unit)) < expit(index)).astype(float)
    kept = rng.uniform(size=len(unit)) < 0.85
    hits = np.bincount(unit[kept], outcome[kept], minlength=n_units)
    kept &= ((hits > 0) & (hits < np.bincount(unit[kept], minlength=n_units)))[unit]
    return outcome[kept], regressors[kept], np.unique(unit[kept], return_inverse=True)[1]


def test_coefficients_are_those_of_statsmodels():
    outcome, regressors, unit = draw(1, 40, 7)
    fit = conditional_logit(outcome, regressors, unit)
    theirs = ConditionalLogit(outcome, regressors, groups=unit).fit(method="newton", disp=False)
    np.testing.assert_allclose(fit.coefficients, theirs.params, rtol=1e-6)
    # Their second derivatives are numerical.
    np.testing.assert_allclose(np.sqrt(np.diag(fit.bread)), theirs.bse, rtol=1e-6)


def test_scores_are_those_of_each_unit_and_sum_to_zero():
    outcome, regressors, unit = draw(2, 30, 6)
    fit = conditional_logit(outcome, regressors, unit)
    theirs = ConditionalLogit(outcome, regressors, groups=unit)
    expected = [theirs.score_grp(g, fit.coefficients) for g in range(unit.max() + 1)]
    np.testing.assert_allclose(fit.scores, expected, atol=1e-10)
    np.testing.assert_allclose(fit.scores.sum(axis=0), 0, atol=1e-9)


def test_two_rows_a_unit_are_a_logit_of_differences():
    rng = np.random.default_rng(3)
    first, second = rng.normal(size=(2, 80, 2))
    rose = (rng.uniform(size=80) < expit((second - first) @ [0.7, -0.4])).astype(float)
    outcome = np.column_stack([1 - rose, rose]).ravel()
    regressors = np.stack([first, second], axis=1).reshape(160, 2)
    fit = conditional_logit(outcome, regressors, np.repeat(np.arange(80), 2))
    theirs = sm.Logit(rose, second - first).fit(disp=0, tol=1e-14)
    np.testing.assert_allclose(fit.coefficients, theirs.params, rtol=1e-9)
    np.testing.assert_allclose(fit.bread, theirs.cov_params(), rtol=1e-8)


def test_curvature_is_the_variance_of_sums_over_all_histories_with_as_many_successes():
    outcome, regressors = np.array([1.0, 0, 1, 0, 0]), np.array([[0.2], [1.0], [0.9], [-0.7], [2]])
    more = np.array([0.0, 1.0]), np.array([[0.3], [-0.4]])
    unit = np.repeat([0, 1], [5, 2])
    fit = conditional_logit(np.r_[outcome, more[0]], np.vstack([regressors, more[1]]), unit)
    expected = 0.0
    for x, successes in ((regressors[:, 0], 2), (more[1][:, 0], 1)):
        sums = np.array([sum(c) for c in itertools.combinations(x, successes)])
        chance = np.exp(sums * fit.coefficients[0])
        chance /= chance.sum()
        expected += chance @ sums**2 - (chance @ sums) ** 2
    assert fit.bread[0, 0] == pytest.approx(1 / expected, rel=1e-9)


def test_long_histories_keep_their_precision():
    outcome, regressors, unit = draw(4, 3, 400, k=1)
    fit = conditional_logit(outcome, regressors, unit)
    # With so many rows a unit, unit effects cost little: dummies give nearly the same.
    design = np.column_stack([regressors, np.eye(3)[unit]])
    theirs = sm.Logit(outcome, design).fit(disp=0)
    assert fit.coefficients[0] == pytest.approx(theirs.params[0], rel=2 / 400)


def test_blocks_of_units_do_not_change_the_numbers(monkeypatch):
    outcome, regressors, unit = draw(5, 30, 6)
    whole = conditional_logit(outcome, regressors, unit)
    monkeypatch.setattr(kernel, "_BLOCK", 200)
    parts = conditional_logit(outcome, regressors, unit)
    np.testing.assert_allclose(parts.coefficients, whole.coefficients, rtol=1e-12)
    np.testing.assert_allclose(parts.scores, whole.scores, atol=1e-12)


def test_a_regressor_that_orders_every_history_is_refused():
    outcome, regressors, unit = draw(6, 30, 6)
    regressors[:, 0] = outcome + 0.1 * np.sin(np.arange(len(outcome)))
    with pytest.raises(SeparationError):
        conditional_logit(outcome, regressors, unit)


def test_a_mark_of_successes_only_is_refused():
    outcome, regressors, unit = draw(7, 30, 6)
    regressors[:, 0] = (outcome == 1) & (unit < 4)
    with pytest.raises(SeparationError):
        conditional_logit(outcome, regressors, unit)
