import numpy as np
import pytest
import statsmodels.api as sm
from scipy.special import expit
from scipy.special import logit as log_odds

from evalcap.kernels.logit import SeparationError, logit, tilting


@pytest.fixture
def rng() -> np.random.Generator:
    return np.random.default_rng(12)


def sample(rng: np.random.Generator, n: int = 300) -> tuple[np.ndarray, np.ndarray]:
    regressors = np.column_stack([np.ones(n), rng.normal(size=(n, 2))])
    treated = (rng.uniform(size=n) < expit(regressors @ [-0.3, 0.8, -0.5])).astype(float)
    return regressors, treated


def test_coefficients_are_those_of_maximum_likelihood(rng):
    regressors, treated = sample(rng)
    fit = logit(regressors, treated, np.ones(300))
    expected = sm.Logit(treated, regressors).fit(disp=0, tol=1e-14)
    np.testing.assert_allclose(fit.coefficients, expected.params, rtol=1e-8)
    np.testing.assert_allclose(fit.fitted, expected.predict(), rtol=1e-8)
    np.testing.assert_allclose(fit.bread / 300, expected.cov_params(), rtol=1e-8)


def test_whole_weights_are_copies_of_a_row(rng):
    regressors, treated = sample(rng)
    weight = rng.integers(1, 4, size=300).astype(float)
    fit = logit(regressors, treated, weight)
    model = sm.GLM(treated, regressors, sm.families.Binomial(), freq_weights=weight)
    np.testing.assert_allclose(fit.coefficients, model.fit(tol=1e-14).params, rtol=1e-8)


@pytest.mark.parametrize("scale", [1e-8, 1e-3, 1e8])
@pytest.mark.parametrize("shift", [0, 1e2, 1e5])
def test_units_of_measure_do_not_change_the_fit(rng, scale, shift):
    regressors, treated = sample(rng)
    plain = logit(regressors, treated, np.ones(300))
    regressors[:, 1] = scale * (shift + regressors[:, 1])
    fit = logit(regressors, treated, np.ones(300))
    np.testing.assert_allclose(fit.fitted, plain.fitted, rtol=1e-9)


def test_outliers_far_beyond_certainty_do_not_look_like_separation(rng):
    regressors, treated = sample(rng)
    regressors[:2, 1] = [2e3, -3e3]
    treated[:2] = [1, 0]
    fit = logit(regressors, treated, np.ones(300))
    # They are certain, so the others decide.
    others = sm.Logit(treated[2:], regressors[2:]).fit(disp=0, tol=1e-14)
    np.testing.assert_allclose(fit.coefficients, others.params, rtol=1e-8)


@pytest.mark.parametrize("scale", [1e-6, 1, 1e6])
def test_a_covariate_that_separates_everyone_is_refused(rng, scale):
    covariate = rng.normal(size=100)
    regressors = np.column_stack([np.ones(100), scale * covariate])
    with pytest.raises(SeparationError):
        logit(regressors, (covariate > 0).astype(float), np.ones(100))


def test_a_combination_that_separates_is_refused(rng):
    regressors, _ = sample(rng)
    treated = (regressors @ [0.2, 1.0, 1.0] > 0).astype(float)
    with pytest.raises(SeparationError):
        logit(regressors, treated, np.ones(300))


def test_a_mark_that_only_treated_rows_bear_is_refused(rng):
    regressors, treated = sample(rng)
    mark = (treated == 1) & (rng.uniform(size=300) < 0.1)
    with pytest.raises(SeparationError):
        logit(np.column_stack([regressors, mark]), treated, np.ones(300))


def test_ties_at_the_boundary_do_not_hide_separation():
    covariate = np.array([0, 1, 2, 2, 2, 3, 4, 2.0])
    treated = np.array([0, 0, 0, 0, 1, 1, 1, 1.0])
    with pytest.raises(SeparationError):
        logit(np.column_stack([np.ones(8), covariate]), treated, np.ones(8))


def test_a_mark_that_only_comparison_rows_bear_puts_them_at_zero_and_leaves_the_rest(rng):
    regressors, treated = sample(rng)
    mark = (treated == 0) & (rng.uniform(size=300) < 0.2)
    fit = logit(np.column_stack([regressors, mark]), treated, np.ones(300))
    without = logit(regressors[~mark], treated[~mark], np.ones((~mark).sum()))
    assert fit.fitted[mark].max() < 1e-11
    np.testing.assert_allclose(fit.fitted[~mark], without.fitted, rtol=1e-9)


def test_a_row_without_weight_cannot_save_a_separated_fit(rng):
    covariate = rng.normal(size=100)
    treated, weight = (covariate > 0).astype(float), np.ones(100)
    treated[0], weight[0] = 1 - treated[0], 0
    with pytest.raises(SeparationError):
        logit(np.column_stack([np.ones(100), covariate]), treated, weight)


def test_tilting_gives_comparison_rows_the_treated_means_exactly(rng):
    regressors, treated = sample(rng)
    weight = rng.uniform(0.5, 2, size=300)
    start = logit(regressors, treated, weight).coefficients
    odds = np.exp(log_odds(tilting(regressors, treated, weight, start)))
    reweighted = (weight * (1 - treated) * odds) @ regressors
    np.testing.assert_allclose(reweighted, (weight * treated) @ regressors, rtol=1e-10)


def test_tilting_towards_means_out_of_reach_is_refused():
    # No weights on comparison rows at 0 and 1 average to the treated rows' 3.
    covariate = np.array([0, 1, 0, 1, 3, 3.0])
    treated = np.array([0, 0, 0, 0, 1, 1.0])
    regressors = np.column_stack([np.ones(6), covariate])
    with pytest.raises(SeparationError):
        tilting(regressors, treated, np.ones(6), np.zeros(2))
