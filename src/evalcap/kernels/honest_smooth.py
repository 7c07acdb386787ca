r"""Effects when the deviation from parallel trends is smooth: nearly a straight line.

The slope of the deviation may change by at most M from one period to the next:

.. math:: |(\delta_{t+1} - \delta_t) - (\delta_t - \delta_{t-1})| \le M

The interval is the shortest of fixed length around a linear estimator. It subtracts a trend
extrapolated from before treatment, with weights that trade its variance for its worst bias.

References
----------
Rambachan, A. and Roth, J. (2023). A more credible approach to parallel trends. Review of Economic
Studies 90(5), 2555-2591. Armstrong, T. and Kolesar, M. (2018). Optimal inference in a class of
regression models. Econometrica 86(2), 655-683.
"""

from dataclasses import dataclass

import numpy as np
from scipy.optimize import brentq, minimize
from scipy.special import ndtr, ndtri

from evalcap.kernels.arrays import FloatArray
from evalcap.kernels.event_study import EventStudy

_ROUNDING = 1e-9


@dataclass(frozen=True, slots=True)
class FixedLength:
    """A linear estimator and its interval.

    Attributes
    ----------
    weights
        Of the coefficients, shape (k,).
    centre, half_length
        In units of the outcome.
    """

    weights: FloatArray
    centre: float
    half_length: float

    @property
    def limits(self) -> tuple[float, float]:
        """Lower and upper limit, in units of the outcome."""
        return self.centre - self.half_length, self.centre + self.half_length


@dataclass(frozen=True, slots=True)
class _Estimators:
    """Linear estimators that a straight line does not bias, by free numbers c.

    Attributes
    ----------
    free, fixed
        Weights are `free @ c + fixed`, shapes (k, m) and (k,).
    bias
        Worst bias for M = 1 that no c can avoid; `abs(c).sum()` comes on top.
    """

    free: FloatArray
    fixed: FloatArray
    bias: float


def smoothness_interval(study: EventStudy, bound: float, *, level: float) -> FixedLength:
    """Find the shortest interval of fixed length.

    Parameters
    ----------
    bound
        M above, in units of the outcome, zero or more.
    """
    family = _unbiased_by_lines(study)
    c = _least_variance(study, family)
    if bound > 0 and len(c):
        c = _shortest(study, family, bound, c, level)
    weights = family.free @ c + family.fixed
    spread = float(np.sqrt(weights @ study.covariance @ weights))
    bias = bound * (family.bias + float(np.abs(c).sum()))
    half = spread * folded_quantile(bias / spread, level)
    return FixedLength(weights, float(weights @ study.estimate), half)


def _unbiased_by_lines(study: EventStudy) -> _Estimators:
    """Weigh the bends of the deviation, each at most M.

    The deviation is a line through the base period and the last period before it, and bends: the
    weight of a bend after treatment follows from the target, that of a bend j periods before the
    base is c_j, and that at the base is the target's distance from it, which is c_0. The weights
    of coefficients before the base are second differences of c.
    """
    p, target = study.n_before, study.target
    ahead = np.arange(1, len(target) + 1)
    later = np.maximum(ahead[None, :] - np.arange(len(target))[:, None], 0) @ target
    bends = np.diff(np.eye(p + 2), n=2, axis=0)[::-1][:, :p]
    free = np.vstack([bends[:, 1:], np.zeros((len(target), p - 1))])
    fixed = np.concatenate([bends[:, 0] * later[0], target])
    return _Estimators(free, fixed, float(np.abs(later).sum()))


def _least_variance(study: EventStudy, family: _Estimators) -> FloatArray:
    weighted = family.free.T @ study.covariance
    solution, *_ = np.linalg.lstsq(weighted @ family.free, -weighted @ family.fixed)
    return np.asarray(solution)


def _shortest(
    study: EventStudy, family: _Estimators, bound: float, start: FloatArray, level: float
) -> FloatArray:
    """Minimise the half-length, convex in c, whose parts above and below zero are separate."""
    m, unit = len(start), study.std_error

    def half_length(parts: FloatArray) -> tuple[float, FloatArray]:
        weights = family.free @ (parts[:m] - parts[m:]) + family.fixed
        towards = study.covariance @ weights
        spread = np.sqrt(weights @ towards)
        ratio = bound * (family.bias + parts.sum()) / spread
        quantile = folded_quantile(ratio, level)
        by_bias = np.tanh(quantile * ratio)
        by_spread = (quantile - ratio * by_bias) * (family.free.T @ towards) / spread
        slope = np.concatenate([by_spread, -by_spread]) + bound * by_bias
        return float(spread * quantile) / unit, slope / unit

    parts = np.concatenate([np.maximum(start, 0), np.maximum(-start, 0)])
    found = minimize(
        half_length,
        parts,
        jac=True,
        method="L-BFGS-B",
        bounds=[(0, None)] * (2 * m),
        options={"ftol": 1e-14, "gtol": 1e-8, "maxiter": 10_000, "maxfun": 100_000},
    )
    return np.asarray(found.x[:m] - found.x[m:])


def folded_quantile(mean: float, level: float) -> float:
    """Quantile of the absolute value of a normal with this mean and variance one."""
    alpha = 1 - level
    low, high = mean + ndtri(1 - alpha), mean + ndtri(1 - alpha / 2)
    if mean == 0:
        return float(high)

    def excess(value: float) -> float:
        return float(ndtr(value - mean) - ndtr(-value - mean)) - level

    return float(brentq(excess, low - _ROUNDING, high + _ROUNDING, xtol=1e-13))
