"""Least squares with unit and period effects, and the scores of its coefficients."""

from dataclasses import dataclass

import numpy as np

from evalcap.kernels.arrays import FloatArray
from evalcap.kernels.tall import combination, products
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
    unit_totals
        Weighted outcome, summed within units, shape (n_units,).
    unit_products
        Weighted products of regressors and outcome, summed within units, shape (n_units, k).
    """

    effects: TwoWay
    outcome: FloatArray
    regressors: FloatArray
    coefficients: FloatArray
    bread: FloatArray
    unit_totals: FloatArray
    unit_products: FloatArray

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

        No residual is needed: cleared regressors sum to zero within units, so that unit effects
        drop out, and the rest of a residual is linear in period effects and coefficients.
        """
        layout, scores = self.effects.layout, self.unit_products.copy()
        by_period = layout.by_period(self.effects.weighted(self.outcome))
        period = layout.of_period(self.effects.solve(self.unit_totals, by_period))
        others = [layout.spread(column) for column in self.regressors.T]
        for j, own in enumerate(self.effects.weighted(self.regressors).T):
            scores[:, j] -= layout.by_unit(own, period)
            for other, coefficient in zip(others, self.coefficients, strict=True):
                scores[:, j] -= coefficient * layout.by_unit(own, other)
        return scores


def regress(outcome: FloatArray, regressors: FloatArray, effects: TwoWay) -> TwoWayFit:
    """Regress an outcome, shape (n_rows,), on regressors cleared of the effects and of full rank.

    As they are cleared, the outcome need not be.
    """
    layout, weighted = effects.layout, effects.weighted(regressors)
    totals, values = layout.by_unit(effects.weighted(outcome)), layout.spread(outcome)
    level = totals / effects.unit_weight
    unit_products = np.empty((layout.n_units, regressors.shape[1]))
    for j, column in enumerate(weighted.T):
        # What rounding leaves of a column's sum must not meet the level of the outcome.
        unit_products[:, j] = layout.by_unit(column, values) - level * layout.by_unit(column)
    bread: FloatArray = np.linalg.inv([products(weighted, own) for own in regressors.T])
    coefficients = bread @ unit_products.sum(axis=0)
    return TwoWayFit(effects, outcome, regressors, coefficients, bread, totals, unit_products)
