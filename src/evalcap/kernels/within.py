"""What is left of variables once unit and period effects are taken out, exactly."""

from dataclasses import dataclass
from typing import Self

import numpy as np

from evalcap.kernels.arrays import FloatArray, IntArray
from evalcap.kernels.layout import Layout
from evalcap.kernels.tall import combination, crossed

_NULL = 1e-11


@dataclass(frozen=True, slots=True)
class TwoWay:
    """Unit and period effects of an unbalanced, weighted panel.

    Units are averaged out; what period effects then remain is solved from one equation a period,
    so that nothing iterates.

    Attributes
    ----------
    layout
        Unit and period of each row.
    weight
        Shape (n_rows,); None where every row weighs one, so that nothing is multiplied.
    unit_weight
        Weight of each unit, shape (n_units,).
    share
        Weight of each period within each unit, shape (n_units, n_periods). Here and above, one
        row stands for all units where they are alike.
    solver
        Pseudo-inverse of the period equations, shape (n_periods, n_periods).
    rank
        Number of period effects that unit effects leave; one less than periods where units link
        every period with every other.
    """

    layout: Layout
    weight: FloatArray | None
    unit_weight: FloatArray
    share: FloatArray
    solver: FloatArray
    rank: int

    @classmethod
    def of(cls, layout: Layout, weight: FloatArray) -> Self:
        """Prepare the effects; every unit has weight, and rows without weight do not count."""
        # A weight that all rows share is stored once.
        is_even = bool(((weight[:1] if weight.strides == (0,) else weight) == 1).all())
        are_alike = layout.is_full and is_even
        cell = np.ones((1, layout.n_periods)) if are_alike else layout.table(weight)
        own = cell.sum(axis=1)
        share = cell / own[:, None]
        equations = np.diag(cell.sum(axis=0)) - crossed(cell, share)
        solver, rank = _pseudo_inverse(equations * (layout.n_units if are_alike else 1))
        return cls(layout, None if is_even else weight, own, share, solver, rank)

    def residuals(self, values: FloatArray) -> FloatArray:
        """Take unit and period effects out of each column, shape (n_rows, k)."""
        left = np.array(values, np.float64, order="F")
        for column in left.T:
            self.clear(column)
        return left

    def residual(self, values: FloatArray) -> FloatArray:
        """Take unit and period effects out of one variable, shape (n_rows,)."""
        return self.residuals(values[:, None])[:, 0]

    def residual_of_groups(self, table: FloatArray, group: IntArray) -> FloatArray:
        """Take the effects out of a variable that has one course for each group of units.

        Parameters
        ----------
        table
            The variable by group and period, shape (n_groups, n_periods).
        group
            Group of each unit; none is empty, shape (n_units,).

        Returns
        -------
        What is left in each row, shape (n_rows,).
        """
        if self.are_alike:
            return self.layout.of_cell(self.clear_groups(table, group), group).ravel()
        return self.residual(self.layout.of_cell(table, group).ravel())

    def clear_groups(self, table: FloatArray, group: IntArray) -> FloatArray:
        """Do the same where units are alike, shape (n_groups, n_periods).

        A group is one unit that weighs as many.
        """
        size = np.bincount(group).astype(float)
        groups = TwoWay.of(Layout.full(*table.shape), np.repeat(size, table.shape[1]))
        return groups.residual(table.ravel()).reshape(table.shape)

    @property
    def are_alike(self) -> bool:
        """Whether every unit is seen in every period, each row weighing one."""
        return len(self.share) < self.layout.n_units

    def clear(self, values: FloatArray) -> None:
        """Take unit and period effects out of one variable, shape (n_rows,), in place."""
        rows, of_unit = self.layout.spread(values), self.layout.of_unit
        rows -= of_unit(self.unit_means(values))
        # Levels, however high, are gone before periods are added up.
        effect = self.solver @ self.layout.by_period(self.weighted(values))
        rows -= self.layout.of_period(effect) - of_unit(combination(self.share, effect))

    def unit_means(self, values: FloatArray) -> FloatArray:
        """Weighted mean of each unit's rows, shape (n_units,)."""
        return self.layout.by_unit(self.weighted(values)) / self.unit_weight

    def period_effects(self, values: FloatArray) -> FloatArray:
        """Fit period effects beside unit effects to shape (n_rows,); they are (n_periods,)."""
        weighted = self.weighted(values)
        return self.solve(self.layout.by_unit(weighted), self.layout.by_period(weighted))

    def solve(self, by_unit: FloatArray, by_period: FloatArray) -> FloatArray:
        """Solve for period effects, shape (n_periods,) or with k columns.

        Parameters
        ----------
        by_unit, by_period
            Weighted totals, shapes (n_units,) and (n_periods,), or with k columns each.
        """
        if self.are_alike:
            by_unit = by_unit.sum(axis=0, keepdims=True)
        return np.asarray(self.solver @ (by_period - self.share.T @ by_unit))

    def weighted(self, values: FloatArray) -> FloatArray:
        """Multiply rows by their weight, shape (n_rows,) or (n_rows, k)."""
        if self.weight is None:
            return values
        return values * (self.weight if values.ndim == 1 else self.weight[:, None])


def _pseudo_inverse(equations: FloatArray) -> tuple[FloatArray, int]:
    """Invert where something is identified; a constant never is, so one direction is always null.

    Its eigenvalue is zero up to rounding, which grows with the number of rows: hence our own
    limit, far below what a single linking unit in a million leaves.
    """
    values, vectors = np.linalg.eigh(equations)
    keep = values > _NULL * values[-1]
    return (vectors[:, keep] / values[keep]) @ vectors[:, keep].T, int(keep.sum())
