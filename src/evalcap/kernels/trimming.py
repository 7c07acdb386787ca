r"""Bounds on an effect where treatment changes who is observed.

If treatment only adds to those observed, a share of the treated observed would not have been
without it. They may be the ones with the best or the worst outcomes: trimming that share from
either end of the treated bounds the effect on those observed in any case.

References
----------
Lee, D. S. (2009). Training, wages, and sample selection: estimating sharp bounds on treatment
effects. Review of Economic Studies 76(3), 1071-1102. The influence functions sum up to the
variance of its proposition 3.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from evalcap.kernels.arrays import BoolArray, FloatArray
from evalcap.kernels.contrasts import Mean, weighted_mean


@dataclass(frozen=True, slots=True)
class TrimmedBounds:
    """Bounds on the effect on units observed in any case.

    Attributes
    ----------
    lower, upper
        In units of the outcome, with the influence of each unit.
    share
        Share of units observed in any case, with the influence of each unit.
    trimmed
        Share of the group observed more often that is trimmed; negative when that is the
        comparison group.
    """

    lower: Mean
    upper: Mean
    share: Mean
    trimmed: float


@dataclass(frozen=True, slots=True)
class AverageBounds:
    """Bounds averaged over cells, and the share trimmed on average (without sign)."""

    lower: Mean
    upper: Mean
    trimmed: float


class NobodyObservedError(Exception):
    """In one of the groups nobody is observed."""


def trimmed_bounds(
    outcome: FloatArray, treated: BoolArray, observed: BoolArray, weight: FloatArray
) -> TrimmedBounds:
    """Bound the effect.

    Parameters
    ----------
    outcome
        Any number where not observed, shape (n,).
    treated, observed
        Shape (n,).
    weight
        Shape (n,); zero leaves a unit out.

    Raises
    ------
    NobodyObservedError
    """
    groups = (treated, ~treated)
    if not all((weight[group & observed] > 0).any() for group in groups):
        raise NobodyObservedError
    one, zero = (weighted_mean(observed.astype(float), weight * group) for group in groups)
    more, less, sign = (one, zero, 1.0) if one.value >= zero.value else (zero, one, -1.0)
    kept = _ratio(less, more)
    of_more, of_less = groups if sign > 0 else groups[::-1]
    rest = weighted_mean(np.where(observed, outcome, 0.0), weight * (of_less & observed))
    low, high = (
        _difference(tail, rest, sign)
        for tail in _both_tails(outcome, weight * (of_more & observed), kept)
    )
    lower, upper = (low, high) if sign > 0 else (high, low)
    return TrimmedBounds(lower, upper, less, sign * (1 - kept.value))


def _ratio(top: Mean, bottom: Mean) -> Mean:
    value = top.value / bottom.value
    return Mean(value, (top.influence - value * bottom.influence) / bottom.value)


def _difference(tail: Mean, rest: Mean, sign: float) -> Mean:
    return Mean(sign * (tail.value - rest.value), sign * (tail.influence - rest.influence))


def _both_tails(outcome: FloatArray, weight: FloatArray, kept: Mean) -> tuple[Mean, Mean]:
    """Means of the lowest and of the highest share of observed outcomes."""
    values = np.where(weight > 0, outcome, 0.0)
    low, mirrored = _lowest(values, weight, kept), _lowest(-values, weight, kept)
    return low, Mean(-mirrored.value, -mirrored.influence)


def _lowest(values: FloatArray, weight: FloatArray, kept: Mean) -> Mean:
    r"""Mean of the lowest share :math:`\kappa` of values, ties split.

    .. math:: y^* + E[\min(Y - y^*, 0)] / \kappa

    where :math:`y^*` is the quantile at :math:`\kappa`, whose estimation has no first-order effect.
    """
    limit = _quantile(values, weight, kept.value)
    short = weighted_mean(np.minimum(values - limit, 0.0), weight)
    fall = short.value / kept.value
    influence = short.influence / kept.value - fall / kept.value * kept.influence
    return Mean(limit + fall, influence)


def _quantile(values: FloatArray, weight: FloatArray, share: float) -> float:
    order = np.argsort(values[weight > 0])
    sizes = np.cumsum(weight[weight > 0][order])
    # A share of one must not fall beyond the last value by rounding.
    place = np.searchsorted(sizes, share * sizes[-1] * (1 - 1e-12))
    return float(values[weight > 0][order][place])


def average_bounds(cells: Sequence[TrimmedBounds], sizes: Sequence[Mean]) -> AverageBounds:
    """Average bounds over cells by how many in each are observed in any case.

    Parameters
    ----------
    sizes
        Share of all units in each cell, with the influence of each unit.
    """
    always = [_product(size, cell.share) for size, cell in zip(sizes, cells, strict=True)]
    total = sum(share.value for share in always)
    trimmed = sum(share.value * abs(c.trimmed) for share, c in zip(always, cells, strict=True))
    return AverageBounds(
        lower=_average([c.lower for c in cells], always),
        upper=_average([c.upper for c in cells], always),
        trimmed=trimmed / total,
    )


def _product(one: Mean, other: Mean) -> Mean:
    influence = one.influence * other.value + one.value * other.influence
    return Mean(one.value * other.value, influence)


def _average(means: Sequence[Mean], shares: Sequence[Mean]) -> Mean:
    share = np.array([s.value for s in shares]) / sum(s.value for s in shares)
    value = float(share @ [m.value for m in means])
    influence = np.zeros_like(means[0].influence)
    for w, mean, size in zip(share, means, shares, strict=True):
        influence += w * mean.influence + (mean.value - value) * w * size.influence / size.value
    return Mean(value, influence)
