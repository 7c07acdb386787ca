"""A standard error, or the reason why there is none."""

import numpy as np

from evalcap.kernels.arrays import FloatArray

NOTHING_VARIES = (
    "No standard error: within the treated and within the comparison units nothing varies "
    "between clusters."
)


def spread_or_reason(std_error: float, rounding: float) -> tuple[float, tuple[str, ...]]:
    """Give a standard error as it is, or none and why when it is no more than rounding.

    A zero would claim certainty that nothing supports.
    """
    if std_error <= rounding:
        return np.nan, (NOTHING_VARIES,)
    return std_error, ()


def without_rounding(covariance: FloatArray, rounding: float) -> FloatArray:
    """Set to zero, in a joint covariance, the effects that vary no more than by rounding."""
    varies = np.diag(covariance) > rounding**2
    return np.where(varies[:, None] & varies, covariance, 0.0)


def scores_without_rounding(scores: FloatArray, rounding: float) -> FloatArray:
    """Set to zero the columns of scores, shape (n_clusters, k), that are no more than rounding."""
    return np.where((scores**2).sum(axis=0) > rounding**2, scores, 0.0)
