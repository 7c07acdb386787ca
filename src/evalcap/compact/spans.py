"""The days that the name of a period covers."""

import calendar
import re
from datetime import date
from typing import Final

_MONTHS_A_QUARTER: Final = 3
# Days, weeks, months, quarters and years as the evidence names them.
_DAYS: Final = re.compile(r"(\d{4}-\d\d-\d\d)(?:/(\d{4}-\d\d-\d\d))?")
_MONTH: Final = re.compile(r"(\d{4})-(\d\d)")
_QUARTER: Final = re.compile(r"(\d{4})Q([1-4])")
_YEAR: Final = re.compile(r"(?:19|20)\d\d")

Span = tuple[date, date]


def span_of(label: str) -> Span | None:
    """Give the first and the last day; None for a period that is no time of a calendar, as "7"."""
    if found := _DAYS.fullmatch(label):
        first, last = (date.fromisoformat(day) for day in (found[1], found[2] or found[1]))
        return first, last
    if found := _MONTH.fullmatch(label):
        return _months(int(found[1]), int(found[2]), int(found[2]))
    if found := _QUARTER.fullmatch(label):
        last_month = int(found[2]) * _MONTHS_A_QUARTER
        return _months(int(found[1]), last_month - _MONTHS_A_QUARTER + 1, last_month)
    return _months(int(label), 1, 12) if _YEAR.fullmatch(label) else None


def _months(year: int, first: int, last: int) -> Span:
    return date(year, first, 1), date(year, last, calendar.monthrange(year, last)[1])
