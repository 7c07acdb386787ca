"""The time path of one cohort, unit effects taken out.

With unit effects and a free effect for every cohort and period, the regression falls apart into
one for each cohort: that is what keeps a saturated event study small however many units it has.
"""

from dataclasses import dataclass

import numpy as np

from evalcap.kernels.aggregation import sum_within
from evalcap.kernels.arrays import FloatArray, IntArray
from evalcap.kernels.within import TwoWay


@dataclass(frozen=True, slots=True)
class CohortPath:
    """Period effects of one cohort, up to a constant.

    Attributes
    ----------
    effect
        Shape (n_periods,).
    residual
        Shape (n_rows,).
    effects
        The two-way equations of the cohort.
    """

    effect: FloatArray
    residual: FloatArray
    effects: TwoWay

    @property
    def _errors(self) -> FloatArray:
        return self.effects.weight * self.residual

    def cluster_scores(self, cluster: IntArray, n_clusters: int) -> FloatArray:
        """Influence on `effect` summed within clusters, shape (n_clusters, n_periods).

        Parameters
        ----------
        cluster
            Cluster of each unit, shape (n_units,).
        """
        by_cell = self._by_unit_and_period(self._errors)
        left = by_cell - by_cell.sum(axis=1, keepdims=True) * self.effects.share
        return sum_within(left, cluster, n_clusters) @ self.effects.solver

    def row_meat(self) -> FloatArray:
        """Sum of squared influence over rows, shape (n_periods, n_periods)."""
        share = self.effects.share
        squared = self._by_unit_and_period(self._errors**2)
        crossed = squared.T @ share
        middle = np.diag(squared.sum(axis=0)) - crossed - crossed.T
        middle += (share * squared.sum(axis=1, keepdims=True)).T @ share
        return np.asarray(self.effects.solver @ middle @ self.effects.solver)

    def _by_unit_and_period(self, values: FloatArray) -> FloatArray:
        n_units, n_periods = self.effects.share.shape
        flat = self.effects.unit * n_periods + self.effects.period
        return sum_within(values, flat, n_units * n_periods).reshape(n_units, n_periods)


def cohort_path(
    unit: IntArray, period: IntArray, outcome: FloatArray, weight: FloatArray
) -> CohortPath:
    """Fit unit and period effects to one cohort's rows, each array of shape (n_rows,)."""
    effects = TwoWay.of(unit, period, weight)
    of_unit, of_period = effects.effects(outcome)
    residual = outcome - of_unit[unit] - of_period[period]
    return CohortPath(of_period, residual, effects)
