"""From the units in the data to those in the primary analysis, group by group."""

from collections.abc import Sequence
from dataclasses import dataclass

from matplotlib.axes import Axes
from matplotlib.figure import Figure

from evalcap.report.figures.style import COMPARISON, INK, PRIMARY, QUIET, SMALL, new_axes
from evalcap.report.figures.text import drawable
from evalcap.words import Catalogue

_ARMS = (("treated", PRIMARY, 0.25), ("comparison", COMPARISON, 0.75))
_LETTERS = 25
# Height of a box and of the arrow under it, in inches.
_BOX, _GAP = 0.46, 0.3


@dataclass(frozen=True, slots=True)
class Step:
    """One step: all units together, or those of each group.

    Attributes
    ----------
    label
        What the step is.
    together
        The number, as it may be published; empty where the step is told by group.
    treated, comparison
        The same of each group.
    """

    label: str
    together: str = ""
    treated: str = ""
    comparison: str = ""


def draw_flow(steps: Sequence[Step], words: Catalogue) -> Figure:
    """Draw steps from the top down, with an arrow from each to the next."""
    pitch = _BOX + _GAP
    figure, axes = new_axes(0.4 + pitch * len(steps))
    axes.set_xlim(0, 1)
    axes.set_ylim(-pitch * len(steps) + _GAP / 2, _GAP / 2)
    axes.axis("off")
    for place, step in enumerate(steps):
        middle = -pitch * place - _BOX / 2
        last = place == len(steps) - 1
        if step.together:
            number = words.say("flow.step", step=step.label, n=step.together)
            _box(axes, 0.5, middle, INK, number)
            ends = [0.5] if last or steps[place + 1].together else [x for _, _, x in _ARMS]
        else:
            _draw_arms(axes, step, middle, words)
            ends = [x for _, _, x in _ARMS]
        for x in [] if last else ends:
            axes.annotate(
                "",
                xy=(x, middle - _BOX / 2 - _GAP),
                xytext=(x, middle - _BOX / 2),
                arrowprops={"arrowstyle": "->", "color": QUIET, "linewidth": 1.2},
            )
    return figure


def _draw_arms(axes: Axes, step: Step, middle: float, words: Catalogue) -> None:
    for arm, colour, x in _ARMS:
        number = words.say("flow.step", step=step.label, n=getattr(step, arm))
        _box(axes, x, middle, colour, words.say(f"figure.{arm}"), number)


def _box(axes: Axes, x: float, y: float, colour: str, *lines: str) -> None:
    axes.text(
        x,
        y,
        "\n".join(drawable(line, 2 * _LETTERS // len(lines)) for line in lines),
        ha="center",
        va="center",
        fontsize=SMALL,
        color=colour,
        bbox={"facecolor": "white", "edgecolor": colour, "boxstyle": "square,pad=0.35"},
    )
