r"""The effect in one two-by-two comparison of units seen in both periods.

Every method contrasts the change of treated units with a weighted or predicted change of
comparison units; they differ in the weights and the prediction. Influence is by unit.

References
----------
Sant'Anna, P. H. C. and Zhao, J. (2020). Doubly robust difference-in-differences estimators.
Journal of Econometrics 219(1), 101-122. Formulas as in their R package DRDID, whose trimming of
comparison units is kept.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

import numpy as np

from evalcap.kernels.arrays import FloatArray
from evalcap.kernels.groups import (
    CollinearComparisonError,
    Groups,
    comparison_odds,
    fit_propensity,
    require_weight,
)
from evalcap.kernels.least_squares import independent_columns, least_squares
from evalcap.kernels.logit import tilting

Method = Literal[
    "doubly_robust", "doubly_robust_improved", "ipw", "ipw_unnormalised", "regression", "unadjusted"
]

Estimator = Callable[[FloatArray, FloatArray, FloatArray, FloatArray], "Contrast"]


class CollinearTreatedError(Exception):
    """Regressors are collinear among the treated rows of one period."""


@dataclass(frozen=True, slots=True)
class Contrast:
    """An effect and what each unit contributed to it.

    Attributes
    ----------
    att
        Average effect of treatment on the treated, in units of the outcome.
    influence
        Influence of each unit on `att`, shape (n_units,). Averages to zero.
    n_trimmed
        Comparison units left out because their propensity is `TRIM_FROM` or more.
    """

    att: float
    influence: FloatArray
    n_trimmed: int = 0


@dataclass(frozen=True, slots=True)
class Mean:
    """A weighted mean and the influence of each unit on it, shape (n_units,)."""

    value: float
    influence: FloatArray


def weighted_mean(values: FloatArray, weight: FloatArray) -> Mean:
    """Mean of `values` under `weight`, both shape (n_units,)."""
    share = weight / weight.mean()
    value = float((share * values).mean())
    return Mean(value, share * (values - value))


def propensity_gradient(reweighted: Mean, regressors: FloatArray) -> FloatArray:
    """Differentiate a mean under the odds of treatment by the propensity's coefficients.

    As the odds are exponential, that is the mean of its influence times the regressors, shape (k,).
    """
    return np.asarray(reweighted.influence @ regressors / len(regressors))


def unadjusted(
    change: FloatArray,
    treated: FloatArray,
    regressors: FloatArray,  # noqa: ARG001 - every method has the same signature
    weight: FloatArray,
) -> Contrast:
    r"""Contrast mean changes.

    .. math:: E[\Delta Y \mid D = 1] - E[\Delta Y \mid D = 0]

    Parameters
    ----------
    change
        Outcome after minus outcome before, shape (n_units,).
    treated
        1 for treated, 0 for comparison, shape (n_units,).
    regressors
        Constant and covariates, shape (n_units, k); not used here.
    weight
        Shape (n_units,).
    """
    gain = weighted_mean(change, weight * treated)
    trend = weighted_mean(change, weight * (1 - treated))
    return Contrast(gain.value - trend.value, gain.influence - trend.influence)


def _regression(change: FloatArray, groups: Groups) -> Contrast:
    r"""Subtract the change that comparison units predict for the treated.

    .. math:: E[\Delta Y - X'\beta_0 \mid D = 1]
    """
    outcome = groups.comparison.fit(change)
    gain = weighted_mean(change - outcome.fitted, groups.member)
    return Contrast(gain.value, gain.influence - outcome.influence(groups.treated_mean))


def _ipw(change: FloatArray, groups: Groups) -> Contrast:
    """Reweight comparison units by their odds of treatment, weights summing to one (Hajek)."""
    odds, n_trimmed = groups.odds
    gain, trend = weighted_mean(change, groups.member), weighted_mean(change, odds)
    towards = propensity_gradient(trend, groups.regressors)
    influence = gain.influence - trend.influence - groups.propensity.influence(towards)
    return Contrast(gain.value - trend.value, influence, n_trimmed)


def _ipw_unnormalised(change: FloatArray, groups: Groups) -> Contrast:
    """Reweight comparison units by their odds, weights as they fall (Horvitz and Thompson)."""
    (odds, n_trimmed), member = groups.odds, groups.member
    size = member.mean()
    parts = (member - odds) * change
    att = float(parts.mean() / size)
    towards = (odds * change) @ groups.regressors / len(change)
    influence = (parts - groups.propensity.influence(towards) - member * att) / size
    return Contrast(att, influence, n_trimmed)


def _doubly_robust(change: FloatArray, groups: Groups) -> Contrast:
    """Reweight what regression leaves unexplained; logit and least squares."""
    (odds, n_trimmed), outcome = groups.odds, groups.comparison.fit(change)
    left = change - outcome.fitted
    gain, trend = weighted_mean(left, groups.member), weighted_mean(left, odds)
    of_outcome = groups.reweighted_mean - groups.treated_mean
    of_propensity = propensity_gradient(trend, groups.regressors)
    influence = gain.influence - trend.influence
    influence += outcome.influence(of_outcome) - groups.propensity.influence(of_propensity)
    return Contrast(gain.value - trend.value, influence, n_trimmed)


def _doubly_robust_improved(change: FloatArray, groups: Groups) -> Contrast:
    """Tilt and regress with the same weights, so that estimating them has no first-order effect."""
    groups.require_full_rank()
    odds, n_trimmed = tilted_odds(groups.treated, groups.regressors, groups.weight)
    require_weight(odds)
    if not independent_columns(groups.regressors, odds).all():
        raise CollinearComparisonError
    outcome = least_squares(groups.regressors, change, odds)
    left = change - outcome.fitted
    gain, trend = weighted_mean(left, groups.member), weighted_mean(left, odds)
    return Contrast(gain.value - trend.value, gain.influence - trend.influence, n_trimmed)


def _unadjusted(change: FloatArray, groups: Groups) -> Contrast:
    return unadjusted(change, groups.treated, groups.regressors, groups.weight)


# Outcome changes of some groups; what the groups alone determine is found once for all of them.
OF_GROUPS: dict[Method, Callable[[FloatArray, Groups], Contrast]] = {
    "doubly_robust": _doubly_robust,
    "doubly_robust_improved": _doubly_robust_improved,
    "ipw": _ipw,
    "ipw_unnormalised": _ipw_unnormalised,
    "regression": _regression,
    "unadjusted": _unadjusted,
}


def _on_arrays(method: Method) -> Estimator:
    def estimate(
        change: FloatArray, treated: FloatArray, regressors: FloatArray, weight: FloatArray
    ) -> Contrast:
        return OF_GROUPS[method](change, Groups(treated, regressors, weight))

    return estimate


# The same from arrays of shapes (n_units,), (n_units,), (n_units, k) and (n_units,).
ESTIMATORS: dict[Method, Estimator] = {method: _on_arrays(method) for method in OF_GROUPS}


def tilted_odds(
    treated: FloatArray, regressors: FloatArray, weight: FloatArray
) -> tuple[FloatArray, int]:
    """Odds from inverse probability tilting times weight, and how many were trimmed."""
    start = fit_propensity(treated, regressors, weight).coefficients
    probability = tilting(regressors, treated, weight, start)
    return comparison_odds(probability, treated, weight)
