import numpy as np
import pytest
import statsmodels.api as sm
from scipy.special import expit

from evalcap.kernels.multiplicative import is_indicator, logit_effects, poisson_effects


@pytest.fixture
def regressors() -> np.ndarray:
    """An indicator and a number."""
    rng = np.random.default_rng(21)
    return np.column_stack([rng.integers(0, 2, 120), rng.normal(3, 1, 120)]).astype(float)


COEFFICIENTS = np.array([0.4, -0.3])


def test_only_zeros_and_ones_are_an_indicator(regressors):
    assert is_indicator(regressors).tolist() == [True, False]
    assert is_indicator(np.array([[0.0, 0.5], [1.0, 1.0]])).tolist() == [True, False]


def test_poisson_effects_are_steps_and_slopes_of_the_mean(regressors):
    mean = np.exp(0.2 + regressors @ COEFFICIENTS)
    found = poisson_effects(regressors, COEFFICIENTS, mean, np.full(120, 1 / 120))
    on, off = (np.exp(0.2 + 0.4 * d - 0.3 * regressors[:, 1]) for d in (1, 0))
    assert found.estimate == pytest.approx([(on - off).mean(), (-0.3 * mean).mean()])


def test_poisson_effects_depend_on_coefficients_as_their_derivatives_say(regressors):
    mean, share, h = np.exp(regressors @ COEFFICIENTS), np.full(120, 1 / 120), 1e-6
    found = poisson_effects(regressors, COEFFICIENTS, mean, share)
    ends = [
        poisson_effects(regressors, COEFFICIENTS + s * h, mean, share).estimate for s in (1, -1)
    ]
    np.testing.assert_allclose(found.by_coefficient, (ends[0] - ends[1]) / (2 * h), rtol=1e-7)


def test_poisson_effects_move_with_the_means(regressors):
    mean, share, h = np.exp(regressors @ COEFFICIENTS), np.full(120, 1 / 120), 1e-6
    found = poisson_effects(regressors, COEFFICIENTS, mean, share)
    row = mean.copy()
    row[5] *= np.exp(h)
    moved = poisson_effects(regressors, COEFFICIENTS, row, share).estimate
    expected = share[5] * mean[5] * found.by_index[5]
    np.testing.assert_allclose((moved - found.estimate) / h, expected, rtol=1e-5)


@pytest.mark.parametrize("centre", [[0.0, 0.0], [0.5, 3.0]])
def test_logit_effects_and_their_errors_are_those_of_statsmodels(regressors, centre):
    rng = np.random.default_rng(22)
    outcome = (rng.uniform(size=120) < expit(0.5 + regressors @ COEFFICIENTS)).astype(float)
    theirs = sm.Logit(outcome, sm.add_constant(regressors)).fit(disp=0, tol=1e-14)
    slopes = theirs.params[1:]
    shift = np.array(centre)
    found = logit_effects(
        regressors,
        slopes,
        np.ones(120),
        centre=shift,
        constant=float(theirs.params[0] + shift @ slopes),
    )
    margins = theirs.get_margeff(dummy=True)
    np.testing.assert_allclose(found.estimate, margins.margeff, rtol=1e-9)
    # The gradient is by the constant at the centre.
    back = np.eye(3)
    back[0, 1:] = shift
    covariance = back @ theirs.cov_params() @ back.T
    errors = np.sqrt(np.diag(found.gradient @ covariance @ found.gradient.T))
    np.testing.assert_allclose(errors, margins.margeff_se, rtol=1e-6)
