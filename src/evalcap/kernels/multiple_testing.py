"""Adjustments of several p-values or statistics that are read together."""

import numpy as np

from evalcap.kernels.arrays import FloatArray

# The grid of Anderson's own code: q-values are found to three decimals.
_STEPS = 1000
# Draws that repeat the data tie with them exactly, up to rounding.
_TIE = 1e-9


def sharpened_q(p: FloatArray) -> FloatArray:
    r"""Smallest false discovery rate at which each test is rejected, in two stages.

    Rejections at rate q / (1 + q) in the first stage estimate how many nulls hold, which
    sharpens the second. Several rejections can bring q below p.

    Parameters
    ----------
    p
        P-values, shape (k,).

    Returns
    -------
    q-values on a grid of 0.001, from 0.001 to 1, shape (k,).

    References
    ----------
    Benjamini, Y., Krieger, A. M. and Yekutieli, D. (2006). Adaptive linear step-up procedures
    that control the false discovery rate. Biometrika 93(3), 491-507.
    Anderson, M. L. (2008). Multiple inference and gender differences in the effects of early
    intervention. Journal of the American Statistical Association 103(484), 1481-1495.
    """
    k, order = len(p), np.argsort(p, kind="stable")
    rate = np.arange(1, _STEPS + 1) / _STEPS
    first = rate / (1 + rate)
    n_first = _n_rejected(p[order], first)
    with np.errstate(divide="ignore"):
        second = first * k / (k - n_first)
    n_second = _n_rejected(p[order], second)
    rejected = np.arange(k) < n_second[:, None]
    q = np.where(rejected.any(axis=0), rate[rejected.argmax(axis=0)], 1.0)
    return np.asarray(q[np.argsort(order, kind="stable")])


def _n_rejected(ordered: FloatArray, rate: FloatArray) -> FloatArray:
    """Count what Benjamini and Hochberg's step-up procedure rejects at each rate."""
    rank = np.arange(1, len(ordered) + 1)
    below = rate[:, None] * rank / len(ordered) >= ordered
    return np.asarray((below * rank).max(axis=1))


def step_down(statistic: FloatArray, bootstrap: FloatArray) -> FloatArray:
    """Adjust for testing several hypotheses, using how their statistics move together.

    Each statistic is compared with the largest of those that are not farther from zero.

    Parameters
    ----------
    statistic
        Shape (k,).
    bootstrap
        Statistics of draws under the null, shape (draws, k).

    Returns
    -------
    Adjusted p-values that control the probability of any false rejection, shape (k,).

    References
    ----------
    Romano, J. P. and Wolf, M. (2016). Efficient computation of adjusted p-values for
    resampling-based stepdown multiple testing. Statistics and Probability Letters 113, 38-40.
    """
    size, drawn = np.abs(statistic), np.abs(bootstrap)
    order = np.argsort(-size, kind="stable")
    largest = np.maximum.accumulate(drawn[:, order[::-1]], axis=1)[:, ::-1]
    beyond = (largest >= size[order] * (1 - _TIE)).sum(axis=0)
    adjusted = np.maximum.accumulate((1 + beyond) / (1 + len(drawn)))
    return np.asarray(np.minimum(adjusted, 1.0)[np.argsort(order, kind="stable")])
