"""Periods named in a call, found in the data."""

import numpy as np

from evalcap.dataset import Panel
from evalcap.errors.design import PeriodError


def find_period(panel: Panel, option: str, given: object) -> int:
    """Give the position of a period in the panel's periods.

    Raises
    ------
    PeriodError
        If the data have no such period; it names those they have.
    """
    found = np.flatnonzero(panel.periods == panel.place(given))
    if not len(found):
        raise PeriodError(option, given, [panel.calendar.label(p) for p in panel.periods])
    return int(found[0])


def find_span(panel: Panel, *, before: object, after: object) -> tuple[int, int]:
    """Give the positions of two periods, the one before the other.

    Raises
    ------
    PeriodError
    """
    start, end = find_period(panel, "before", before), find_period(panel, "after", after)
    if start >= end:
        later = [panel.calendar.label(p) for p in panel.periods[start + 1 :]]
        raise PeriodError("after", after, later)
    return start, end
