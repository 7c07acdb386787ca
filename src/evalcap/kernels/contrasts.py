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
from evalcap.kernels.least_squares import Fit, independent_columns, least_squares
from evalcap.kernels.logit import logit, tilting

Method = Literal[
    "doubly_robust", "doubly_robust_improved", "ipw", "ipw_unnormalised", "regression", "unadjusted"
]

TRIM_FROM = 0.995
_ALMOST_ONE = 1 - 1e-6


class CollinearComparisonError(Exception):
    """Regressors are collinear among the comparison units."""


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
    size = weight.mean()
    value = float((weight * values).mean() / size)
    return Mean(value, weight * (values - value) / size)


def gradient(values: FloatArray, weight: FloatArray, regressors: FloatArray) -> FloatArray:
    """Mean of `values * regressors` under `weight`, shape (k,)."""
    share: FloatArray = (weight * values) @ regressors / weight.sum()
    return share


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


def regression(
    change: FloatArray, treated: FloatArray, regressors: FloatArray, weight: FloatArray
) -> Contrast:
    r"""Subtract the change that comparison units predict for the treated.

    .. math:: E[\Delta Y - X'\beta_0 \mid D = 1]
    """
    outcome = _fit_comparison(change, treated, regressors, weight)
    gain = weighted_mean(change - outcome.fitted, weight * treated)
    towards = gradient(np.ones_like(change), weight * treated, regressors)
    return Contrast(gain.value, gain.influence - outcome.influence(towards))


def ipw(
    change: FloatArray, treated: FloatArray, regressors: FloatArray, weight: FloatArray
) -> Contrast:
    """Reweight comparison units by their odds of treatment, weights summing to one (Hajek)."""
    propensity, odds, n_trimmed = _odds(treated, regressors, weight)
    gain = weighted_mean(change, weight * treated)
    trend = weighted_mean(change, odds)
    towards = gradient(change - trend.value, odds, regressors)
    influence = gain.influence - trend.influence - propensity.influence(towards)
    return Contrast(gain.value - trend.value, influence, n_trimmed)


def ipw_unnormalised(
    change: FloatArray, treated: FloatArray, regressors: FloatArray, weight: FloatArray
) -> Contrast:
    """Reweight comparison units by their odds, weights as they fall (Horvitz and Thompson)."""
    propensity, odds, n_trimmed = _odds(treated, regressors, weight)
    size = (weight * treated).mean()
    parts = (weight * treated - odds) * change
    att = float(parts.mean() / size)
    towards = (odds * change) @ regressors / len(change)
    influence = (parts - propensity.influence(towards) - weight * treated * att) / size
    return Contrast(att, influence, n_trimmed)


def doubly_robust(
    change: FloatArray, treated: FloatArray, regressors: FloatArray, weight: FloatArray
) -> Contrast:
    """Reweight what regression leaves unexplained; logit and least squares."""
    propensity, odds, n_trimmed = _odds(treated, regressors, weight)
    outcome = _fit_comparison(change, treated, regressors, weight)
    left = change - outcome.fitted
    gain, trend = weighted_mean(left, weight * treated), weighted_mean(left, odds)
    ones = np.ones_like(change)
    of_outcome = gradient(ones, odds, regressors) - gradient(ones, weight * treated, regressors)
    of_propensity = gradient(left - trend.value, odds, regressors)
    influence = gain.influence - trend.influence
    influence += outcome.influence(of_outcome) - propensity.influence(of_propensity)
    return Contrast(gain.value - trend.value, influence, n_trimmed)


def doubly_robust_improved(
    change: FloatArray, treated: FloatArray, regressors: FloatArray, weight: FloatArray
) -> Contrast:
    """Tilt and regress with the same weights, so that estimating them has no first-order effect."""
    _require_full_rank(treated, regressors, weight)
    odds, n_trimmed = tilted_odds(treated, regressors, weight)
    outcome = least_squares(regressors, change, odds)
    left = change - outcome.fitted
    gain, trend = weighted_mean(left, weight * treated), weighted_mean(left, odds)
    return Contrast(gain.value - trend.value, gain.influence - trend.influence, n_trimmed)


Estimator = Callable[[FloatArray, FloatArray, FloatArray, FloatArray], Contrast]

ESTIMATORS: dict[Method, Estimator] = {
    "doubly_robust": doubly_robust,
    "doubly_robust_improved": doubly_robust_improved,
    "ipw": ipw,
    "ipw_unnormalised": ipw_unnormalised,
    "regression": regression,
    "unadjusted": unadjusted,
}


def fit_propensity(treated: FloatArray, regressors: FloatArray, weight: FloatArray) -> Fit:
    """Fit the propensity score by logit; `fitted` holds the probabilities."""
    return logit(regressors, treated, weight)


def _odds(
    treated: FloatArray, regressors: FloatArray, weight: FloatArray
) -> tuple[Fit, FloatArray, int]:
    propensity = fit_propensity(treated, regressors, weight)
    odds, n_trimmed = comparison_odds(propensity.fitted, treated, weight)
    return propensity, odds, n_trimmed


def comparison_odds(
    propensity: FloatArray, treated: FloatArray, weight: FloatArray
) -> tuple[FloatArray, int]:
    """Odds of treatment of comparison units times their weight, and how many were trimmed."""
    probability = np.minimum(propensity, _ALMOST_ONE)
    trimmed = (treated == 0) & (probability >= TRIM_FROM) & (weight > 0)
    odds = weight * (1 - treated) * probability / (1 - probability)
    return np.where(trimmed, 0.0, odds), int(trimmed.sum())


def tilted_odds(
    treated: FloatArray, regressors: FloatArray, weight: FloatArray
) -> tuple[FloatArray, int]:
    """Odds from inverse probability tilting times weight, and how many were trimmed."""
    start = fit_propensity(treated, regressors, weight).coefficients
    probability = tilting(regressors, treated, weight, start)
    return comparison_odds(probability, treated, weight)


def _fit_comparison(
    change: FloatArray, treated: FloatArray, regressors: FloatArray, weight: FloatArray
) -> Fit:
    _require_full_rank(treated, regressors, weight)
    return least_squares(regressors, change, weight * (1 - treated))


def _require_full_rank(treated: FloatArray, regressors: FloatArray, weight: FloatArray) -> None:
    if not independent_columns(regressors, weight * (1 - treated)).all():
        raise CollinearComparisonError
