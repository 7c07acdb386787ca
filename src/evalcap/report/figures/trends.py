"""How the outcome moved in both groups."""

from collections.abc import Sequence
from math import exp, isnan, nan

from matplotlib.axes import Axes
from matplotlib.figure import Figure

from evalcap.evidence.model import Outcome
from evalcap.evidence.results import TrendRecord
from evalcap.report.figures.axis import label_levels
from evalcap.report.figures.magnitude import Magnitude, magnitude_for
from evalcap.report.figures.style import COMPARISON, PRIMARY, SMALL, new_axes
from evalcap.report.figures.text import drawable
from evalcap.words import Catalogue
from evalcap.words.scale import scale_for

# Letters that fit side by side under the axis.
_LETTERS = 36
# Ends of lines nearer than this share of the axis need their names set apart.
_CLOSE = 0.08
_ARMS = (("treated", PRIMARY, "-", "o"), ("comparison", COMPARISON, "--", "s"))


def levels(trends: Sequence[TrendRecord], outcome: Outcome) -> tuple[list[TrendRecord], bool]:
    """Put mean logarithms back on the outcome's own scale, as geometric means.

    Returns
    -------
    tuple
        The trends, and whether they are geometric means.
    """
    means = [t.mean for t in trends if t.mean is not None]
    if scale_for(outcome.unit, means).kind != "percent":
        return list(trends), False
    return [
        t if t.mean is None else t.model_copy(update={"mean": exp(t.mean)}) for t in trends
    ], True


def draw_trends(trends: Sequence[TrendRecord], outcome: Outcome, words: Catalogue) -> Figure:
    """Draw the mean of each arm; a mean that is withheld leaves a gap."""
    shown, geometric = levels(trends, outcome)
    magnitude = magnitude_for(t.mean for t in shown if t.mean is not None)
    figure, axes = new_axes(2.8)
    periods = {t.time: t.label for t in sorted(shown, key=lambda t: t.time)}
    ends = {
        arm: _draw_arm(axes, [t for t in shown if t.arm == arm], magnitude, (colour, line, marker))
        for arm, colour, line, marker in _ARMS
    }
    axes.margins(y=0.15)
    _label_periods(axes, periods)
    key = "figure.geometric_mean" if geometric else "figure.mean"
    unit = outcome.unit.strip() or words.say("figure.no_unit")
    label_levels(axes, words.say(key, unit=magnitude.of(unit, words)), words)
    _label_arms(axes, ends, words)
    return figure


def _draw_arm(
    axes: Axes, arm: Sequence[TrendRecord], magnitude: Magnitude, look: tuple[str, str, str]
) -> tuple[float, float] | None:
    """Draw one arm; give the end of its line."""
    colour, line, marker = look
    places = sorted(arm, key=lambda t: t.time)
    means = [nan if t.mean is None else magnitude.shown(t.mean) for t in places]
    axes.plot([t.time for t in places], means, line, color=colour, linewidth=2.2, marker=marker)
    known = [(t.time, mean) for t, mean in zip(places, means, strict=True) if not isnan(mean)]
    return known[-1] if known else None


def _label_periods(axes: Axes, periods: dict[float, str]) -> None:
    labels = {place: drawable(label, 14) for place, label in periods.items()}
    room = max(2, _LETTERS // (2 + max(map(len, labels.values()))))
    places = list(labels)[:: max(1, -(-len(labels) // room))]
    axes.set_xticks(places, [labels[place] for place in places])


def _label_arms(axes: Axes, ends: dict[str, tuple[float, float] | None], words: Catalogue) -> None:
    """Write each arm's name to the right of its line's end, apart where the ends are close."""
    known = {arm: end for arm, end in ends.items() if end is not None}
    low, high = axes.get_ylim()
    heights = [end[1] for end in known.values()]
    close = len(heights) > 1 and abs(heights[0] - heights[1]) < _CLOSE * (high - low)
    top = max(known, key=lambda arm: known[arm][1], default=None)
    for arm, colour, _, _ in _ARMS:
        if arm in known:
            shift = (7 if arm == top else -7) if close else 0
            axes.annotate(
                words.say(f"figure.{arm}"),
                xy=known[arm],
                xytext=(8, shift),
                textcoords="offset points",
                ha="left",
                va="center",
                fontsize=SMALL,
                color=colour,
            )
