"""Which effects a test does not reject, where redrawn statistics are known for every effect."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Self

import numpy as np

from evalcap.kernels.arrays import FloatArray
from evalcap.kernels.distribution import Interval

# Draws that repeat the data tie with them exactly, up to rounding in the squared statistics.
_TIE = 1e-9
# An effect 500 standard errors away that is not rejected never will be: farther out, rounding
# breaks the ties that keep it in.
_DOUBLINGS = 10
_BISECTIONS = 100


@dataclass(frozen=True, slots=True)
class Redrawn:
    r"""Statistics of redrawn data when the effect is supposed to be the estimate plus a gap.

    A draw's statistic is linear in the gap over the root of a quadratic, so that no effect needs
    new draws:

    .. math:: t(\delta) = (a - b \delta) / \sqrt{c - 2 d \delta + e \delta^2}

    Attributes
    ----------
    shift, slope
        a and b of each draw, shape (draws,).
    square
        c, d and e of each draw, shape (draws, 3).
    """

    shift: FloatArray
    slope: FloatArray
    square: FloatArray

    @classmethod
    def joined(cls, parts: list[Self]) -> Self:
        """Put blocks of draws one after the other."""
        return cls(
            np.concatenate([p.shift for p in parts]),
            np.concatenate([p.slope for p in parts]),
            np.concatenate([p.square for p in parts]),
        )

    def _parts(self, gap: float) -> tuple[FloatArray, FloatArray]:
        numerator = self.shift - gap * self.slope
        c, d, e = self.square.T
        return numerator, np.maximum(c - 2 * gap * d + gap**2 * e, 0.0)

    def statistics(self, gap: float) -> FloatArray:
        """Statistic of each draw, infinite where its standard error is zero, shape (draws,)."""
        numerator, variance = self._parts(gap)
        with np.errstate(divide="ignore", invalid="ignore"):
            return np.where(numerator == 0, 0.0, numerator / np.sqrt(variance))

    def share_beyond(self, statistic: float, gap: float, *, ties: bool) -> float:
        """Share of draws farther from zero than `statistic`, or as far when `ties` count."""
        numerator, variance = self._parts(gap)
        edge = statistic**2 * variance
        if ties:
            return float((numerator**2 >= edge * (1 - _TIE)).mean())
        return float((numerator**2 > edge * (1 + _TIE)).mean())


def invert(p_value: Callable[[float], float], *, level: float, step: float) -> Interval:
    """Find the gaps around zero at which a p-value falls to 1 - `level` or below.

    Parameters
    ----------
    p_value
        Of a gap between the effect supposed and the estimate.
    step
        First gap tried: about the standard error.

    Returns
    -------
    Lower and upper gap; infinite where the p-value stays above 1 - `level`.
    """
    alpha = 1 - level
    low, high = (_limit(p_value, alpha, side * step) for side in (-1, 1))
    return Interval(low, high)


def _limit(p_value: Callable[[float], float], alpha: float, step: float) -> float:
    inside, outside = 0.0, step
    for _ in range(_DOUBLINGS):
        if p_value(outside) <= alpha:
            break
        inside, outside = outside, 2 * outside
    else:
        return float(np.copysign(np.inf, step))
    for _ in range(_BISECTIONS):
        middle = (inside + outside) / 2
        if middle in (inside, outside):
            break
        if p_value(middle) <= alpha:
            outside = middle
        else:
            inside = middle
    return inside
