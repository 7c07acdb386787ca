import numpy as np
import pytest
from scipy import stats

from evalcap.estimate.wald import wald_test


def test_the_statistic_and_its_distribution():
    covariance = np.array([[2.0, 0.5], [0.5, 1.0]])
    test = wald_test("Nothing happens", np.array([1.0, 2.0]), covariance, n_clusters=50)
    # x' V^-1 x with V^-1 = [[1, -0.5], [-0.5, 2]] / 1.75.
    assert test.statistic == pytest.approx((1 - 2 + 8) / 1.75)
    assert test.p_value == pytest.approx(stats.chi2.sf(4, 2))
    assert str(test) == "Nothing happens: chi2(2) = 4, p = 0.135"


def test_restrictions_up_to_half_the_clusters_are_not_to_be_trusted():
    trusted = [wald_test("", np.ones(k), np.eye(k), 10).can_be_trusted for k in (4, 5)]
    assert trusted == [True, False]
    assert "not to be trusted: 10 clusters" in str(wald_test("", np.ones(5), np.eye(5), 10))


def test_a_singular_covariance_gives_no_test():
    assert wald_test("", np.ones(2), np.ones((2, 2)), 50) is None
    assert wald_test("", np.array([]), np.empty((0, 0)), 50) is None
