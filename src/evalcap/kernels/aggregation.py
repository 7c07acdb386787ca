"""Group-time effects averaged into fewer numbers, with the influence of estimated weights."""

from dataclasses import dataclass

import numpy as np

from evalcap.kernels.arrays import BoolArray, FloatArray


@dataclass(frozen=True, slots=True)
class Average:
    """A weighted average of effects.

    Attributes
    ----------
    point
        In units of the outcome.
    influence
        Influence of each unit on `point`, shape (n_units,). Averages to zero.
    """

    point: float
    influence: FloatArray


@dataclass(frozen=True, slots=True)
class CohortShares:
    """How large each cohort is.

    Attributes
    ----------
    share
        Weighted share of units in each cohort, shape (n_cohorts,).
    influence
        Influence of each unit on each share, shape (n_units, n_cohorts).
    """

    share: FloatArray
    influence: FloatArray


def cohort_shares(
    unit_cohort: FloatArray, unit_weight: FloatArray, cohorts: FloatArray
) -> CohortShares:
    """Share of each cohort among all units, shape (n_units,) and (n_units,) and (n_cohorts,)."""
    member = unit_weight[:, None] * (unit_cohort[:, None] == cohorts)
    share = member.mean(axis=0)
    return CohortShares(share, member - share)


def weighted_average(
    effect: FloatArray, influence: FloatArray, share: FloatArray, share_influence: FloatArray
) -> Average:
    """Average effects by estimated cohort shares.

    Parameters
    ----------
    effect
        Shape (k,).
    influence
        Influence of each unit on each effect, shape (n_units, k).
    share
        The share of each effect's cohort, shape (k,).
    share_influence
        Influence of each unit on each share, shape (n_units, k).

    References
    ----------
    Callaway, B. and Sant'Anna, P. H. C. (2021). Difference-in-differences with multiple time
    periods. Journal of Econometrics 225(2), 200-230.
    """
    total = share.sum()
    point = float(effect @ share / total)
    from_weights = share_influence @ (effect - point) / total
    return Average(point, influence @ (share / total) + from_weights)


def plain_average(effect: FloatArray, influence: FloatArray) -> Average:
    """Average effects with equal weights, shapes (k,) and (n_units, k)."""
    return Average(float(effect.mean()), influence.mean(axis=1))


def sum_within(
    values: FloatArray, group: "np.ndarray[tuple[int], np.dtype[np.intp]]", n_groups: int
) -> FloatArray:
    """Sum the rows of `values`, shape (n, k), within groups coded 0 to n_groups - 1."""
    columns = values if values.ndim > 1 else values[:, None]
    sums = np.empty((n_groups, columns.shape[1]))
    for j in range(columns.shape[1]):
        sums[:, j] = np.bincount(group, weights=columns[:, j], minlength=n_groups)
    return sums if values.ndim > 1 else sums[:, 0]


def in_window(at: FloatArray, low: float | None, high: float | None) -> BoolArray:
    """Whether each element lies within limits that may be open, shape (k,)."""
    inside: BoolArray = np.ones(len(at), bool)
    if low is not None:
        inside &= at >= low
    if high is not None:
        inside &= at <= high
    return inside
