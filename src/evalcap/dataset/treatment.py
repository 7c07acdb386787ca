"""When treatment begins: read from a column of first periods, or derived from 0 and 1."""

from typing import Any

import numpy as np
import pandas as pd

from evalcap.dataset.calendar import Calendar
from evalcap.dataset.coding import code_values
from evalcap.errors.dataset import (
    DatasetError,
    TreatmentReversalError,
    TreatmentUnknownError,
)
from evalcap.errors.design import OptionError
from evalcap.kernels.arrays import FloatArray, IntArray


def read_treated_from(
    column: "pd.Series[Any]", name: str, *, calendar: Calendar, never: object
) -> FloatArray:
    """Place the first treated period of each row; never treated is infinite.

    Missing, infinite and the code `never`, in whatever type it is written, all mean never treated.

    Raises
    ------
    CalendarError, OptionError
    """
    if not pd.api.types.is_scalar(never):
        raise OptionError("never", never, ("one code, such as 0",))
    never = None if never is pd.NA else never
    codes, distinct = code_values(column)
    values = pd.Series(distinct)
    known = ~np.array([_is_never(value, never) for value in values.astype(object)], dtype=bool)
    place = calendar.place(values[known], name)
    # The code of a missing value, -1, takes the infinity at the end.
    start = np.full(len(values) + 1, np.inf)
    start[:-1][known] = np.where(place == _place_of(never, calendar), np.inf, place)
    return start[codes]


def _is_never(value: object, never: object) -> bool:
    if value is None or value is pd.NA or value is pd.NaT or value == never:
        return True
    if isinstance(value, float | np.floating) and not np.isfinite(value):
        return True
    return never is not None and str(value) == str(never)


def _place_of(never: object, calendar: Calendar) -> float:
    """Place the code itself: text and number of a year may stand for each other; NaN if none."""
    try:
        return float(calendar.place(pd.Series([never]), "never")[0])
    except DatasetError:
        return float("nan")


def derive_treated_from(
    on: FloatArray, name: str, *, unit: IntArray, time: FloatArray, labels: pd.Index
) -> FloatArray:
    """Find the first treated period of each unit, infinite for never, shape (n_units,).

    Parameters
    ----------
    on
        0 or 1 for each row, shape (n_rows,).
    unit, time
        Of each row, shape (n_rows,).

    Raises
    ------
    TreatmentUnknownError
        If a row is neither 0 nor 1.
    TreatmentReversalError
        If a 1 is followed by a 0.
    """
    if odd := int((~np.isin(on, (0.0, 1.0))).sum()):
        raise TreatmentUnknownError(f"column {name!r} is neither 0 nor 1 in {odd} rows")
    first = np.full(len(labels), np.inf)
    np.minimum.at(first, unit[on == 1], time[on == 1])
    off_again = np.unique(unit[(time > first[unit]) & (on == 0)])
    if len(off_again):
        raise TreatmentReversalError([str(u) for u in labels[off_again]])
    return first
