"""Whether small studies tell another story, held to least squares by statsmodels."""

import fake_trials as fake
import numpy as np
import pytest
from statsmodels.api import OLS, add_constant

from evalcap.kernels.small_study import egger_test


def test_it_equals_least_squares_by_statsmodels():
    effect, variance = fake.vaccine_trials()
    std_error = np.sqrt(variance)
    expected = OLS(effect / std_error, add_constant(1 / std_error)).fit()
    found = egger_test(effect, std_error)
    assert found.intercept == pytest.approx(expected.params[0], rel=1e-10)
    assert found.std_error == pytest.approx(expected.bse[0], rel=1e-10)
    assert found.p_value == pytest.approx(expected.pvalues[0], rel=1e-9)


def test_effects_that_rise_with_their_standard_errors_have_that_rise_as_intercept():
    std_error = np.array([0.5, 1.0, 1.5, 2.0])
    noise = np.array([1e-3, -1e-3, -1e-3, 1e-3])
    assert egger_test(3.0 + 2.0 * std_error + noise, std_error).intercept == pytest.approx(
        2.0, abs=0.01
    )
