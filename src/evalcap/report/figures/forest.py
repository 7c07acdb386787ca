"""All analyses of one outcome, each a dot with its interval."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from matplotlib.axes import Axes
from matplotlib.figure import Figure

from evalcap.report.figures.axis import label_row, label_values, unit_of
from evalcap.report.figures.magnitude import magnitude_for
from evalcap.report.figures.style import COMPARISON, PRIMARY, QUIET, SMALL, new_axes
from evalcap.report.figures.text import drawable
from evalcap.words import Catalogue, Reading
from evalcap.words.scale import Scale

# Points from a row to what is written above it.
_ABOVE = 8
# Points from one label of a mark to the next.
_LINE = 14
# Share of the width at either side where a mark's label would stand out of the axes.
_EDGE = 0.3


@dataclass(frozen=True, slots=True)
class Row:
    """One analysis in the figure.

    Attributes
    ----------
    label
        Its name.
    reading
        The estimate, all rows on one scale.
    primary, experimental
        What sets it apart.
    """

    label: str
    reading: Reading
    primary: bool
    experimental: bool


@dataclass(frozen=True, slots=True)
class Mark:
    """A value that the rows are held against, such as the true effect of a simulation."""

    value: float
    label: str


def draw_forest(
    rows: Sequence[Row],
    scale: Scale,
    marks: Sequence[Mark],
    words: Catalogue,
    *,
    measure: str = "figure.effect",
) -> Figure:
    """Draw rows from the first at the top; labels stand above their interval.

    Parameters
    ----------
    rows
        The analyses.
    scale
        On which they are told.
    marks
        Values on the same scale, drawn as dashed lines.
    measure
        Phrase that says what the rows are, in what unit.
    """
    figure, axes = new_axes(1.0 + 0.56 * len(rows) + 0.2 * len(marks))
    limits = [v for row in rows for v in (row.reading.low, row.reading.high)]
    magnitude = magnitude_for([*limits, *(mark.value for mark in marks)])
    axes.axvline(0, color=QUIET, linewidth=1)
    for place, row in enumerate(reversed(rows)):
        reading = row.reading
        if magnitude.exponent:
            reading = reading.divided(magnitude.shown_as_one)
        _draw_row(axes, place, row, reading)
    for level, mark in enumerate(marks):
        _draw_mark(axes, magnitude.shown(mark.value), mark.label, level)
    axes.set_ylim(-0.5, len(rows))
    axes.set_yticks([])
    axes.spines["left"].set_visible(False)
    label_values(axes, "x", unit_of(scale, magnitude, words), words, measure=measure)
    return figure


def _draw_row(axes: Axes, place: int, row: Row, reading: Reading) -> None:
    colour = COMPARISON if row.experimental else PRIMARY
    marker = "D" if row.experimental else "o"
    face = colour if row.primary or row.experimental else "white"
    axes.hlines(place, reading.low, reading.high, color=colour, linewidth=2.5)
    axes.plot(
        reading.point,
        place,
        marker,
        markersize=8,
        markerfacecolor=face,
        markeredgecolor=colour,
        markeredgewidth=1.8,
    )
    weight = "bold" if row.primary else "normal"
    label_row(axes, place, row.label, reading.signed(), above=_ABOVE, weight=weight)


def _draw_mark(axes: Axes, value: float, label: str, level: int) -> None:
    """Draw a line with its label above the axes, within their width, on a line of its own."""
    axes.axvline(value, color=COMPARISON, linewidth=1.2, linestyle=(0, (4, 3)))
    left, right = axes.get_xlim()
    place = (value - left) / (right - left)
    side: Literal["left", "center", "right"] = "center"
    if not _EDGE < place < 1 - _EDGE:
        side = "left" if place <= _EDGE else "right"
    axes.annotate(
        drawable(label, 40),
        xy=(value, 1),
        xycoords=("data", "axes fraction"),
        xytext=(0, 3 + _LINE * level),
        textcoords="offset points",
        ha=side,
        va="bottom",
        fontsize=SMALL,
        color=COMPARISON,
    )
