"""Intervals and p-values from the normal and Student's t distribution."""

from typing import Any, NamedTuple

import numpy as np
from scipy.special import ndtr, ndtri, stdtr, stdtrit

from evalcap.kernels.arrays import FloatArray

Numbers = float | FloatArray


class Interval(NamedTuple):
    """Lower and upper limit: numbers for one estimate, arrays for several."""

    low: Numbers
    high: Numbers


def critical_value(level: float, degrees_of_freedom: float) -> float:
    """Two-sided critical value; infinite degrees of freedom mean the normal distribution."""
    upper = (1 + level) / 2
    if np.isinf(degrees_of_freedom):
        return float(ndtri(upper))
    return float(stdtrit(degrees_of_freedom, upper))


def two_sided_p(statistic: Numbers, degrees_of_freedom: float) -> Any:
    """Probability of a statistic at least as far from zero, of the statistic's shape."""
    tail = -np.abs(statistic)
    if np.isinf(degrees_of_freedom):
        return 2 * ndtr(tail)
    return 2 * stdtr(degrees_of_freedom, tail)
