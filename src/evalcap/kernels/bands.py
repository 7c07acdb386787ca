"""Uniform bands: critical values for the largest of several t statistics."""

import numpy as np

from evalcap.kernels.arrays import FloatArray

# Mammen's two points: mean 0, variance 1, third moment 1, as the `did` package draws them.
_LOW, _HIGH = (1 - np.sqrt(5)) / 2, (1 + np.sqrt(5)) / 2
_LOW_PROBABILITY = (np.sqrt(5) + 1) / (2 * np.sqrt(5))
_DRAWS_AT_ONCE = 4_000_000


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
    rng = np.random.default_rng(seed)
    studentised = scores / std_error
    block = max(1, _DRAWS_AT_ONCE // max(len(scores), 1))
    largest = np.empty(draws)
    for start in range(0, draws, block):
        size = min(block, draws - start)
        low = rng.random((size, len(scores))) < _LOW_PROBABILITY
        multipliers = np.where(low, _LOW, _HIGH)
        largest[start : start + size] = np.abs(multipliers @ studentised).max(axis=1)
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
