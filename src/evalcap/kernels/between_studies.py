"""How much true effects vary between studies: four estimates of it, and its interval."""

from collections.abc import Callable

import numpy as np
from scipy.optimize import brentq
from scipy.special import chdtri

from evalcap.kernels.arrays import FloatArray
from evalcap.kernels.distribution import Interval

# Where the restricted likelihood is looked at before it is refined, in units of a typical variance.
_GRID = np.concatenate([[0.0], np.logspace(-6, 6, 97)])


def weighted_residuals(effect: FloatArray, variance: FloatArray, design: FloatArray) -> FloatArray:
    r"""Residuals of weighted least squares times their weights, shape (n_studies,).

    .. math:: P y, \quad P = W - W X (X'WX)^{-1} X'W

    Parameters
    ----------
    variance
        Total variance of each study's effect, shape (n_studies,).
    design
        Shape (n_studies, n_terms), of full column rank.
    """
    weighted = design / variance[:, None]
    coefficients = np.linalg.solve(design.T @ weighted, weighted.T @ effect)
    return np.asarray((effect - design @ coefficients) / variance)


def information_left(variance: FloatArray, design: FloatArray) -> float:
    """Trace of the matrix P above: the weights, less what the coefficients use up."""
    weighted = design / variance[:, None]
    used = np.linalg.solve(design.T @ weighted, weighted.T @ weighted)
    return float((1 / variance).sum() - np.trace(used))


def generalised_q(
    effect: FloatArray, variance: FloatArray, design: FloatArray, tau2: float = 0.0
) -> float:
    """Weighted squares of residuals, which fall as `tau2` rises; Cochran's Q where it is zero.

    Parameters
    ----------
    effect, variance
        Effects and their sampling variances, shape (n_studies,).
    tau2
        Variance between studies.
    """
    total = variance + tau2
    residuals = weighted_residuals(effect, total, design)
    return float(np.square(residuals) @ total)


def dersimonian_laird(effect: FloatArray, variance: FloatArray, design: FloatArray) -> float:
    """Variance between studies by moments.

    References
    ----------
    DerSimonian, R. and Laird, N. (1986). Meta-analysis in clinical trials. Controlled Clinical
    Trials 7(3), 177-188.
    """
    excess = generalised_q(effect, variance, design) - (len(effect) - design.shape[1])
    return float(max(0.0, excess / information_left(variance, design)))


def paule_mandel(effect: FloatArray, variance: FloatArray, design: FloatArray) -> float:
    """Variance between studies at which the generalised Q equals its degrees of freedom.

    References
    ----------
    Paule, R. C. and Mandel, J. (1982). Consensus values and weighting factors. Journal of Research
    of the National Bureau of Standards 87(5), 377-385.
    """
    return _crossing(effect, variance, design, len(effect) - design.shape[1])


def restricted_likelihood(effect: FloatArray, variance: FloatArray, design: FloatArray) -> float:
    """Variance between studies that makes the restricted likelihood (REML) greatest.

    The likelihood can have more than one peak, so a grid finds the highest before a root of its
    derivative is taken around it.
    """
    grid = _GRID * float(np.median(variance))
    heights = [_restricted_log_likelihood(effect, variance, design, t) for t in grid]
    best = int(np.argmax(heights))
    left, right = grid[max(best - 1, 0)], grid[min(best + 1, len(grid) - 1)]
    slope = _slope_of(effect, variance, design)
    if slope(left) <= 0:
        return float(left)
    return float(brentq(slope, left, right, xtol=1e-15 * max(1.0, right), rtol=1e-14))


def q_profile(
    effect: FloatArray, variance: FloatArray, design: FloatArray, level: float = 0.95
) -> Interval:
    """Interval of the variance between studies: where the generalised Q meets its quantiles.

    References
    ----------
    Viechtbauer, W. (2007). Confidence intervals for the amount of heterogeneity in meta-analysis.
    Statistics in Medicine 26(1), 37-52.
    """
    spare, tail = len(effect) - design.shape[1], (1 - level) / 2
    high_q, low_q = (float(chdtri(spare, above)) for above in (tail, 1 - tail))
    return Interval(*(_crossing(effect, variance, design, q) for q in (high_q, low_q)))


def _crossing(effect: FloatArray, variance: FloatArray, design: FloatArray, target: float) -> float:
    """Find where the generalised Q falls to a value; zero where it never was above it."""

    def excess(tau2: float) -> float:
        return generalised_q(effect, variance, design, tau2) - target

    if excess(0.0) <= 0:
        return 0.0
    high = float(np.median(variance))
    while excess(high) > 0:
        high *= 4
    return float(brentq(excess, 0.0, high, xtol=1e-15 * max(1.0, high), rtol=1e-14))


def _restricted_log_likelihood(
    effect: FloatArray, variance: FloatArray, design: FloatArray, tau2: float
) -> float:
    total = variance + tau2
    information = design.T @ (design / total[:, None])
    spread = np.log(total).sum() + np.linalg.slogdet(information)[1]
    return -0.5 * float(spread + generalised_q(effect, variance, design, tau2))


def _slope_of(
    effect: FloatArray, variance: FloatArray, design: FloatArray
) -> Callable[[float], float]:
    def slope(tau2: float) -> float:
        total = variance + tau2
        residuals = weighted_residuals(effect, total, design)
        return (float(residuals @ residuals) - information_left(total, design)) / 2

    return slope
