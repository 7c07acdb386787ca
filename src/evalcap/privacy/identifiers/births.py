"""Dates of birth, told by the ages that they would give."""

import re
from collections.abc import Callable, Iterable
from datetime import date
from typing import Final

import numpy as np
import pandas as pd

from evalcap.privacy.identifiers.cells import Cells

_AGES: Final = (10, 100)  # in years, in a programme for officers or returnees
_MOST: Final = 0.9  # share of the dates that have to give such an age
_SPREAD: Final = 8  # years between the earliest and the latest tenth: a programme lasts shorter
_FEWEST: Final = 5  # distinct days
_YEAR: Final = 365.25
_READ: Final = 2000  # distinct texts that are looked at
# A day in numbers, year first or last; whether day or month comes first does not matter here.
_MIDNIGHT: Final = r"(?:[T ]00:00(?::00(?:\.0+)?)?)?"
_WRITTEN: Final = re.compile(
    rf"(?P<y>(?:19|20)\d\d)[-/. ](?P<a>\d\d?)[-/. ](?P<b>\d\d?){_MIDNIGHT}"
    rf"|(?P<c>\d\d?)[-/. ](?P<d>\d\d?)[-/. ](?P<z>(?:19|20)\d\d){_MIDNIGHT}"
    r"|(?P<w>(?:19|20)\d\d)(?P<e>\d\d)(?P<f>\d\d)"
)
_MONTHS: Final = 12

_Days = np.ndarray[tuple[int], np.dtype[np.datetime64]]


def births(cells: Cells, *, by: Callable[[], date]) -> int:
    """Count the dates of a column if they are such as only persons' births are.

    Days that give ages between 10 and 100 years, spread over more years than a programme lasts. A
    column of years, or of firsts of January or of a month, which stand for these, points to nobody.

    Parameters
    ----------
    by
        Says when the persons took part, at the latest; asked only if all else fits.
    """
    days, n = _days_of(cells)
    if len(np.unique(days)) < _FEWEST or _are_coarse(days):
        return 0
    early, late = np.quantile(days.astype(float), (0.1, 0.9))
    if late - early < _SPREAD * _YEAR:
        return 0
    years = (np.datetime64(by(), "D") - days).astype(float) / _YEAR
    plausible = (years >= _AGES[0]) & (years <= _AGES[1])
    return n if plausible.mean() >= _MOST else 0


def latest_day(columns: Iterable[Cells]) -> date | None:
    """Give the latest day in some columns; None if they hold no dates."""
    latest = [days.max() for days, _ in map(_days_of, columns) if len(days)]
    return max(latest).astype(date) if latest else None


def _days_of(cells: Cells) -> tuple[_Days, int]:
    """Read the days of a column that is full of them, distinct for text, and count its cells."""
    if cells.n_dates:
        held = pd.to_datetime(cells.column.dropna(), errors="coerce", utc=True).dropna()
        return held.to_numpy("datetime64[D]"), cells.n
    texts = cells.texts if len(cells.texts) else cells.digits
    looked_at = [str(text) for text in texts.index[:_READ]]
    days = [day for day in map(_day, looked_at) if day is not None]
    full = len(days) >= _MOST * len(looked_at) and len(days) > 0
    return np.array(days if full else [], dtype="datetime64[D]"), int(texts.sum())


def _day(text: str) -> date | None:
    found = _WRITTEN.fullmatch(text)
    if found is None:
        return None
    year = int(found["y"] or found["z"] or found["w"])
    one, other = (int(found[i] or found[j] or found[k]) for i, j, k in ("ace", "bdf"))
    month, day = (one, other) if one <= _MONTHS else (other, one)
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _are_coarse(days: _Days) -> bool:
    """Whether days stand for months or years."""
    of_month = (days - days.astype("datetime64[M]")).astype(int)
    return bool((of_month == of_month[0]).mean() >= _MOST)
