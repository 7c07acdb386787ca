"""Axes that write their numbers as the text does."""

from typing import Literal

from matplotlib.axes import Axes
from matplotlib.ticker import FuncFormatter, MaxNLocator

from evalcap.report.figures.style import SMALL
from evalcap.report.figures.text import drawable
from evalcap.words import Catalogue
from evalcap.words.numbers import decimals_written, number, signed
from evalcap.words.scale import Scale


def label_values(axes: Axes, which: Literal["x", "y"], scale: Scale, words: Catalogue) -> None:
    """Write effects with their sign along an axis, and what they are counted in."""
    axis = axes.yaxis if which == "y" else axes.xaxis
    axis.set_major_locator(MaxNLocator(nbins=6, min_n_ticks=3))
    decimals = max(decimals_written(float(t)) for t in axis.get_majorticklocs())
    axis.set_major_formatter(FuncFormatter(lambda value, _: signed(value, decimals, words)))
    unit = unit_of(scale, words)
    if which == "y":
        axes.set_title(unit, loc="left", fontsize=SMALL, pad=22)
    else:
        axes.set_xlabel(unit, fontsize=SMALL)


def label_levels(axes: Axes, title: str, words: Catalogue) -> None:
    """Write levels of an outcome along the vertical axis."""
    axes.yaxis.set_major_locator(MaxNLocator(nbins=6, min_n_ticks=3))
    decimals = max(decimals_written(float(t)) for t in axes.yaxis.get_majorticklocs())
    axes.yaxis.set_major_formatter(FuncFormatter(lambda v, _: number(v, decimals, words)))
    axes.set_title(drawable(title), loc="left", fontsize=SMALL, pad=10)


def unit_of(scale: Scale, words: Catalogue) -> str:
    """Say what effects on a scale are counted in."""
    if scale.kind != "plain":
        return words.say(f"figure.effect_{scale.kind}")
    return drawable(words.say("figure.effect_plain", unit=scale.unit), 70)
