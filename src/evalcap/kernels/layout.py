"""Rows of units over periods: added up, and set beside what belongs to a unit or a period."""

from dataclasses import dataclass
from typing import Self, TypeVar

import numpy as np

from evalcap.kernels.aggregation import sum_within
from evalcap.kernels.arrays import BoolArray, FloatArray, IntArray

Array = TypeVar("Array", FloatArray, BoolArray, IntArray)


@dataclass(frozen=True, slots=True)
class Layout:
    """Where rows stand in a table of units by periods.

    Where every unit has one row in every period, one after the other, the rows are that table as
    they are: formulas are broadcast over it, and no row looks up a code. They are written once
    for both: `(layout.spread(values) - layout.of_unit(mean)).ravel()`.

    Attributes
    ----------
    unit, period
        Codes of each row, shape (n_rows,).
    n_units, n_periods
        Number of codes.
    is_full
        Whether the rows are the table.
    """

    unit: IntArray
    period: IntArray
    n_units: int
    n_periods: int
    is_full: bool

    @classmethod
    def of(cls, unit: IntArray, period: IntArray) -> Self:
        """Lay out rows in any order; codes run from 0 and every code occurs."""
        n_units, n_periods = int(unit.max()) + 1, int(period.max()) + 1
        is_full = len(unit) == n_units * n_periods and _is_table(unit, period, n_periods)
        return cls(unit, period, n_units, n_periods, is_full)

    @classmethod
    def in_order(cls, unit: IntArray, period: IntArray) -> Self:
        """Lay out rows by unit and period, none twice, so that it is enough to count them."""
        n_units, n_periods = int(unit[-1]) + 1, int(period.max()) + 1
        return cls(unit, period, n_units, n_periods, len(unit) == n_units * n_periods)

    @classmethod
    def full(cls, n_units: int, n_periods: int) -> Self:
        """Lay out every unit in every period."""
        unit, period = np.divmod(np.arange(n_units * n_periods), n_periods)
        return cls(unit, period, n_units, n_periods, is_full=True)

    @property
    def shape(self) -> tuple[int, int]:
        """Number of units and of periods."""
        return self.n_units, self.n_periods

    def first(self, values: Array) -> Array:
        """Give the value of each unit's first row, shape (n_units,)."""
        if self.is_full:
            return self.spread(values)[:, 0]
        first = np.empty(self.n_units, values.dtype)
        first[self.unit[::-1]] = values[::-1]
        return first

    def spread(self, values: Array) -> Array:
        """Set out rows for a formula: the table, or the rows themselves."""
        return values.reshape(self.shape) if self.is_full else values

    def of_unit(self, values: Array) -> Array:
        """Set what belongs to units, shape (n_units,), beside the rows spread out."""
        return values[:, None] if self.is_full else values[self.unit]

    def of_period(self, values: Array) -> Array:
        """Set what belongs to periods, shape (n_periods,), beside the rows spread out."""
        return values if self.is_full else values[self.period]

    def of_cell(self, table: Array, group: IntArray) -> Array:
        """Set out what belongs to groups of units in each period.

        Parameters
        ----------
        table
            Shape (n_groups, n_periods).
        group
            Of each unit, as a row of `table`, shape (n_units,).
        """
        if self.is_full:
            return table.take(group, axis=0)
        return table[group[self.unit], self.period]

    def by_unit(self, values: FloatArray, times: FloatArray | None = None) -> FloatArray:
        """Sum rows within units, each multiplied by `times` as spread out, shape (n_units,)."""
        if self.is_full and times is not None:
            factor = np.broadcast_to(times, self.shape)
            return np.asarray(np.einsum("ut,ut->u", self.spread(values), factor))
        if self.is_full:
            return np.asarray(np.einsum("ut->u", self.spread(values)))
        weights = values if times is None else values * times
        return sum_within(weights, self.unit, self.n_units)

    def by_period(self, values: FloatArray) -> FloatArray:
        """Sum rows within periods, shape (n_periods,)."""
        if self.is_full:
            return np.asarray(np.einsum("ut->t", self.spread(values)))
        return sum_within(values, self.period, self.n_periods)

    def table(self, values: FloatArray) -> FloatArray:
        """Sum rows by unit and period, shape (n_units, n_periods)."""
        if self.is_full:
            return values.reshape(self.shape)
        flat = self.unit * self.n_periods + self.period
        return sum_within(values, flat, self.n_units * self.n_periods).reshape(self.shape)


def _is_table(unit: IntArray, period: IntArray, n_periods: int) -> bool:
    units = unit.reshape(-1, n_periods) == np.arange(len(unit) // n_periods)[:, None]
    periods = period.reshape(-1, n_periods) == np.arange(n_periods)
    return bool(units.all() and periods.all())
