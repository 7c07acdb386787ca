import numpy as np
import pytest

from evalcap.kernels.groups import TRIM_FROM, CollinearComparisonError, Groups, comparison_odds
from evalcap.kernels.logit import SeparationError


def groups(treated, covariate, weight=None):
    regressors = np.column_stack([np.ones(len(treated)), covariate])
    return Groups(
        np.array(treated, float), regressors, np.ones(len(treated)) if weight is None else weight
    )


def test_with_a_binary_covariate_the_odds_are_those_of_its_strata():
    # Stratum 0: one treated, three compared; stratum 1: two treated, one compared.
    found = groups([1, 0, 0, 0, 1, 1, 0], [0, 0, 0, 0, 1, 1, 1])
    odds, n_trimmed = found.odds
    np.testing.assert_allclose(odds, [0, 1 / 3, 1 / 3, 1 / 3, 0, 0, 2], rtol=1e-8)
    assert n_trimmed == 0


def test_the_propensity_is_fitted_once():
    found = groups([1, 0, 1, 0], [0.0, 0.1, 0.9, 1.0])
    assert found.propensity is found.propensity


def test_comparison_units_from_the_limit_on_are_trimmed_and_counted():
    propensity = np.array([0.999, TRIM_FROM, TRIM_FROM - 1e-3])
    odds, n_trimmed = comparison_odds(propensity, np.array([1.0, 0.0, 0.0]), np.ones(3))
    assert n_trimmed == 1
    np.testing.assert_allclose(odds, [0, 0, 0.994 / 0.006], rtol=1e-9)


def test_a_unit_without_weight_is_not_counted_as_trimmed():
    assert comparison_odds(np.array([0.999]), np.array([0.0]), np.zeros(1))[1] == 0


def test_covariates_that_do_not_vary_among_comparison_units_are_refused():
    with pytest.raises(CollinearComparisonError):
        _ = groups([1, 1, 0, 0], [0.0, 1.0, 1.0, 1.0]).comparison


def test_covariates_that_separate_the_groups_are_refused():
    with pytest.raises(SeparationError):
        _ = groups([1, 1, 0, 0], [3.0, 4.0, 1.0, 2.0]).propensity


def test_no_weight_left_among_comparison_units_is_refused():
    # One comparison unit in a thousand: a propensity of 0.999 of it, whatever the covariate.
    with pytest.raises(SeparationError):
        _ = groups([1] * 999 + [0], [*range(999), 500]).odds
