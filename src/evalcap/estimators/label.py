"""Periods named as the data name them."""

from evalcap.dataset import Panel


def period_label(panel: Panel, place: float) -> int | float | str:
    """Name a place on the panel's calendar: a number where time is numbers, else the date."""
    if panel.calendar.frequency is not None:
        return panel.calendar.label(place)
    return int(place) if place == round(place) else float(place)
