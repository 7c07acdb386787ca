"""Group-time effects averaged into fewer numbers, with the influence of estimated weights."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from evalcap.kernels.arrays import BoolArray, FloatArray, IntArray


@dataclass(frozen=True, slots=True)
class Average:
    """A weighted average of effects, and how it moves with all that was estimated for it.

    Attributes
    ----------
    point
        In units of the outcome.
    by_effect
        Its derivative by each effect, the weights, shape (k,).
    by_share
        Its derivative by each cohort's share, shape (n_cohorts,).
    """

    point: float
    by_effect: FloatArray
    by_share: FloatArray


@dataclass(frozen=True, slots=True)
class CohortShares:
    """How large each cohort is.

    Attributes
    ----------
    share
        Weighted share of units in each cohort, shape (n_cohorts,).
    code
        Cohort of each unit, n_cohorts for those of none, shape (n_units,).
    weight
        Weight of each unit, averaging one, shape (n_units,).
    """

    share: FloatArray
    code: IntArray
    weight: FloatArray

    def influence(self, by_share: FloatArray) -> FloatArray:
        """Influence of each unit on what moves with the shares, shape (n_sums, n_units).

        Parameters
        ----------
        by_share
            Derivatives by each share, shape (n_sums, n_cohorts).
        """
        of_cohort = np.column_stack([by_share, np.zeros(len(by_share))])
        own: FloatArray = of_cohort[:, self.code] * self.weight
        return own - (by_share @ self.share)[:, None]


def cohort_shares(
    unit_cohort: FloatArray, unit_weight: FloatArray, cohorts: FloatArray
) -> CohortShares:
    """Share of each cohort among all units, shape (n_units,) and (n_units,) and (n_cohorts,)."""
    code = np.full(len(unit_cohort), len(cohorts))
    for cohort, start in enumerate(cohorts):
        code[unit_cohort == start] = cohort
    total = np.bincount(code, weights=unit_weight, minlength=len(cohorts) + 1)
    return CohortShares(total[:-1] / len(code), code, unit_weight)


def weighted_average(
    effect: FloatArray, chosen: BoolArray, cohort: IntArray, share: FloatArray
) -> Average:
    """Average some effects by the estimated shares of their cohorts.

    Parameters
    ----------
    effect, chosen, cohort
        Each effect, whether it counts, and the code of its cohort, shape (k,).
    share
        Of each cohort, shape (n_cohorts,).

    References
    ----------
    Callaway, B. and Sant'Anna, P. H. C. (2021). Difference-in-differences with multiple time
    periods. Journal of Econometrics 225(2), 200-230.
    """
    weight = np.where(chosen, share[cohort], 0.0)
    total = weight.sum()
    point = float(effect @ weight / total)
    apart = np.bincount(cohort, weights=chosen * (effect - point), minlength=len(share))
    return Average(point, weight / total, apart / total)


def plain_average(effect: FloatArray, chosen: BoolArray, n_cohorts: int) -> Average:
    """Average some effects with equal weights, shapes (k,)."""
    weight = chosen / chosen.sum()
    return Average(float(effect @ weight), weight, np.zeros(n_cohorts))


def average_of(outer: Average, inner: Sequence[Average]) -> Average:
    """Give an average of averages in terms of the effects behind them, by the chain rule.

    Parameters
    ----------
    outer
        Of the points of `inner`, taken as effects.
    """
    weight = outer.by_effect
    return Average(
        point=outer.point,
        by_effect=weight @ np.array([average.by_effect for average in inner]),
        by_share=outer.by_share + weight @ np.array([average.by_share for average in inner]),
    )


def sum_within(values: FloatArray, group: IntArray, n_groups: int) -> FloatArray:
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
