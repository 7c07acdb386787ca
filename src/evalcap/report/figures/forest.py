"""All analyses of one outcome, each a dot with its interval."""

from collections.abc import Sequence
from dataclasses import dataclass

from matplotlib.axes import Axes
from matplotlib.figure import Figure

from evalcap.report.figures.axis import label_row, label_values, unit_of
from evalcap.report.figures.magnitude import magnitude_for
from evalcap.report.figures.marks import LINE, Mark, draw_marks
from evalcap.report.figures.style import COMPARISON, PRIMARY, QUIET, new_axes
from evalcap.words import Catalogue, Reading
from evalcap.words.scale import Scale

# Points from a row to what is written above it.
_ABOVE = 8
# Inches of a row, and of what stands around them all.
_ROW, _AROUND = 0.56, 1.0


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
    figure, axes = new_axes(_AROUND + _ROW * len(rows))
    limits = [v for row in rows for v in (row.reading.low, row.reading.high)]
    magnitude = magnitude_for([*limits, *(mark.value for mark in marks)])
    axes.axvline(0, color=QUIET, linewidth=1)
    for place, row in enumerate(reversed(rows)):
        reading = row.reading
        if magnitude.exponent:
            reading = reading.divided(magnitude.shown_as_one)
        _draw_row(axes, place, row, reading)
    lines = draw_marks(axes, [Mark(magnitude.shown(m.value), m.label) for m in marks])
    figure.set_figheight(_AROUND + _ROW * len(rows) + lines * LINE)
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
