import numpy as np
import pytest
import statsmodels.api as sm

from evalcap.kernels.sandwich import classical, clustered, driscoll_kraay, robust

N, K = 120, 3


@pytest.fixture(scope="module")
def fit():
    rng = np.random.default_rng(21)
    regressors = np.column_stack([np.ones(N), rng.normal(size=(N, K - 1))])
    cluster, period = np.repeat(np.arange(10), 12), np.tile(np.arange(12), 10)
    noise = rng.normal(size=10)[cluster] + rng.normal(size=12)[period] + rng.normal(size=N)
    regressors[:, 1] += rng.normal(size=10)[cluster] + rng.normal(size=12)[period]
    regressors[:, 2] += rng.normal(size=10)[cluster] + rng.normal(size=12)[period]
    outcome = regressors @ [1.0, 0.5, -0.2] + noise
    model = sm.OLS(outcome, regressors)
    residual = model.fit().resid
    bread = np.linalg.inv(regressors.T @ regressors)
    return model, bread, residual, regressors * residual[:, None], cluster, period


def test_classical_covariance(fit):
    model, bread, residual, *_ = fit
    ours = classical(bread, residual, residual, K)
    np.testing.assert_allclose(ours, model.fit().cov_params(), rtol=1e-10)


def test_robust_covariance_is_hc1(fit):
    model, bread, _, scores, *_ = fit
    theirs = model.fit(cov_type="HC1").cov_params()
    np.testing.assert_allclose(robust(bread, scores, K), theirs, rtol=1e-10)


def test_clustered_covariance(fit):
    model, bread, _, scores, cluster, _ = fit
    theirs = model.fit(cov_type="cluster", cov_kwds={"groups": cluster}).cov_params()
    np.testing.assert_allclose(clustered(bread, scores, [cluster], K), theirs, rtol=1e-10)


def test_clustering_in_two_ways(fit):
    model, bread, _, scores, cluster, period = fit
    groups = {"groups": np.column_stack([cluster, period]), "use_correction": False}
    theirs = model.fit(cov_type="cluster", cov_kwds=groups).cov_params()
    # One factor for all parts, that of the way with the fewest clusters.
    factor = 10 / 9 * (N - 1) / (N - K)
    assert np.linalg.eigvalsh(theirs).min() > 0
    ours = clustered(bread, scores, [cluster, period], K)
    np.testing.assert_allclose(ours, factor * theirs, rtol=1e-8)


def test_every_row_its_own_cluster_is_the_robust_covariance(fit):
    _, bread, _, scores, *_ = fit
    alone = clustered(bread, scores, [np.arange(N)], K)
    np.testing.assert_allclose(alone, robust(bread, scores, K), rtol=1e-10)


def test_scores_summed_within_units_are_scores_of_all_their_rows(fit):
    _, bread, _, scores, cluster, _ = fit
    unit = np.arange(N) // 4
    sums = np.array([scores[unit == u].sum(axis=0) for u in range(N // 4)])
    np.testing.assert_allclose(
        clustered(bread, sums, [cluster[::4]], K, n_rows=N),
        clustered(bread, scores, [cluster], K),
        rtol=1e-10,
    )


def test_two_ways_that_contradict_give_no_negative_variance(fit):
    _, bread, _, scores, *_ = fit
    rng = np.random.default_rng(1)
    ways = [rng.permutation(N) % 4, rng.permutation(N) % 3]
    assert np.linalg.eigvalsh(clustered(bread, scores, ways, K)).min() > -1e-12


@pytest.mark.parametrize("lags", [0, 1, 4, 9])
def test_driscoll_kraay_covariance(fit, lags):
    model, bread, _, scores, _, period = fit
    kernel = {"time": period, "maxlags": lags, "use_correction": False}
    order = np.argsort(period, kind="stable")
    model = sm.OLS(model.endog[order], model.exog[order])
    theirs = model.fit(
        cov_type="nw-groupsum", cov_kwds=kernel | {"time": period[order]}
    ).cov_params()
    factor = 12 / 11 * (N - 1) / (N - K)
    ours = driscoll_kraay(bread, scores, period, lags, K)
    np.testing.assert_allclose(ours, factor * theirs, rtol=1e-8)
