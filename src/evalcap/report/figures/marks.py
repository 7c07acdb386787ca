"""Values that estimates are held against, as lines across a figure."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final, Literal

from matplotlib.axes import Axes

from evalcap.report.figures.axis import LETTERS
from evalcap.report.figures.style import COMPARISON, SMALL
from evalcap.report.figures.text import drawable

# Inches from one line of labels to the next.
LINE: Final = 0.195
_POINTS = 72
_LONGEST = 40  # letters of a label
# Share of the width at either side where a label in the middle of its line would stand out.
_EDGE = 0.3

_Side = Literal["left", "center", "right"]
_Ends = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Mark:
    """A value that the rows are held against, such as the true effect of a simulation."""

    value: float
    label: str


def draw_marks(axes: Axes, marks: Sequence[Mark]) -> int:
    """Draw marks as lines with labels above the axes, side by side where there is room.

    Returns
    -------
    int
        How many lines the labels take.
    """
    for mark in marks:
        axes.axvline(mark.value, color=COMPARISON, linewidth=1.2, linestyle=(0, (4, 3)))
    left, right = axes.get_xlim()
    # The room that labels take on each line, as shares of the width.
    taken: list[list[_Ends]] = []
    for mark in marks:
        label = drawable(mark.label, _LONGEST)
        side, ends = _room((mark.value - left) / (right - left), len(label))
        _write(axes, mark.value, label, side, line=_line_for(ends, taken))
    return len(taken)


def _line_for(ends: _Ends, taken: list[list[_Ends]]) -> int:
    """Take the lowest line on which a label runs into no other."""
    free = (n for n, line in enumerate(taken) if all(_apart(ends, other) for other in line))
    line = next(free, len(taken))
    if line == len(taken):
        taken.append([])
    taken[line].append(ends)
    return line


def _write(axes: Axes, value: float, label: str, side: _Side, *, line: int) -> None:
    axes.annotate(
        label,
        xy=(value, 1),
        xycoords=("data", "axes fraction"),
        xytext=(0, 3 + LINE * _POINTS * line),
        textcoords="offset points",
        ha=side,
        va="bottom",
        fontsize=SMALL,
        color=COMPARISON,
    )


def _room(place: float, letters: int) -> tuple[_Side, _Ends]:
    """Choose the side of a mark for its label, within the axes, and say what room that takes."""
    width = (letters + 1) / LETTERS
    if place <= _EDGE:
        return "left", (place, place + width)
    if place >= 1 - _EDGE:
        return "right", (place - width, place)
    return "center", (place - width / 2, place + width / 2)


def _apart(one: _Ends, other: _Ends) -> bool:
    return one[1] < other[0] or other[1] < one[0]
