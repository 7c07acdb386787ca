"""Uniform bands: critical values for the largest of several t statistics."""

import numpy as np

from evalcap.kernels.arrays import FloatArray
from evalcap.kernels.multipliers import mammen_sums


def multiplier_critical_value(
    scores: FloatArray, std_error: FloatArray, *, level: float, draws: int, seed: int
) -> float:
    """Critical value of the largest |t| by multiplier bootstrap over clusters.

    Parameters
    ----------
    scores
        Influence summed within clusters and divided by the number of units, so that
        `scores.T @ scores` is the covariance, shape (n_clusters, k).
    std_error
        Standard errors, shape (k,).
    """
    # Mammen's points, as the `did` package draws them.
    drawn = mammen_sums(scores / std_error, draws, seed=seed)
    largest = np.abs(drawn).max(axis=0)
    return float(np.quantile(largest, level, method="inverted_cdf"))


def gaussian_critical_value(
    covariance: FloatArray, *, level: float, draws: int, seed: int
) -> float:
    """Critical value of the largest |t| of a normal vector with this covariance, shape (k, k).

    References
    ----------
    Montiel Olea, J. L. and Plagborg-Moller, M. (2019). Simultaneous confidence bands: theory,
    implementation, and an application to SVARs. Journal of Applied Econometrics 34(1), 1-17.
    """
    std_error = np.sqrt(np.diag(covariance))
    correlation = covariance / np.outer(std_error, std_error)
    values, vectors = np.linalg.eigh(correlation)
    root = vectors * np.sqrt(np.clip(values, 0, None))
    normal = np.random.default_rng(seed).standard_normal((draws, len(std_error)))
    return float(np.quantile(np.abs(normal @ root.T).max(axis=1), level, method="inverted_cdf"))
