"""Least squares with unit and period effects, and the scores of its coefficients."""

from dataclasses import dataclass

import numpy as np

from evalcap.kernels.arrays import FloatArray
from evalcap.kernels.least_squares import combination, products
from evalcap.kernels.within import TwoWay


@dataclass(frozen=True, slots=True)
class TwoWayFit:
    """Coefficients beside unit and period effects.

    Attributes
    ----------
    effects
        Unit and period effects.
    outcome
        Shape (n_rows,).
    regressors
        Cleared of the effects, shape (n_rows, k).
    coefficients
        Shape (k,).
    bread
        Inverse of `X'WX`, shape (k, k).
    """

    effects: TwoWay
    outcome: FloatArray
    regressors: FloatArray
    coefficients: FloatArray
    bread: FloatArray

    @property
    def residual(self) -> FloatArray:
        """Outcome less effects and regressors, shape (n_rows,)."""
        left = self.effects.residual(self.outcome)
        return left - combination(self.regressors, self.coefficients)

    @property
    def scores(self) -> FloatArray:
        """Residual times weight times regressors, shape (n_rows, k)."""
        return self.regressors * self.effects.weighted(self.residual)[:, None]

    @property
    def unit_scores(self) -> FloatArray:
        """Scores summed within units, shape (n_units, k).

        Cleared regressors sum to zero within units: unit effects drop out of the sums, and the
        outcome need only be cleared of period effects, after it is summed.
        """
        layout = self.effects.layout
        outcome, others = layout.spread(self.outcome), [*map(layout.spread, self.regressors.T)]
        period = layout.of_period(self.effects.period_effects(self.outcome))
        sums = np.empty((layout.n_units, len(others)))
        for j, own in enumerate(self.effects.weighted(self.regressors).T):
            sums[:, j] = layout.by_unit(own, outcome) - layout.by_unit(own, period)
            for other, coefficient in zip(others, self.coefficients, strict=True):
                sums[:, j] -= coefficient * layout.by_unit(own, other)
        return sums


def regress(outcome: FloatArray, regressors: FloatArray, effects: TwoWay) -> TwoWayFit:
    """Regress an outcome, shape (n_rows,), on regressors cleared of the effects and of full rank.

    As they are cleared, the outcome need not be.
    """
    weighted = effects.weighted(regressors)
    bread: FloatArray = np.linalg.inv([products(weighted, own) for own in regressors.T])
    return TwoWayFit(effects, outcome, regressors, bread @ products(weighted, outcome), bread)
