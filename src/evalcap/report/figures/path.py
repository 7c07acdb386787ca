"""Effects along event time, cohorts or the calendar."""

from collections.abc import Callable, Sequence
from math import nan

from matplotlib.axes import Axes
from matplotlib.figure import Figure

from evalcap.evidence.model import Outcome
from evalcap.evidence.results import PathRecord, PointRecord
from evalcap.report.figures.axis import label_values, unit_of
from evalcap.report.figures.magnitude import magnitude_for
from evalcap.report.figures.style import HAIR, INK, PRIMARY, QUIET, SMALL, new_axes
from evalcap.report.figures.text import drawable
from evalcap.words import Catalogue
from evalcap.words.scale import scale_for

_MOST_TICKS = 9
_FEW = 14
_DOT = 8.0
_SMALL_DOT = 5.0


def draw_path(path: PathRecord, outcome: Outcome, words: Catalogue) -> Figure:
    """Draw a path: thick pointwise intervals, thin uniform ones, base periods hollow."""
    scale = scale_for(outcome.unit, path_values(path))
    magnitude = magnitude_for(scale.natural(value) for value in path_values(path))
    figure, axes = new_axes(3.5)
    places = _places(path)
    axes.axhline(0, color=QUIET, linewidth=1)
    _draw_points(axes, places, path.points, lambda v: magnitude.shown(scale.natural(v)))
    _label_places(axes, places, path, words)
    if path.by == "event_time":
        _mark_start(axes, path, words)
    axes.set_xlabel(words.say(f"figure.by_{path.by}"), fontsize=SMALL)
    label_values(axes, "y", unit_of(scale, magnitude, words), words)
    axes.margins(x=0.08)
    return figure


def path_values(path: PathRecord) -> list[float]:
    """Every number of a path that is drawn."""
    limits = ("point", "conf_low", "conf_high", "uniform_low", "uniform_high")
    found = [getattr(point, name) for point in path.points for name in limits]
    return [value for value in found if value is not None]


def _places(path: PathRecord) -> list[float]:
    """Event times stand where they are; cohorts and calendar times one beside the other."""
    if path.by == "event_time":
        return [point.at for point in path.points]
    return [float(i) for i in range(len(path.points))]


def _draw_points(
    axes: Axes,
    places: Sequence[float],
    points: Sequence[PointRecord],
    shown: Callable[[float], float],
) -> None:
    """Draw all intervals of a kind as one line with gaps, then the dots."""
    few = len(places) <= _FEW
    bands = [(point.uniform_low, point.uniform_high) for point in points]
    intervals = [(point.conf_low, point.conf_high) for point in points]
    for limits, width in ((bands, 1.2), (intervals, 4.0 if few else 2.6)):
        x, y = [], []
        for place, (low, high) in zip(places, limits, strict=True):
            if low is not None and high is not None:
                x += [place, place, nan]
                y += [shown(low), shown(high), nan]
        axes.plot(x, y, color=PRIMARY, linewidth=width, solid_capstyle="butt")
    for base, face in ((False, PRIMARY), (True, "white")):
        own = [n for n, point in enumerate(points) if (point.conf_low is None) == base]
        axes.plot(
            [places[n] for n in own],
            [shown(points[n].point) for n in own],
            "o",
            markersize=_DOT if few else _SMALL_DOT,
            markerfacecolor=face,
            markeredgecolor=PRIMARY,
        )


def _label_places(axes: Axes, places: Sequence[float], path: PathRecord, words: Catalogue) -> None:
    every = max(1, -(-len(places) // _MOST_TICKS))
    minus = words.say("numbers.minus")
    labels = [drawable(point.label, 14).replace("-", minus) for point in path.points]
    axes.set_xticks(list(places)[::every], labels[::every])


def _mark_start(axes: Axes, path: PathRecord, words: Catalogue) -> None:
    """Part the time before the programme from the time under it."""
    if not any(point.at < 0 for point in path.points):
        return
    axes.axvline(-0.5, color=HAIR, linewidth=1.5, zorder=0)
    for key, side, shift in (("before", "right", -6), ("under", "left", 6)):
        axes.annotate(
            words.say(f"figure.{key}"),
            xy=(-0.5, 1),
            xycoords=("data", "axes fraction"),
            xytext=(shift, 2),
            textcoords="offset points",
            ha=side,
            va="bottom",
            fontsize=SMALL,
            color=INK,
        )
