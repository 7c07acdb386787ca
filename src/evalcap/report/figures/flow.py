"""From the units in the data to those in the primary analysis, group by group."""

from collections.abc import Sequence
from dataclasses import dataclass

from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import Rectangle

from evalcap.report.figures.style import COMPARISON, INK, PRIMARY, QUIET, SMALL, new_axes
from evalcap.report.figures.text import drawable
from evalcap.words import Catalogue

_ARMS = (("treated", PRIMARY, 0.25), ("comparison", COMPARISON, 0.75))
# Letters of a line in a group's box; a box that stands across both takes twice as many.
_LETTERS = 25
# Height of a box and of the arrow under it, in inches; width of a group's box, of the axes.
_BOX, _GAP = 0.46, 0.26
_ARM, _BOTH = 0.46, 0.96
# Points from one line of a box to the next.
_LINE = 14


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
    height = pitch * len(steps) - _GAP
    figure, axes = new_axes(height + 0.16)
    axes.set_xlim(0, 1)
    axes.set_ylim(-height, 0)
    axes.axis("off")
    for place, step in enumerate(steps):
        middle = -pitch * place - _BOX / 2
        if step.together:
            number = words.say("flow.step", step=step.label, n=step.together)
            _draw_box(axes, (0.5, middle), _BOTH, INK, number)
        else:
            _draw_arms(axes, step, middle, words)
        if place < len(steps) - 1:
            alone = step.together and steps[place + 1].together
            _draw_arrows(axes, [0.5] if alone else [x for _, _, x in _ARMS], middle - _BOX / 2)
    return figure


def _draw_arms(axes: Axes, step: Step, middle: float, words: Catalogue) -> None:
    for arm, colour, x in _ARMS:
        number = words.say("flow.step", step=step.label, n=getattr(step, arm))
        _draw_box(axes, (x, middle), _ARM, colour, words.say(f"figure.{arm}"), number)


def _draw_arrows(axes: Axes, places: Sequence[float], top: float) -> None:
    for x in places:
        axes.annotate(
            "",
            xy=(x, top - _GAP),
            xytext=(x, top),
            arrowprops={
                "arrowstyle": "->",
                "color": QUIET,
                "linewidth": 1.2,
                "shrinkA": 2,
                "shrinkB": 2,
            },
        )


def _draw_box(
    axes: Axes, middle: tuple[float, float], width: float, colour: str, *lines: str
) -> None:
    """Draw a box with its lines, each centred by itself in whatever font it is shown."""
    x, y = middle
    corner = (x - width / 2, y - _BOX / 2)
    axes.add_patch(
        Rectangle(corner, width, _BOX, facecolor="white", edgecolor=colour, clip_on=False)
    )
    for place, line in enumerate(lines):
        axes.annotate(
            drawable(line, 2 * _LETTERS // len(lines)),
            xy=middle,
            xytext=(0, _LINE * ((len(lines) - 1) / 2 - place)),
            textcoords="offset points",
            ha="center",
            va="center",
            fontsize=SMALL,
            color=colour,
        )
