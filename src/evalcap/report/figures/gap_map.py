"""Where there is evidence: a disc for each objective and column, as large as studies are many."""

from collections.abc import Mapping, Sequence
from itertools import product
from typing import Final

from matplotlib.axes import Axes
from matplotlib.figure import Figure

from evalcap.report.figures.style import HAIR, INK, QUIET, SHADES, SMALL, WIDTH
from evalcap.report.figures.text import drawable

_UNGRADED: Final = "#ffffff"
LEAST_IN_WHITE: Final = 4  # the grade from which the number on the disc is white
_LEAST_AREA, _MOST_AREA = 90.0, 300.0  # square points
# Inches: a row, a column, a letter, the least room for labels at the left and at the top.
_ROW, _COLUMN, _LETTER, _LEFT, _HEAD = 0.3, 0.3, 0.08, 3.3, 3.0
# Labels in French and Spanish are half as long again as in English.
_LETTERS, _HEAD_LETTERS = 56, 48

Discs = Mapping[tuple[int, int], tuple[int, int | None]]


def draw_gap_map(rows: Sequence[str], columns: Sequence[str], discs: Discs) -> Figure:
    """Draw a grid with a dot for every gap and a disc for every place with studies.

    Parameters
    ----------
    rows, columns
        Their labels, from the top and from the left.
    discs
        Row and column to the number of studies and their highest grade, None without one.
    """
    names = [drawable(text, _LETTERS) for text in rows]
    heads = [drawable(text, _HEAD_LETTERS) for text in columns]
    width = max(WIDTH, _room(names, _LEFT) + _COLUMN * len(columns))
    height = _room(heads, _HEAD) + _ROW * len(rows)
    figure = Figure(figsize=(width, height), layout="constrained")
    axes = figure.add_subplot()
    most = max((number for number, _ in discs.values()), default=1)
    _draw_gaps(axes, [p for p in product(range(len(rows)), range(len(columns))) if p not in discs])
    for (row, column), (number, grade) in discs.items():
        _draw_disc(axes, column, row, number / most, grade)
        _write_number(axes, column, row, number, grade)
    axes.set_xlim(-0.6, len(columns) - 0.4)
    axes.set_ylim(len(rows) - 0.4, -0.6)
    axes.set_yticks(range(len(rows)), names, fontsize=SMALL)
    axes.set_xticks(range(len(columns)), heads, fontsize=SMALL, rotation=90)
    axes.xaxis.tick_top()
    axes.tick_params(length=0)
    for side in axes.spines.values():
        side.set_visible(False)
    return figure


def _room(labels: Sequence[str], least: float) -> float:
    """Give the inches that the longest label takes."""
    return max(least, _LETTER * max(map(len, labels), default=0))


def _draw_gaps(axes: Axes, places: Sequence[tuple[int, int]]) -> None:
    """Draw the dots of all gaps at once, as hundreds one by one take half a second."""
    axes.scatter([column for _, column in places], [row for row, _ in places], s=7, color=HAIR)


def _draw_disc(axes: Axes, column: int, row: int, share: float, grade: int | None) -> None:
    shade = _UNGRADED if grade is None else SHADES[grade - 1]
    area = _LEAST_AREA + (_MOST_AREA - _LEAST_AREA) * share
    style = "dashed" if grade is None else "solid"
    axes.scatter([column], [row], s=area, color=shade, edgecolor=QUIET, linestyle=style, zorder=2)


def _write_number(axes: Axes, column: int, row: int, number: int, grade: int | None) -> None:
    ink = "white" if grade is not None and grade >= LEAST_IN_WHITE else INK
    written = axes.text(column, row, str(number), fontsize=SMALL - 1, color=ink, zorder=3)
    written.set(ha="center", va="center_baseline")
