"""How an effect's interval widens as trends are allowed to part."""

from collections.abc import Sequence

from matplotlib.figure import Figure

from evalcap.evidence.model import CheckRow, Outcome
from evalcap.report.figures.axis import label_values, unit_of
from evalcap.report.figures.magnitude import magnitude_for
from evalcap.report.figures.style import COMPARISON, PRIMARY, QUIET, SMALL, new_axes
from evalcap.report.figures.text import drawable
from evalcap.words import Catalogue
from evalcap.words.numbers import decimals_written, number
from evalcap.words.scale import scale_for


def draw_divergence(
    rows: Sequence[CheckRow], breakdown: float | None, outcome: Outcome, words: Catalogue
) -> Figure:
    """Draw the interval under each bound, and where the finding falls.

    Parameters
    ----------
    rows
        Limits in the outcome's unit, all of them known, by bound.
    breakdown
        The largest bound at which the interval leaves out zero; None where it does at none.
    """
    limits = limits_of(rows)
    scale = scale_for(outcome.unit, limits)
    magnitude = magnitude_for(scale.natural(value) for value in limits)
    figure, axes = new_axes(3.0)
    axes.axhline(0, color=QUIET, linewidth=1)
    places = [row.at or 0.0 for row in rows]
    for place, row in zip(places, rows, strict=True):
        low, high = (magnitude.shown(scale.natural(v)) for v in limits_of([row]))
        axes.vlines(place, low, high, color=PRIMARY, linewidth=4)
    if breakdown is not None and breakdown <= max(places):
        axes.axvline(breakdown, color=COMPARISON, linewidth=1.2, linestyle=(0, (4, 3)))
        axes.annotate(
            drawable(words.say("divergence.mark", n=bound(breakdown, words)), 40),
            xy=(breakdown, 1),
            xycoords=("data", "axes fraction"),
            xytext=(4, 2),
            textcoords="offset points",
            fontsize=SMALL,
            color=COMPARISON,
        )
    axes.set_xticks(places, [bound(place, words) for place in places])
    axes.set_xlabel(drawable(words.say("divergence.axis"), 52), fontsize=SMALL)
    label_values(axes, "y", unit_of(scale, magnitude, words), words)
    axes.margins(x=0.15)
    return figure


def bound(value: float, words: Catalogue) -> str:
    """Write a bound on how far trends may part."""
    return number(value, min(2, decimals_written(round(value, 2))), words)


def limits_of(rows: Sequence[CheckRow]) -> list[float]:
    """Give the limits of rows that have both."""
    return [v for row in rows for v in (row.conf_low, row.conf_high) if v is not None]
