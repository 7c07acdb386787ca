"""Where there is evidence: a disc for each objective and column, as large as studies are many."""

from collections.abc import Mapping, Sequence
from typing import Final

from matplotlib.axes import Axes
from matplotlib.figure import Figure

from evalcap.report.figures.style import HAIR, INK, PRIMARY, QUIET, SMALL, WIDTH
from evalcap.report.figures.text import drawable

# From the weakest grade to the strongest; light to dark, so that it holds in black and white.
SHADES: Final = ("#d7e6f2", "#a9cbe4", "#6ea8d0", "#2f7db4", PRIMARY)
_UNGRADED: Final = "#ffffff"
_DARK_FROM: Final = 4
_LEAST_AREA, _MOST_AREA = 90.0, 300.0  # square points
# Inches: a row, a column, the room for labels at the left and at the top.
_ROW, _COLUMN, _LEFT, _HEAD = 0.3, 0.3, 3.3, 3.0
_LETTERS, _HEAD_LETTERS = 38, 36

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
    width = max(WIDTH, _LEFT + _COLUMN * len(columns))
    figure = Figure(figsize=(width, _HEAD + _ROW * len(rows)), layout="constrained")
    axes = figure.add_subplot()
    most = max((number for number, _ in discs.values()), default=1)
    for row in range(len(rows)):
        for column in range(len(columns)):
            _draw(axes, column, row, discs.get((row, column)), most)
    axes.set_xlim(-0.6, len(columns) - 0.4)
    axes.set_ylim(len(rows) - 0.4, -0.6)
    axes.set_yticks(range(len(rows)), [drawable(text, _LETTERS) for text in rows], fontsize=SMALL)
    labels = [drawable(text, _HEAD_LETTERS) for text in columns]
    axes.set_xticks(range(len(columns)), labels, fontsize=SMALL, rotation=90)
    axes.xaxis.tick_top()
    axes.tick_params(length=0)
    for side in axes.spines.values():
        side.set_visible(False)
    return figure


def _draw(
    axes: Axes, column: int, row: int, disc: tuple[int, int | None] | None, most: int
) -> None:
    if disc is None:
        axes.scatter([column], [row], s=7, color=HAIR)
        return
    number, grade = disc
    shade = _UNGRADED if grade is None else SHADES[grade - 1]
    area = _LEAST_AREA + (_MOST_AREA - _LEAST_AREA) * number / most
    style = "dashed" if grade is None else "solid"
    axes.scatter([column], [row], s=area, color=shade, edgecolor=QUIET, linestyle=style, zorder=2)
    ink = "white" if grade is not None and grade >= _DARK_FROM else INK
    written = axes.text(column, row, str(number), fontsize=SMALL - 1, color=ink, zorder=3)
    written.set(ha="center", va="center_baseline")
