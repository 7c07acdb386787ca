"""Which parameter values a set of linear moment inequalities cannot reject.

The conditional test with a least-favourable first stage, for moments that all follow from a few
normal numbers. The nuisance parameters are already gone: the dual linear program that removes
them has so few vertices here that each is written down, and its value is one moment.

References
----------
Andrews, I., Roth, J. and Pakes, A. (2023). Inference for linear conditional moment inequalities.
Review of Economic Studies 90(6), 2763-2791.
"""

from dataclasses import dataclass

import numpy as np
from scipy.optimize import brentq
from scipy.special import log_ndtr

from evalcap.kernels.arrays import BoolArray, FloatArray, IntArray

# First-stage size as a share of the whole, as Rambachan and Roth recommend.
FIRST_STAGE = 0.1
_ANGLES = 4096
_GRID = 401
_SAME = 1e-9
_LARGEST = 40.0


@dataclass(frozen=True, slots=True)
class Moments:
    r"""Inequalities `mean - theta * slope <= 0` that hold at the true parameter.

    Attributes
    ----------
    mean
        Estimates, each in units of its own standardisation, shape (k,).
    slope
        What one unit of the parameter takes off each, shape (k,).
    root
        Factor of the covariance: `root @ root.T`, shape (k, 2).
    """

    mean: FloatArray
    slope: FloatArray
    root: FloatArray


@dataclass(frozen=True, slots=True)
class HybridTest:
    """The test of every parameter value by these moments.

    Attributes
    ----------
    critical
        Of the first stage: a larger statistic is rejected at once.
    size
        Of the second stage.
    """

    moments: Moments
    critical: float
    size: float

    @classmethod
    def of(cls, moments: Moments, alpha: float, critical: float | None = None) -> "HybridTest":
        """Prepare the test of size `alpha`; a first-stage critical value may be given."""
        kappa = FIRST_STAGE * alpha
        if critical is None:
            critical = least_favourable(moments.root, kappa)
        return cls(moments, critical, (alpha - kappa) / (1 - kappa))

    def accepts(self, theta: FloatArray) -> BoolArray:
        """Say for each parameter value, shape (n,), whether it is not rejected."""
        statistics = self.moments.mean - theta[:, None] * self.moments.slope
        binding = statistics.argmax(axis=1)
        largest = statistics.max(axis=1)
        covariance = self.moments.root @ self.moments.root.T
        spread = np.sqrt(np.diag(covariance))[binding]
        low, high = _truncation(statistics, covariance, binding)
        with np.errstate(divide="ignore", invalid="ignore"):
            z, low, high = largest / spread, low / spread, np.minimum(high, self.critical) / spread
        beyond = _upper_tail(z, low, high) < self.size
        rejected: BoolArray = (largest > self.critical) | ((largest > 0) & (spread > 0) & beyond)
        return ~rejected

    def accepted_range(self) -> tuple[float, float] | None:
        """Least and largest parameter value that is not rejected; None when all are.

        The first stage bounds them. Between its bounds a grid looks for gaps, and bisection
        finds the ends.
        """
        edges = (self.moments.mean - self.critical) / np.where(
            self.moments.slope == 0, np.nan, self.moments.slope
        )
        low, high = edges[self.moments.slope > 0].max(), edges[self.moments.slope < 0].min()
        if low > high:
            return None
        grid = np.linspace(low, high, _GRID)
        inside = np.flatnonzero(self.accepts(grid))
        if not len(inside):
            return None
        first, last = int(inside[0]), int(inside[-1])
        left = self._edge(grid[first], grid[first - 1]) if first else low
        right = self._edge(grid[last], grid[last + 1]) if last < _GRID - 1 else high
        return float(left), float(right)

    def _edge(self, inside: float, outside: float) -> float:
        """Bisect, many points at a time, to where acceptance ends."""
        for _ in range(4):
            between = np.linspace(inside, outside, 33)
            last = int(np.argmin(self.accepts(between)))
            inside, outside = between[last - 1], between[last]
        return inside


def _truncation(
    statistics: FloatArray, covariance: FloatArray, binding: IntArray
) -> tuple[FloatArray, FloatArray]:
    """Between which values the largest statistic could lie and still be the largest, shape (n,).

    Given the part of the moments that is independent of it.
    """
    own = np.diag(covariance)[binding]
    with np.errstate(divide="ignore", invalid="ignore"):
        ratio = np.where(own[:, None] > 0, covariance[binding] / own[:, None], 1.0)
        rest = statistics - ratio * statistics.max(axis=1)[:, None]
        limit = rest / (1 - ratio)
    low = np.where(ratio < 1 - _SAME, limit, -np.inf).max(axis=1)
    high = np.where(ratio > 1 + _SAME, limit, np.inf).min(axis=1)
    return low, high


def _upper_tail(z: FloatArray, low: FloatArray, high: FloatArray) -> FloatArray:
    """Probability that a standard normal between `low` and `high` exceeds `z`, by logarithms."""
    at, top, bottom = log_ndtr(-z), log_ndtr(-high), log_ndtr(-low)
    with np.errstate(divide="ignore", invalid="ignore", over="ignore"):
        tail: FloatArray = (np.exp(at - bottom) - np.exp(top - bottom)) / -np.expm1(top - bottom)
    return tail


def least_favourable(root: FloatArray, kappa: float) -> float:
    """Find what the largest of these centred normals exceeds with probability `kappa`.

    Exact up to integration over the angle: along each direction of the plane the radius within
    which all stay below is a number, and a squared radius is chi-squared.

    Parameters
    ----------
    root
        Shape (k, 2).
    """
    angle = (np.arange(_ANGLES) + 0.5) * (2 * np.pi / _ANGLES)
    steepest = (np.column_stack([np.cos(angle), np.sin(angle)]) @ root.T).max(axis=1)
    steepest = np.maximum(steepest, 1.0 / _LARGEST**2)

    def excess(value: float) -> float:
        return float(np.exp(-0.5 * (value / steepest) ** 2).mean()) - kappa

    return float(brentq(excess, 0.0, _LARGEST))
