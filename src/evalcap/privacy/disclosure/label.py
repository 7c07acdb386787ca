"""Counts as text: what is withheld, written so that a reader can tell what is left open."""

import re
from math import ceil, floor, inf
from typing import Final

import numpy as np

from evalcap.kernels.arrays import FloatArray

Count = int | str
# A count of which nothing is told.
NOT_TOLD: Final = ">=0"
PATTERN: Final = r"^(<\d+|\d+-\d+|>=\d+)$"
# What an interval from a linear program may be off by.
_ROUNDING = 1e-6


def few_label(most: int) -> str:
    """Write a count of which no more is told than that it is `most` at the most."""
    return f"<{most + 1}"


def range_label(low: float, high: float) -> str:
    """Write a count as the range that it lies in, or as its lower end."""
    return f">={whole_low(low)}" if high == inf else f"{whole_low(low)}-{whole_high(high)}"


def whole_low(low: float) -> int:
    """Give the least whole number of an interval."""
    return max(0, ceil(low - _ROUNDING * max(1.0, abs(low))))


def whole_high(high: float) -> float:
    """Give the greatest whole number of an interval, infinite if there is none."""
    return high if high == inf else floor(high + _ROUNDING * max(1.0, abs(high)))


def whole_width(ends: FloatArray) -> FloatArray:
    """Say how far apart the whole numbers between ends are, shape (n,); infinite without ends.

    Parameters
    ----------
    ends
        Of each range, shape (n, 2).
    """
    low, high = ends.T
    slack = _ROUNDING * np.maximum(1.0, np.abs(ends)).T
    endless = np.isinf(low) | np.isinf(high)
    finite_low, finite_high = (np.where(endless, 0.0, end) for end in (low, high))
    width = np.floor(finite_high + slack[1]) - np.maximum(0, np.ceil(finite_low - slack[0]))
    return np.asarray(np.where(endless, np.inf, width))


def rounded(count: int, base: int) -> int:
    """Round to the nearest multiple, halves up."""
    return (count + base // 2) // base * base


def told_by(count: Count, rounding: int = 1) -> tuple[float, float]:
    """Say between which numbers a printed count lies.

    Parameters
    ----------
    count
        As a report printed it.
    rounding
        What its numbers were rounded to.
    """
    if isinstance(count, int):
        return max(0, count - rounding // 2), count + rounding - 1 - rounding // 2
    if count.startswith("<"):
        return 0, int(count[1:]) - 1
    if count.startswith(">="):
        return int(count[2:]), inf
    low, high = (int(end) for end in re.findall(r"\d+", count))
    return low, high
