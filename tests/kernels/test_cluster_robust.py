from itertools import pairwise

import numpy as np
import pytest
from scipy.linalg import block_diag, fractional_matrix_power

from evalcap.kernels.cluster_robust import cluster_robust
from evalcap.kernels.sandwich import clustered

KINDS = ("CR0", "CR1", "CR1S", "CR2", "CR3")
POWER = {"CR2": -0.5, "CR3": -1.0}


@pytest.fixture
def data():
    rng = np.random.default_rng(4)
    sizes = [5, 9, 3, 14, 8, 6]
    cluster = np.repeat(np.arange(len(sizes)), sizes)
    n = len(cluster)
    regressors = np.column_stack(
        [np.ones(n), rng.normal(size=n), (cluster < 2).astype(float), rng.normal(size=6)[cluster]]
    )
    outcome = regressors @ [1, 2, 3, 4] + rng.normal(size=n) + rng.normal(size=6)[cluster]
    return regressors, outcome, cluster


def by_definition(regressors, outcome, cluster, kind):
    """Bell and McCaffrey's matrices of all rows, and Satterthwaite's moments from them."""
    bread = np.linalg.inv(regressors.T @ regressors)
    hat = regressors @ bread @ regressors.T
    annihilator = np.eye(len(outcome)) - hat
    residual = annihilator @ outcome
    edges = [0, *np.flatnonzero(np.diff(cluster)) + 1, len(cluster)]
    blocks = [slice(a, b) for a, b in pairwise(edges)]
    adjust = [
        fractional_matrix_power(annihilator[b, b], POWER[kind])
        if kind in POWER
        else np.eye(b.stop - b.start)
        for b in blocks
    ]
    scores = [regressors[b].T @ a @ residual[b] for a, b in zip(adjust, blocks, strict=True)]
    covariance = bread @ sum(np.outer(s, s) for s in scores) @ bread
    weights = block_diag(*adjust) @ regressors @ bread
    freedom = []
    for column in weights.T:
        parts = np.array([np.where(cluster == g, column, 0.0) for g in range(len(blocks))])
        moments = parts @ annihilator @ parts.T
        freedom.append(np.trace(moments) ** 2 / (moments**2).sum())
    return covariance, freedom


@pytest.mark.parametrize("kind", KINDS)
def test_covariance_and_degrees_of_freedom_are_those_of_the_full_matrices(data, kind):
    found = cluster_robust(*data, kind)
    covariance, freedom = by_definition(*data, kind)
    factor = {"CR1": 6 / 5, "CR1S": 6 / 5 * 44 / 41}.get(kind, 1.0)
    np.testing.assert_allclose(found.covariance, factor * covariance, rtol=1e-8)
    np.testing.assert_allclose(found.degrees_of_freedom, freedom, rtol=1e-8)


def test_cr1s_is_the_clustered_covariance_of_the_other_estimators(data):
    regressors, outcome, cluster = data
    found = cluster_robust(*data, "CR1S")
    bread = np.linalg.inv(regressors.T @ regressors)
    scores = regressors * (outcome - regressors @ found.coefficients)[:, None]
    expected = clustered(bread, scores, [cluster], regressors.shape[1])
    np.testing.assert_allclose(found.covariance, expected, rtol=1e-8)


def test_cr3_is_the_spread_of_estimates_that_leave_out_one_cluster(data):
    regressors, outcome, cluster = data
    found = cluster_robust(*data, "CR3")
    without = np.array(
        [np.linalg.lstsq(regressors[cluster != g], outcome[cluster != g])[0] for g in range(6)]
    )
    change = without - found.coefficients
    np.testing.assert_allclose(found.covariance, change.T @ change, rtol=1e-8)


def test_cr2_of_single_rows_with_equal_leverage_is_the_unbiased_variance():
    # Each row its own cluster and only a constant: s^2 / n with t(n - 1).
    outcome = np.array([1.0, 2.0, 4.0, 8.0, 9.0])
    found = cluster_robust(np.ones((5, 1)), outcome, np.arange(5), "CR2")
    assert found.covariance[0, 0] == pytest.approx(outcome.var(ddof=1) / 5)
    assert found.degrees_of_freedom[0] == pytest.approx(4)


def test_a_column_that_one_cluster_varies_is_marked(data):
    regressors, outcome, cluster = data
    alone = np.column_stack([regressors, (cluster == 3) * np.arange(len(cluster))])
    found = cluster_robust(alone, outcome, cluster, "CR2")
    assert found.decisive.tolist() == [False, False, False, True, False, False]
    assert np.isfinite(found.covariance).all()


@pytest.mark.parametrize("kind", KINDS)
def test_the_order_of_rows_and_units_of_measure_change_nothing_else(data, kind):
    regressors, outcome, cluster = data
    order, scale = np.random.default_rng(1).permutation(len(outcome)), np.array([1, 1e6, 1, 1e-3])
    plain = cluster_robust(*data, kind)
    moved = cluster_robust(regressors[order] * scale, outcome[order], cluster[order], kind)
    np.testing.assert_allclose(moved.coefficients * scale, plain.coefficients, rtol=1e-8)
    spread = moved.covariance * np.outer(scale, scale)
    np.testing.assert_allclose(spread, plain.covariance, rtol=1e-7)
    np.testing.assert_allclose(moved.degrees_of_freedom, plain.degrees_of_freedom, rtol=1e-7)
