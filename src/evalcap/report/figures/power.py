"""How likely a study as precise as this one was to find an effect, by the effect's size."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from matplotlib.figure import Figure

from evalcap.kernels.design_power import power_at
from evalcap.report.figures.axis import label_levels, label_sizes, unit_of
from evalcap.report.figures.magnitude import magnitude_for
from evalcap.report.figures.marks import Mark
from evalcap.report.figures.style import COMPARISON, PRIMARY, SMALL, new_axes
from evalcap.report.figures.text import drawable
from evalcap.words import Catalogue
from evalcap.words.numbers import number
from evalcap.words.scale import Scale

_LEVEL = 0.95
_POINTS = 41
# In per cent: words under a mark lower than this would lie on the axis, were it not put lower.
_LOW, _BELOW = 16.0, -12.0


@dataclass(frozen=True, slots=True)
class Precision:
    """How precise an estimate is.

    Attributes
    ----------
    std_error
        In units of the outcome.
    degrees_of_freedom
        Of its t distribution; infinite for the normal one.
    """

    std_error: float
    degrees_of_freedom: float

    def power(self, effect: float) -> float:
        """Chance that a 95 % interval leaves out zero if this is the effect."""
        return power_at(abs(effect) / self.std_error, self.degrees_of_freedom, _LEVEL)


def draw_power(
    precision: Precision, marks: Sequence[Mark], scale: Scale, words: Catalogue
) -> Figure:
    """Draw the chance over the size of the effect, and the sizes that the plan names.

    Parameters
    ----------
    marks
        Sizes in units of the outcome, all in one direction.
    """
    far = sizes(precision, marks)[-1]
    effects = np.linspace(0, far, _POINTS)
    magnitude = magnitude_for(scale.natural(mark.value) for mark in marks)
    figure, axes = new_axes(3.0)
    shown = [abs(magnitude.shown(scale.natural(effect))) for effect in effects]
    axes.plot(shown, [100 * precision.power(effect) for effect in effects], color=PRIMARY)
    for mark in marks:
        x, y = abs(magnitude.shown(scale.natural(mark.value))), 100 * precision.power(mark.value)
        axes.plot(x, y, "o", color=COMPARISON, markersize=8)
        right = abs(mark.value) > abs(far) / 2
        axes.annotate(
            drawable(words.say("power.mark", mark=mark.label, n=number(y, 0, words)), 44),
            xy=(x, y),
            xytext=(-8, 4) if right else (8, -12),
            textcoords="offset points",
            ha="right" if right else "left",
            fontsize=SMALL,
            color=COMPARISON,
        )
    axes.set_ylim(_floor(precision, marks), 104)
    axes.set_xlim(left=0)
    label_levels(axes, words.say("power.axis"), words)
    label_sizes(axes, words.say("power.size", unit=unit_of(scale, magnitude, words)), words)
    return figure


def _floor(precision: Precision, marks: Sequence[Mark]) -> float:
    """Where the axis of the chances begins: lower than 0 if words stand below a mark near it."""
    lowest = min((100 * precision.power(mark.value) for mark in marks), default=100.0)
    return _BELOW if lowest < _LOW else 0.0


def sizes(precision: Precision, marks: Sequence[Mark]) -> list[float]:
    """Choose sizes of effects to show, in the direction of the marks and beyond each of them."""
    sign = -1.0 if any(mark.value < 0 for mark in marks) else 1.0
    far = max(4 * precision.std_error, *(1.2 * abs(mark.value) for mark in marks))
    return [float(size) for size in sign * np.linspace(0, far, 9)[1:]]
