"""The rows of a panel that an estimator takes, with units and periods counted anew."""

from dataclasses import dataclass
from typing import Self

import numpy as np

from evalcap.dataset import Panel
from evalcap.kernels.arrays import BoolArray, IntArray
from evalcap.kernels.layout import Layout
from evalcap.kernels.recoding import recode


@dataclass(frozen=True, slots=True)
class Selection:
    """Some rows of a panel.

    Attributes
    ----------
    row
        Their positions in the panel; all of them are a slice, so that taking them copies nothing.
    units, times
        Which units and periods of the panel they belong to, shapes (n_units,) and (n_periods,).
    layout
        The rows by these units and periods.
    """

    row: IntArray | slice
    units: IntArray
    times: IntArray
    layout: Layout

    @classmethod
    def of(cls, panel: Panel, keep: BoolArray) -> Self:
        """Take the marked rows, shape (n_rows,) of the panel; one or more."""
        if not keep.all():
            return cls.at(panel, np.flatnonzero(keep))
        units, times = np.arange(panel.n_units), np.arange(len(panel.periods))
        return cls(slice(None), units, times, Layout.in_order(panel.unit, panel.period))

    @classmethod
    def at(cls, panel: Panel, row: IntArray) -> Self:
        """Take the rows at increasing positions."""
        units, unit = recode(panel.unit[row])
        times, period = recode(panel.period[row])
        return cls(row, units, times, Layout.in_order(unit, period))

    @property
    def n_rows(self) -> int:
        """Number of rows."""
        return len(self.layout.unit)

    @property
    def positions(self) -> IntArray:
        """Positions in the panel as an array, shape (n_rows,)."""
        return np.arange(self.n_rows) if isinstance(self.row, slice) else self.row
