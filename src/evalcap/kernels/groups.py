"""Two groups of units, and what of their comparison depends on no outcome."""

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from evalcap.kernels.arrays import FloatArray
from evalcap.kernels.least_squares import Fit, WeightedDesign, independent_columns
from evalcap.kernels.logit import SeparationError, logit

TRIM_FROM = 0.995
_ALMOST_ONE = 1 - 1e-6


class CollinearComparisonError(Exception):
    """Regressors are collinear among the comparison units."""


@dataclass(frozen=True)
class Groups:
    """Treated and comparison units; what is fitted to them is fitted once, however many outcomes.

    Attributes
    ----------
    treated
        1 for treated, 0 for comparison, shape (n_units,).
    regressors
        Constant and covariates, shape (n_units, k).
    weight
        Shape (n_units,).
    """

    treated: FloatArray
    regressors: FloatArray
    weight: FloatArray

    @cached_property
    def member(self) -> FloatArray:
        """Weight of treated units, 0 for others, shape (n_units,)."""
        return self.weight * self.treated

    @cached_property
    def treated_mean(self) -> FloatArray:
        """Mean regressors of the treated, shape (k,)."""
        return mean_regressors(self.regressors, self.member)

    @cached_property
    def reweighted_mean(self) -> FloatArray:
        """Mean regressors of comparison units under their odds, shape (k,)."""
        return mean_regressors(self.regressors, self.odds[0])

    @cached_property
    def propensity(self) -> Fit:
        """Propensity score by logit; `fitted` holds the probabilities.

        Raises
        ------
        SeparationError
        """
        return fit_propensity(self.treated, self.regressors, self.weight)

    @cached_property
    def odds(self) -> tuple[FloatArray, int]:
        """Odds of treatment of comparison units times weight, and how many were trimmed.

        Raises
        ------
        SeparationError
        """
        odds, n_trimmed = comparison_odds(self.propensity.fitted, self.treated, self.weight)
        require_weight(odds)
        return odds, n_trimmed

    @cached_property
    def comparison(self) -> WeightedDesign:
        """Regressors of the comparison units, ready for any outcome.

        Raises
        ------
        CollinearComparisonError
        """
        self.require_full_rank()
        return WeightedDesign.of(self.regressors, self.weight * (1 - self.treated))

    def require_full_rank(self) -> None:
        """Refuse regressors that are redundant among the comparison units."""
        if not independent_columns(self.regressors, self.weight * (1 - self.treated)).all():
            raise CollinearComparisonError


def mean_regressors(regressors: FloatArray, weight: FloatArray) -> FloatArray:
    """Mean of regressors, shape (n, k), under some weight, shape (n,)."""
    return np.asarray(weight @ regressors / weight.sum())


def fit_propensity(treated: FloatArray, regressors: FloatArray, weight: FloatArray) -> Fit:
    """Fit the propensity score by logit; `fitted` holds the probabilities."""
    return logit(regressors, treated, weight)


def comparison_odds(
    propensity: FloatArray, treated: FloatArray, weight: FloatArray
) -> tuple[FloatArray, int]:
    """Odds of treatment of comparison units times their weight, and how many were trimmed."""
    probability = np.minimum(propensity, _ALMOST_ONE)
    trimmed = (treated == 0) & (probability >= TRIM_FROM) & (weight > 0)
    odds = weight * (1 - treated) * probability / (1 - probability)
    return np.where(trimmed, 0.0, odds), int(trimmed.sum())


def require_weight(odds: FloatArray) -> None:
    """Refuse odds, shape (n_units,), that leave no comparison unit any weight.

    Raises
    ------
    SeparationError
        If all were trimmed, or are like no treated unit.
    """
    if not odds.any():
        raise SeparationError
