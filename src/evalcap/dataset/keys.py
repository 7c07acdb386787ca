"""Which unit and time each row belongs to."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Self

import numpy as np
import pandas as pd

from evalcap.dataset.calendar import Calendar, read_calendar
from evalcap.errors.dataset import (
    CalendarError,
    DuplicateRowsError,
    MissingKeysError,
    VariesWithinUnitError,
)
from evalcap.kernels.arrays import BoolArray, FloatArray, IntArray


@dataclass(frozen=True, slots=True)
class Keys:
    """Rows in the order of unit and time.

    Attributes
    ----------
    calendar
        How time is counted.
    order
        Positions of the data's rows, shape (n_rows,).
    unit
        Unit of each row as a code into `labels`, shape (n_rows,).
    time
        Place of each row on the calendar, shape (n_rows,).
    first
        First row of each unit, shape (n_units,).
    """

    calendar: Calendar
    order: IntArray
    unit: IntArray
    labels: pd.Index
    time: FloatArray
    first: IntArray

    @classmethod
    def read(cls, frame: pd.DataFrame, unit: str | None, time: str) -> Self:
        """Read the keys of a data frame; without a unit every row is one.

        Raises
        ------
        MissingKeysError, CalendarError, DuplicateRowsError
        """
        calendar = read_calendar(frame[time], time)
        place = calendar.place(frame[time], time)
        require_present(np.isnan(place), time)
        if np.isinf(place).any():
            raise CalendarError(time, "some values are infinite")
        codes, labels = _identify(frame, unit)
        order = _order(codes, place)
        codes, place = codes[order], place[order]
        _require_unique(codes, place, lambda u, t: f"{labels[u]} at {calendar.label(t)}")
        first = np.searchsorted(codes, np.arange(len(labels)))
        return cls(calendar, order, codes, labels, place, first)

    def constant(self, values: Any, name: str) -> Any:
        """Take one value a unit from one a row, shape (n_rows,) to (n_units,).

        Raises
        ------
        VariesWithinUnitError
        """
        per_unit = values[self.first]
        varying = np.unique(self.unit[values != per_unit[self.unit]])
        if len(varying):
            raise VariesWithinUnitError(name, [str(u) for u in self.labels[varying]])
        return per_unit


def require_present(absent: BoolArray, name: str) -> None:
    """Refuse a key column with empty cells."""
    if rows := int(absent.sum()):
        raise MissingKeysError(name, rows)


def _identify(frame: pd.DataFrame, unit: str | None) -> tuple[IntArray, pd.Index]:
    if unit is None:
        return np.arange(len(frame)), pd.RangeIndex(len(frame))
    codes, labels = pd.factorize(frame[unit], sort=True)
    require_present(codes < 0, unit)
    return codes, pd.Index(labels)


def _order(codes: IntArray, place: FloatArray) -> IntArray:
    steps = np.diff(codes)
    if (steps >= 0).all() and ((steps > 0) | (np.diff(place) > 0)).all():
        return np.arange(len(codes))
    return np.lexsort((place, codes))


def _require_unique(codes: IntArray, place: FloatArray, name: Callable[[int, float], str]) -> None:
    again = np.flatnonzero((np.diff(codes) == 0) & (np.diff(place) == 0))
    if len(again):
        pairs = dict.fromkeys((int(codes[i]), float(place[i])) for i in again)
        raise DuplicateRowsError([name(u, t) for u, t in pairs])
