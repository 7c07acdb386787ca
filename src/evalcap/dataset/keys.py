"""Which unit and time each row belongs to."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Self

import numpy as np
import pandas as pd

from evalcap.dataset.calendar import Calendar, read_calendar
from evalcap.dataset.coding import code_numbers, code_values, heads, plain_numbers
from evalcap.dataset.regular import table_axes
from evalcap.errors.dataset import (
    CalendarError,
    DuplicateRowsError,
    MissingKeysError,
    VariesWithinUnitError,
)
from evalcap.kernels.arrays import BoolArray, FloatArray, IntArray

# Rows are put in order by giving each cell of unit and time a place, unless most would be empty.
_CELLS_A_ROW = 4


@dataclass(frozen=True, slots=True)
class Keys:
    """Rows in the order of unit and time.

    Attributes
    ----------
    calendar
        How time is counted.
    order
        Positions of the data's rows, shape (n_rows,); a slice of all if they come in this order
        already.
    unit
        Unit of each row as a code into `labels`, shape (n_rows,).
    period
        Time of each row as a code into `periods`, shape (n_rows,).
    periods
        Places of the observed times on the calendar, increasing, shape (n_periods,).
    """

    calendar: Calendar
    order: IntArray | slice
    unit: IntArray
    labels: pd.Index
    period: IntArray
    periods: FloatArray

    @classmethod
    def read(cls, frame: pd.DataFrame, unit: str | None, time: str) -> Self:
        """Read the keys of a data frame; without a unit every row is one.

        Raises
        ------
        MissingKeysError, CalendarError, DuplicateRowsError
        """
        calendar = read_calendar(frame[time], time)
        axes = _axes(frame, unit, time, calendar)
        if axes is not None:
            return cls._of_table(calendar, *axes, time)
        period, periods = _place(frame[time], time, calendar)
        calendar.require_countable(periods, time)
        code, labels = _identify(frame, unit)
        if _increase(code, period):
            return cls(calendar, slice(None), code, labels, period, periods)
        order = _order(code, period, len(labels), len(periods))
        keys = cls(calendar, order, code[order], labels, period[order], periods)
        keys.require_unique()
        return keys

    @classmethod
    def _of_table(cls, calendar: Calendar, labels: Any, periods: FloatArray, time: str) -> Self:
        n_units, n_periods = len(labels), len(periods)
        calendar.require_countable(periods, time)
        unit = np.repeat(np.arange(n_units), n_periods)
        period = np.tile(np.arange(n_periods), n_units)
        return cls(calendar, slice(None), unit, pd.Index(labels), period, periods)

    def require_unique(self) -> None:
        """Refuse several rows of a unit at one time.

        Raises
        ------
        DuplicateRowsError
        """
        again = np.flatnonzero((np.diff(self.unit) == 0) & (np.diff(self.period) == 0))
        if len(again):
            pairs = dict.fromkeys((self.unit[i], self.period[i]) for i in again)
            label = self.calendar.label
            raise DuplicateRowsError(
                [f"{self.labels[u]} at {label(self.periods[t])}" for u, t in pairs]
            )

    @property
    def _first(self) -> IntArray:
        """Row in which each unit begins, shape (n_units,)."""
        n_rows, n_periods = len(self.unit), len(self.periods)
        is_full = n_rows == n_periods * len(self.labels)
        return np.arange(0, n_rows, n_periods) if is_full else heads(self.unit)

    def arrange(self, values: Any) -> Any:
        """Put values of the data's rows into the order of unit and time, shape (n_rows,)."""
        return values[self.order]

    def constant(
        self, column: "pd.Series[Any]", name: str, read: Callable[["pd.Series[Any]"], Any]
    ) -> Any:
        """Read one value a unit from a column with one a row, shape (n_units,).

        Parameters
        ----------
        read
            Makes an array of some of the column's rows; a row that repeats the one before is
            not read.

        Raises
        ------
        VariesWithinUnitError
        """
        column = column.iloc[self.order]
        plain = plain_numbers(column)
        row = np.arange(len(column)) if plain is None else heads(plain, and_at=self._first)
        values = read(column.iloc[row])
        if len(row) == len(self.labels):
            return values
        unit = self.unit[row]
        per_unit = np.empty(len(self.labels), values.dtype)
        per_unit[unit] = values
        varying = np.unique(unit[values != per_unit[unit]])
        if len(varying):
            raise VariesWithinUnitError(name, [str(u) for u in self.labels[varying]])
        return per_unit


def _axes(
    frame: pd.DataFrame, unit: str | None, time: str, calendar: Calendar
) -> tuple[Any, FloatArray] | None:
    """Give the units and places in time of rows that are a table of plain numbers; else None."""
    if unit is None or calendar.frequency is not None or not len(frame):
        return None
    units, times = plain_numbers(frame[unit]), plain_numbers(frame[time])
    if any(values is None or values.dtype.kind == "b" for values in (units, times)):
        return None
    axes = table_axes(units, times)
    if axes is None:
        return None
    # Times that rounding alone parts are one, and make no table.
    places = calendar.place(pd.Series(axes[1]), time)
    return (axes[0], places) if (places[1:] > places[:-1]).all() else None


def require_present(absent: BoolArray, name: str) -> None:
    """Refuse a key column with empty cells."""
    if rows := int(absent.sum()):
        raise MissingKeysError(name, rows)


def _place(column: "pd.Series[Any]", name: str, calendar: Calendar) -> tuple[IntArray, FloatArray]:
    """Code times in their order from 0, and place them on the calendar."""
    plain = plain_numbers(column)
    if plain is None or plain.dtype.kind not in "iu":
        return _code_places(calendar.place(column, name), name)
    # Whole numbers are coded before they are placed, as the same ones come again and again.
    code, distinct = code_numbers(plain)
    again, periods = _code_places(calendar.place(pd.Series(distinct), name), name)
    return code if len(periods) == len(distinct) else again[code], periods


def _code_places(place: FloatArray, name: str) -> tuple[IntArray, FloatArray]:
    require_present(np.isnan(place), name)
    if np.isinf(place).any():
        raise CalendarError(name, "some values are infinite")
    return code_numbers(place)


def _identify(frame: pd.DataFrame, unit: str | None) -> tuple[IntArray, pd.Index]:
    if unit is None:
        return np.arange(len(frame)), pd.RangeIndex(len(frame))
    codes, labels = code_values(frame[unit], sort=True)
    require_present(codes < 0, unit)
    return codes, labels


def _increase(code: IntArray, period: IntArray) -> bool:
    """Whether rows come by unit and time already, each once."""
    same, later = code[1:] == code[:-1], period[1:] > period[:-1]
    return bool(((code[1:] > code[:-1]) | (same & later)).all())


def _order(code: IntArray, period: IntArray, n_units: int, n_periods: int) -> IntArray:
    n_rows, n_cells = len(code), n_units * n_periods
    if n_cells <= _CELLS_A_ROW * n_rows:
        row = np.full(n_cells, -1)
        row[code * n_periods + period] = np.arange(n_rows)
        order = row[row >= 0]
        if len(order) == n_rows:
            return order
    return np.lexsort((period, code))
