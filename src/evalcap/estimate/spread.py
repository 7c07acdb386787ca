"""A standard error, or the reason why there is none."""

import numpy as np

from evalcap.errors.design import DesignError
from evalcap.kernels.arrays import FloatArray

NOTHING_VARIES = (
    "No standard error: within the treated and within the comparison units nothing varies "
    "between clusters."
)
# Covariances are often copied from print.
_ROUNDED = 1e-6


def require_covariance(matrix: FloatArray) -> None:
    """Refuse what is no covariance, shape (k, k): symmetric, no correlation beyond one.

    Raises
    ------
    DesignError
    """
    spread = np.sqrt(np.clip(np.diag(matrix), 0.0, None))
    limit = np.outer(spread, spread) * (1 + _ROUNDED)
    if not np.isfinite(matrix).all():
        wrong = "has missing or infinite cells"
    elif np.abs(matrix - matrix.T).max() > _ROUNDED * np.abs(matrix).max():
        wrong = "is not symmetric"
    elif (np.abs(matrix) > limit).any():
        wrong = "has negative variances or correlations beyond one"
    else:
        return
    raise DesignError(
        f"The covariance of the estimates {wrong}.",
        needed="A joint covariance, with squared standard errors on its diagonal.",
        do="Take the whole matrix from where the estimates come from, in their order.",
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
