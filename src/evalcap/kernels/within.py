"""What is left of variables once unit and period effects are taken out, exactly."""

from dataclasses import dataclass
from typing import Self

import numpy as np

from evalcap.kernels.aggregation import sum_within
from evalcap.kernels.arrays import FloatArray, IntArray

_NULL = 1e-11


@dataclass(frozen=True, slots=True)
class TwoWay:
    """Unit and period effects of an unbalanced, weighted panel.

    Units are averaged out; what period effects then remain is solved from one equation a period,
    so that nothing iterates.

    Attributes
    ----------
    unit, period
        Codes of each row, shape (n_rows,).
    weight
        Shape (n_rows,).
    unit_weight
        Weight of each unit, shape (n_units,).
    share
        Weight of each period within each unit, shape (n_units, n_periods).
    solver
        Pseudo-inverse of the period equations, shape (n_periods, n_periods).
    is_connected
        Whether units link every period with every other.
    """

    unit: IntArray
    period: IntArray
    weight: FloatArray
    unit_weight: FloatArray
    share: FloatArray
    solver: FloatArray
    is_connected: bool

    @classmethod
    def of(cls, unit: IntArray, period: IntArray, weight: FloatArray) -> Self:
        """Prepare the effects; codes run from 0 and every code occurs."""
        n_units, n_periods = int(unit.max()) + 1, int(period.max()) + 1
        flat = np.bincount(unit * n_periods + period, weights=weight, minlength=n_units * n_periods)
        cell = flat.reshape(n_units, n_periods)
        unit_weight = cell.sum(axis=1)
        share = cell / unit_weight[:, None]
        equations = np.diag(cell.sum(axis=0)) - cell.T @ share
        solver, rank = _pseudo_inverse(equations)
        return cls(unit, period, weight, unit_weight, share, solver, rank == n_periods - 1)

    def residuals(self, values: FloatArray) -> FloatArray:
        """Take unit and period effects out of each column, shape (n_rows, k)."""
        left = np.empty_like(values)
        for j in range(values.shape[1]):
            left[:, j] = self._residual(values[:, j])
        return left

    def _residual(self, values: FloatArray) -> FloatArray:
        unit_effect, period_effect = self.effects(values)
        return values - unit_effect[self.unit] - period_effect[self.period]

    def effects(self, values: FloatArray) -> tuple[FloatArray, FloatArray]:
        """Fit unit and period effects, shapes (n_units,) and (n_periods,), to shape (n_rows,)."""
        weighted = self.weight * values
        n_units, n_periods = self.share.shape
        return self.solve(
            sum_within(weighted, self.unit, n_units), sum_within(weighted, self.period, n_periods)
        )

    def solve(self, by_unit: FloatArray, by_period: FloatArray) -> tuple[FloatArray, FloatArray]:
        """Solve the normal equations for totals by unit and by period.

        Parameters
        ----------
        by_unit, by_period
            Shapes (n_units,) and (n_periods,), or with k columns each.
        """
        period_effect = self.solver @ (by_period - self.share.T @ by_unit)
        mean = by_unit / (self.unit_weight if by_unit.ndim == 1 else self.unit_weight[:, None])
        return mean - self.share @ period_effect, period_effect


def _pseudo_inverse(equations: FloatArray) -> tuple[FloatArray, int]:
    """Invert where something is identified; a constant never is, so one direction is always null.

    Its eigenvalue is zero up to rounding, which grows with the number of rows: hence our own
    limit, far below what a single linking unit in a million leaves.
    """
    values, vectors = np.linalg.eigh(equations)
    keep = values > _NULL * values[-1]
    return (vectors[:, keep] / values[keep]) @ vectors[:, keep].T, int(keep.sum())
