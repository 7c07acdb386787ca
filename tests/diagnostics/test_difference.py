from typing import Any

import numpy as np
import pytest
import statsmodels.api as sm
from scipy import stats

from evalcap.diagnostics.difference import difference_in_means
from evalcap.diagnostics.joint_test import JointTest, Untested
from evalcap.kernels.arrays import BoolArray, FloatArray, IntArray


def _draw() -> tuple[FloatArray, BoolArray, FloatArray, IntArray]:
    n, clusters = 80, 20
    rng = np.random.default_rng(3)
    cluster = rng.integers(0, clusters, n)
    treated = rng.random(n) < 0.4
    shock = rng.normal(size=clusters)
    values = np.column_stack([rng.normal(size=n) + shock[cluster], rng.random(n)])
    return values, treated, rng.uniform(0.5, 2, n), cluster


def _regression(
    column: FloatArray, treated: BoolArray, weight: FloatArray, cluster: IntArray
) -> Any:
    """Weighted least squares on a dummy with clustered errors, as statsmodels has them."""
    design = sm.add_constant(treated.astype(float))
    return sm.WLS(column, design, weights=weight).fit(
        cov_type="cluster", cov_kwds={"groups": cluster}, use_t=True
    )


def test_each_difference_is_the_clustered_regression_on_a_dummy() -> None:
    values, treated, weight, cluster = _draw()
    found = difference_in_means(values, treated, weight, cluster)
    for j in range(2):
        fit = _regression(values[:, j], treated, weight, cluster)
        assert found.difference[j] == pytest.approx(fit.params[1], rel=1e-8)
        assert found.covariance[j, j] == pytest.approx(fit.bse[1] ** 2, rel=1e-8)


def test_one_difference_has_the_regression_p_value() -> None:
    values, treated, weight, cluster = _draw()
    test = difference_in_means(values, treated, weight, cluster).test(np.array([True, False]))
    assert isinstance(test, JointTest)
    fit = _regression(values[:, 0], treated, weight, cluster)
    assert test.p_value == pytest.approx(fit.pvalues[1], rel=1e-8)


def test_the_covariance_of_two_differences_is_that_of_their_sum() -> None:
    values, treated, weight, cluster = _draw()
    found = difference_in_means(values, treated, weight, cluster)
    fit = _regression(values.sum(axis=1), treated, weight, cluster)
    assert found.covariance.sum() == pytest.approx(fit.bse[1] ** 2, rel=1e-8)


def test_the_joint_test_is_that_of_the_stacked_regression() -> None:
    """Two regressions as one, every row in it twice: statsmodels, without small-sample factors."""
    values, treated, weight, cluster = _draw()
    test = difference_in_means(values, treated, weight, cluster).test(np.array([True, True]))
    assert isinstance(test, JointTest)
    n, groups = len(treated), len(np.unique(cluster))
    design = np.kron(np.eye(2), sm.add_constant(treated.astype(float)))
    fit = sm.WLS(values.T.ravel(), design, weights=np.tile(weight, 2)).fit(
        cov_type="cluster", cov_kwds={"groups": np.tile(cluster, 2), "use_correction": False}
    )
    wald = fit.wald_test(np.eye(4)[[1, 3]], use_f=False, scalar=True).statistic
    factor = groups / (groups - 1) * (n - 1) / (n - 2)
    assert test.statistic == pytest.approx(wald / factor, rel=1e-8)
    assert test.p_value == pytest.approx(stats.f.sf(wald / factor / 2, 2, groups - 1), rel=1e-8)


def test_a_group_in_one_cluster_is_not_tested() -> None:
    values, treated, weight, _ = _draw()
    cluster = np.where(treated, 99, np.arange(len(treated)))
    test = difference_in_means(values, treated, weight, cluster).test(np.array([True, True]))
    assert isinstance(test, Untested)
    assert "one cluster" in test.reason
