"""Effects of several studies, their mean, and where a new study would fall."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from matplotlib.axes import Axes
from matplotlib.figure import Figure

from evalcap.report.figures.axis import label_row, label_values, unit_of
from evalcap.report.figures.magnitude import Magnitude, magnitude_for
from evalcap.report.figures.style import COMPARISON, HAIR, PRIMARY, QUIET, new_axes
from evalcap.words import Catalogue, Reading
from evalcap.words.scale import Scale

_ABOVE: Final = 7  # points from a row to what is written above it
_NAMED_HEIGHT, _BARE_HEIGHT = 0.5, 0.07
_AREA_OF_ALL: Final = 900.0  # square points for the weights of all studies together


@dataclass(frozen=True, slots=True)
class StudyRow:
    """One study in the figure.

    Attributes
    ----------
    weight
        Its share of the mean, from 0 to 1.
    """

    label: str
    reading: Reading
    weight: float


@dataclass(frozen=True, slots=True)
class Summary:
    """What stands below the studies: the mean and where a new study would fall, each named."""

    mean: Reading
    mean_label: str
    new_study: Reading
    new_study_label: str


def draw_synthesis(
    rows: Sequence[StudyRow], summary: Summary, scale: Scale, words: Catalogue, *, named: bool
) -> Figure:
    """Draw studies from the first at the top, their mean as a diamond, a new study as a dash.

    Parameters
    ----------
    rows
        The studies, all on one scale.
    scale
        On which they are told.
    named
        Whether each study is named; many are drawn as intervals alone, close together.
    """
    step = _NAMED_HEIGHT if named else _BARE_HEIGHT
    figure, axes = new_axes(2.2 + step * len(rows))
    readings = [*(row.reading for row in rows), summary.mean, summary.new_study]
    magnitude = magnitude_for([v for r in readings for v in (r.low, r.high)])
    foot = 2 * _NAMED_HEIGHT / step
    axes.axvline(0, color=QUIET, linewidth=1)
    _draw_studies(axes, rows[::-1], magnitude, named=named)
    axes.axhline(-0.6 if named else -2, color=HAIR, linewidth=1)
    _draw_mean(axes, -0.55 * foot, summary, magnitude, height=0.09 * foot)
    _draw_new_study(axes, -1.05 * foot, summary, magnitude)
    axes.set_ylim(-1.25 * foot, len(rows) - (0.2 if named else 0))
    axes.set_yticks([])
    axes.spines["left"].set_visible(False)
    label_values(axes, "x", unit_of(scale, magnitude, words), words)
    return figure


def _draw_studies(
    axes: Axes, rows: Sequence[StudyRow], magnitude: Magnitude, *, named: bool
) -> None:
    """Draw rows from the lowest up; all marks at once, as hundreds one by one take a second."""
    readings = [row.reading.divided(magnitude.shown_as_one) for row in rows]
    places, points = range(len(rows)), [r.point for r in readings]
    lows, highs = [r.low for r in readings], [r.high for r in readings]
    axes.hlines(places, lows, highs, color=PRIMARY, linewidth=2 if named else 1)
    areas = [max(9.0, _AREA_OF_ALL * row.weight) if named else 4.0 for row in rows]
    axes.scatter(points, places, s=areas, marker="s", color=PRIMARY, zorder=3)
    for place, (row, reading) in enumerate(zip(rows, readings, strict=True)):
        if named:
            label_row(axes, place, row.label, reading.signed(), above=_ABOVE)


def _draw_mean(
    axes: Axes, place: float, summary: Summary, magnitude: Magnitude, *, height: float
) -> None:
    reading = summary.mean.divided(magnitude.shown_as_one)
    across = (reading.low, reading.point, reading.high, reading.point)
    axes.fill(across, (place, place + height, place, place - height), color=COMPARISON, zorder=3)
    label_row(axes, place, summary.mean_label, reading.signed(), above=_ABOVE, weight="bold")


def _draw_new_study(axes: Axes, place: float, summary: Summary, magnitude: Magnitude) -> None:
    reading = summary.new_study.divided(magnitude.shown_as_one)
    dashes = (0, (4, 2))
    axes.hlines(place, reading.low, reading.high, color=COMPARISON, linewidth=2, linestyle=dashes)
    label_row(axes, place, summary.new_study_label, reading.signed_bounds(), above=_ABOVE)
