r"""How precise a clustered panel design is, and what it can detect.

A cluster's mean in one period has variance :math:`v`, and correlates over periods. Treatment of a
share P of J clusters has an estimated effect with variance :math:`f v / (P (1 - P) J)`, where f
depends on what is compared: means after, their change, or means after given those before.

References
----------
McKenzie, D. (2012). Beyond baseline and follow-up: the case for more T in experiments. Journal of
Development Economics 99(2), 210-221. Burlig, F., Preonas, L. and Woerman, M. (2020). Panel data
and experimental design. Journal of Development Economics 144, 102458.
"""

from typing import Literal

import numpy as np
from scipy.optimize import brentq
from scipy.special import nctdtr, stdtrit

from evalcap.kernels.arrays import FloatArray

Comparison = Literal["difference_in_differences", "ancova", "after_only"]
Correlation = Literal["constant", "decaying"]


def mean_variance(sd: float, units: float, icc: float) -> float:
    """Variance of a cluster's mean of so many units, intra-cluster correlation `icc`."""
    return sd**2 * (1 + (units - 1) * icc) / units


def correlation_matrix(kind: Correlation, value: float, n_periods: int) -> FloatArray:
    """Correlation of a cluster's means over periods: the same, or a power of the distance."""
    lag = np.abs(np.subtract.outer(np.arange(n_periods), np.arange(n_periods)))
    matrix: FloatArray = value**lag if kind == "decaying" else np.where(lag == 0, 1.0, value)
    return matrix


def relative_variance(
    correlation: FloatArray, periods_before: int, comparison: Comparison
) -> float:
    """Variance of what is compared over that of one period's mean: f above.

    Parameters
    ----------
    correlation
        Over periods before and after, shape (b + a, b + a).
    """
    b = periods_before
    after = float(correlation[b:, b:].mean())
    if comparison == "after_only":
        return after
    before, across = float(correlation[:b, :b].mean()), float(correlation[:b, b:].mean())
    if comparison == "ancova":
        return after - across**2 / before
    return after + before - 2 * across


def power_at(distance: float, degrees_of_freedom: float, level: float) -> float:
    """Probability to reject zero in a two-sided t test.

    Parameters
    ----------
    distance
        The effect in standard errors.
    """
    critical = stdtrit(degrees_of_freedom, (1 + level) / 2)
    below = nctdtr(degrees_of_freedom, distance, np.array([critical, -critical]))
    # Where a probability is far below what a float adds to one, there may be no number for it.
    short, far = np.nan_to_num(below, nan=0.0)
    return float(1 - short + far)


def distance_for(power: float, degrees_of_freedom: float, level: float) -> float:
    """Give the effect, in standard errors, that is found with this probability."""

    def excess(distance: float) -> float:
        return power_at(distance, degrees_of_freedom, level) - power

    far = 4.0
    while excess(far) < 0:
        far *= 2
    return float(brentq(excess, 0.0, far))
