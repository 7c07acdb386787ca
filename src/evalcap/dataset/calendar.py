"""Time as places on a calendar, so that event time counts periods and not rows."""

import re
from dataclasses import dataclass
from datetime import datetime
from numbers import Real
from typing import Any

import numpy as np
import pandas as pd

from evalcap.dataset.coding import code_values
from evalcap.dataset.number import as_numbers
from evalcap.errors.dataset import CalendarError, NotNumericError
from evalcap.kernels.arrays import FloatArray
from evalcap.kernels.elapsed import to_place

# From the coarsest: dates are counted in the coarsest calendar that keeps them apart.
_FREQUENCIES = ("Y", "Q", "M", "W", "D")
_EPOCH_YEAR = 1970
# Dates written as whole numbers, by their number of digits: places on no calendar.
_DATE_CODES = {6: ("%Y%m", "a year and a month"), 8: ("%Y%m%d", "dates")}
# The offset that ends an ISO time of day, such as 2024-01-01T00:00+01:00.
_OFFSET = re.compile(r"(?<=:\d\d)(\.\d+)?(Z|[+-]\d\d(:?\d\d)?)$")


@dataclass(frozen=True, slots=True)
class Calendar:
    """How a time column is counted.

    Attributes
    ----------
    frequency
        "Y", "Q", "M", "W" or "D" for dates; None when time already is numbers.
    """

    frequency: str | None

    def place(self, column: "pd.Series[Any]", name: str) -> FloatArray:
        """Give each value's place on the calendar, NaN where missing.

        Years are counted as year numbers, other frequencies from the start of 1970.

        Raises
        ------
        CalendarError
            If a value is not on this calendar.
        """
        if self.frequency is None:
            return _numbers(column, name)
        if _holds_numbers(column):
            return _years(column, name, self.frequency)
        periods = _as_periods(column, name, self.frequency)
        places = np.where(periods.isna(), np.nan, periods.asi8.astype(np.float64))
        return places + _EPOCH_YEAR if self.frequency == "Y" else places

    def require_countable(self, places: FloatArray, name: str) -> None:
        """Refuse dates written as numbers: from 201912 to 202001 is a month, and counts as 89.

        Parameters
        ----------
        places
            Distinct and finite, shape (n,).

        Raises
        ------
        CalendarError
        """
        codes = [f"{place:.15g}" for place in places]
        digits = {len(code) for code in codes}
        if self.frequency is not None or len(digits) != 1 or not digits <= _DATE_CODES.keys():
            return
        written, words = _DATE_CODES[digits.pop()]
        turns = len({code[:-2] for code in codes}) > 1
        if turns and pd.to_datetime(codes, format=written, errors="coerce").notna().all():
            raise CalendarError(name, f"its numbers, such as {codes[0]}, read as {words}")

    def label(self, place: float) -> str:
        """Name a place as a reader would: 2019, 2019Q3, 2019-08, 7."""
        if not np.isfinite(place):
            return "never"
        if self.frequency is None:
            return f"{place:.15g}"
        ordinal = int(place) - (_EPOCH_YEAR if self.frequency == "Y" else 0)
        return str(pd.Period(ordinal=ordinal, freq=self.frequency))


def read_calendar(column: "pd.Series[Any]", name: str) -> Calendar:
    """Find how a time column is counted.

    Raises
    ------
    CalendarError
        If the column holds neither numbers nor dates.
    """
    if _is_number_like(column):
        return Calendar(None)
    days = _as_periods(column, name, "D").dropna().unique()
    apart = (f for f in _FREQUENCIES if days.asfreq(f).nunique() == len(days))
    return Calendar(next(apart))


def _is_number_like(column: "pd.Series[Any]") -> bool:
    if pd.api.types.is_numeric_dtype(column.dtype):
        return True
    if isinstance(column.dtype, pd.PeriodDtype) or pd.api.types.is_datetime64_any_dtype(column):
        return False
    try:
        as_numbers(pd.Series(column.unique()), "")
    except (NotNumericError, TypeError):
        return False
    return True


def _numbers(column: "pd.Series[Any]", name: str) -> FloatArray:
    try:
        return to_place(as_numbers(column, name))
    except (NotNumericError, TypeError):
        reason = "some values are not numbers although time is"
        raise CalendarError(name, reason) from None


def _as_periods(column: "pd.Series[Any]", name: str, frequency: str) -> pd.PeriodIndex:
    if isinstance(column.dtype, pd.PeriodDtype):
        return pd.PeriodIndex(column.dt.to_timestamp().dt.to_period(frequency))
    codes, distinct = code_values(column)
    try:
        dates = pd.to_datetime([*map(_on_the_wall, distinct), None], format="ISO8601")
    except (ValueError, TypeError):
        reason = "it holds neither numbers nor ISO dates"
        raise CalendarError(name, reason) from None
    # The code of a missing value, -1, takes the None at the end.
    return pd.PeriodIndex(dates.to_period(frequency)[codes])


def _on_the_wall(date: Any) -> Any:
    """Leave out the time zone: a month begins at local midnight."""
    if isinstance(date, str):
        return _OFFSET.sub("", date)
    return date.replace(tzinfo=None) if isinstance(date, datetime) else date


def _holds_numbers(column: "pd.Series[Any]") -> bool:
    """Whether the values, if there are any, are numbers rather than text or dates."""
    if pd.api.types.is_numeric_dtype(column.dtype):
        return True
    return all(isinstance(value, Real) for value in column.dropna().unique())


def _years(column: "pd.Series[Any]", name: str, frequency: str) -> FloatArray:
    """Read plain numbers beside dates: years when time is yearly, or nothing but missing."""
    numbers = as_numbers(column, name)
    years = numbers[np.isfinite(numbers)]
    if len(years) and frequency != "Y":
        raise CalendarError(name, "it holds numbers although time is dates")
    if (years != np.rint(years)).any():
        raise CalendarError(name, "some of its years are not whole numbers")
    return np.where(np.isfinite(numbers), numbers, np.nan)
