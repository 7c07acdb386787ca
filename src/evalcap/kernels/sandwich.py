"""Covariances of least-squares coefficients, with the small-sample factors of R's fixest."""

from collections.abc import Sequence
from itertools import combinations

import numpy as np

from evalcap.kernels.aggregation import sum_within
from evalcap.kernels.arrays import FloatArray, IntArray
from evalcap.kernels.tall import crossed, products


def classical(
    bread: FloatArray, residual: FloatArray, weighted: FloatArray, n_parameters: int
) -> FloatArray:
    """Covariance under equal variances.

    Parameters
    ----------
    bread
        Inverse of `X'WX`, shape (k, k).
    residual, weighted
        Residual, and residual times weight, shape (n_rows,).
    n_parameters
        Coefficients and fixed effects estimated.
    """
    n = len(residual)
    return bread * float(products(weighted, residual) / (n - n_parameters))


def robust(bread: FloatArray, scores: FloatArray, n_parameters: int) -> FloatArray:
    """Heteroskedasticity-robust covariance (HC1), scores of shape (n_rows, k)."""
    n = len(scores)
    return n / (n - n_parameters) * (bread @ crossed(scores, scores) @ bread)


def clustered(
    bread: FloatArray,
    scores: FloatArray,
    clusters: Sequence[IntArray],
    n_parameters: int,
    *,
    n_rows: int | None = None,
) -> FloatArray:
    """Clustered covariance, in one or several ways (Cameron, Gelbach and Miller 2011).

    Parameters
    ----------
    scores
        Residual times weight times regressors, of rows or summed over units, shape (n, k).
    clusters
        Codes from 0 for each way, each of shape (n,).
    n_parameters
        Coefficients and the fixed effects that no cluster contains.
    n_rows
        Rows behind the scores, where these are sums.
    """
    n = len(scores) if n_rows is None else n_rows
    fewest = min(int(c.max()) + 1 for c in clusters)
    meat = np.zeros((scores.shape[1], scores.shape[1]))
    for size in range(1, len(clusters) + 1):
        for ways in combinations(clusters, size):
            sums = sum_within(scores, *_intersection(ways))
            meat += (-1) ** (size + 1) * crossed(sums, sums)
    factor = fewest / (fewest - 1) * (n - 1) / (n - n_parameters)
    matrix = factor * (bread @ meat @ bread)
    return matrix if len(clusters) == 1 else _positive(matrix)


def _intersection(ways: Sequence[IntArray]) -> tuple[IntArray, int]:
    code = ways[0]
    for other in ways[1:]:
        _, code = np.unique(code * (int(other.max()) + 1) + other, return_inverse=True)
    return code, int(code.max()) + 1


def _positive(matrix: FloatArray) -> FloatArray:
    """Set negative eigenvalues, which several ways can give, to zero."""
    values, vectors = np.linalg.eigh(matrix)
    if values.min() >= 0:
        return matrix
    return np.asarray((vectors * np.clip(values, 0, None)) @ vectors.T)


def driscoll_kraay(
    bread: FloatArray, scores: FloatArray, period: IntArray, lags: int, n_parameters: int
) -> FloatArray:
    """Covariance robust to dependence across units and over `lags` periods (Bartlett weights).

    Parameters
    ----------
    scores
        Shape (n_rows, k).
    period
        Position in time of each row, from 0, shape (n_rows,).

    References
    ----------
    Driscoll, J. C. and Kraay, A. C. (1998). Consistent covariance matrix estimation with
    spatially dependent panel data. Review of Economics and Statistics 80(4), 549-560.
    """
    n, n_periods = len(scores), int(period.max()) + 1
    sums = sum_within(scores, period, n_periods)
    meat = sums.T @ sums
    for lag in range(1, lags + 1):
        together = sums[lag:].T @ sums[:-lag]
        meat += (1 - lag / (lags + 1)) * (together + together.T)
    factor = n_periods / (n_periods - 1) * (n - 1) / (n - n_parameters)
    return np.asarray(factor * (bread @ meat @ bread))
