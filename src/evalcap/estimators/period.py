"""Periods named in a call, found in the data."""

from collections.abc import Mapping

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
    return _find(panel, {option: given})[option]


def find_span(panel: Panel, *, before: object, after: object) -> tuple[int, int]:
    """Give the positions of two periods, the one before the other.

    Raises
    ------
    PeriodError
        With each that the data do not have.
    """
    start, end = _find(panel, {"before": before, "after": after}).values()
    if start >= end:
        later = [panel.calendar.label(p) for p in panel.periods[start + 1 :]]
        raise PeriodError({"after": after}, later)
    return start, end


def _find(panel: Panel, given: Mapping[str, object]) -> dict[str, int]:
    """Give the position of each period, by option."""
    found = {name: np.flatnonzero(panel.periods == panel.place(p)) for name, p in given.items()}
    if absent := {name: given[name] for name, places in found.items() if not len(places)}:
        raise PeriodError(absent, [panel.calendar.label(p) for p in panel.periods])
    return {name: int(places[0]) for name, places in found.items()}
