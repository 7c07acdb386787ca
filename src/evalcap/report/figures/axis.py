"""Axes that write their numbers as the text does."""

from collections.abc import Callable
from typing import Final, Literal

from matplotlib.axes import Axes
from matplotlib.ticker import FuncFormatter, MaxNLocator

from evalcap.report.figures.magnitude import Magnitude
from evalcap.report.figures.style import INK, SMALL
from evalcap.report.figures.text import in_two_lines
from evalcap.words import Catalogue
from evalcap.words.numbers import decimals_written, number, signed
from evalcap.words.scale import Scale

_MOST_LETTERS = 52
# How many letters fit above a row of the figure, and how many of them a label gets at least.
LETTERS: Final = 54
_LEAST_LABEL = 14


def label_values(
    axes: Axes,
    which: Literal["x", "y"],
    unit: str,
    words: Catalogue,
    *,
    pad: float = 22,
    measure: str = "figure.effect",
) -> None:
    """Write values with their sign along an axis, what they are and what they are counted in."""
    _write_ticks(axes, which, signed, words)
    text = in_two_lines(words.say(measure, unit=unit), _MOST_LETTERS)
    if which == "y":
        axes.set_title(text, loc="left", fontsize=SMALL, pad=pad)
    else:
        axes.set_xlabel(text, fontsize=SMALL)


def label_levels(axes: Axes, title: str, words: Catalogue) -> None:
    """Write levels of an outcome along the vertical axis."""
    _write_ticks(axes, "y", number, words)
    axes.set_title(in_two_lines(title, _MOST_LETTERS), loc="left", fontsize=SMALL, pad=10)


def label_sizes(axes: Axes, title: str, words: Catalogue) -> None:
    """Write sizes, which have no sign, along the horizontal axis."""
    _write_ticks(axes, "x", number, words)
    axes.set_xlabel(in_two_lines(title, _MOST_LETTERS), fontsize=SMALL)


def unit_of(scale: Scale, magnitude: Magnitude, words: Catalogue) -> str:
    """Say what effects on a scale are counted in."""
    own = scale.unit.strip() or words.say("figure.no_unit")
    unit = own if scale.kind == "plain" else words.say(f"figure.unit_{scale.kind}")
    return magnitude.of(unit, words)


def _write_ticks(
    axes: Axes,
    which: Literal["x", "y"],
    write: Callable[[float, int, Catalogue], str],
    words: Catalogue,
) -> None:
    axis = axes.yaxis if which == "y" else axes.xaxis
    axis.set_major_locator(MaxNLocator(nbins=6, min_n_ticks=3))
    decimals = max(decimals_written(float(t)) for t in axis.get_majorticklocs())
    axis.set_major_formatter(FuncFormatter(lambda value, _: write(value, decimals, words)))


def label_row(
    axes: Axes, place: float, label: str, numbers: str, *, above: float, weight: str = "normal"
) -> None:
    """Write a label, in two lines if it must be, above a row's left end, its numbers at the right.

    Parameters
    ----------
    place
        The row, on the vertical axis.
    above
        How far above it, in points.
    """
    left = max(_LEAST_LABEL, LETTERS - len(numbers))
    for text, room, side, where in ((label, left, "left", 0.0), (numbers, LETTERS, "right", 1.0)):
        axes.annotate(
            in_two_lines(text, room),
            xy=(where, place),
            xycoords=("axes fraction", "data"),
            xytext=(0, above),
            textcoords="offset points",
            ha=side,
            va="bottom",
            fontsize=SMALL,
            fontweight=weight,
            color=INK,
            bbox={"facecolor": "white", "edgecolor": "none", "pad": 1},
        )
