"""Large and small numbers in a figure: counted in millions, billions or powers of ten."""

from collections.abc import Iterable
from dataclasses import dataclass
from math import floor, log10

from evalcap.words import Catalogue
from evalcap.words.numbers import power_of_ten

_IN_FULL_BELOW = 1e6
_IN_FULL_FROM = 1e-3
# Ten to a lower power is no ordinary number any more.
_LEAST = -300


@dataclass(frozen=True, slots=True)
class Magnitude:
    """What the numbers of a figure are counted in.

    Attributes
    ----------
    exponent
        They are written as multiples of ten to this power, which is a multiple of three.
    """

    exponent: int

    @property
    def shown_as_one(self) -> float:
        """The value that is written as one."""
        return 10.0**self.exponent

    def shown(self, value: float) -> float:
        """Give the number that is written for a value."""
        return value / self.shown_as_one

    def of(self, unit: str, words: Catalogue) -> str:
        """Say what the numbers count: "millions of US dollars"."""
        if self.exponent == 0:
            return unit
        key = f"figure.count_{self.exponent}"
        if words.has(key):
            return words.say(key, unit=unit)
        return words.say("figure.count", power=power_of_ten(self.exponent), unit=unit)


def magnitude_for(values: Iterable[float]) -> Magnitude:
    """Choose a magnitude in which the largest value has at most six digits before the point."""
    largest = max((abs(value) for value in values), default=0.0)
    if largest == 0 or _IN_FULL_FROM <= largest < _IN_FULL_BELOW:
        return Magnitude(0)
    return Magnitude(max(_LEAST, 3 * floor(log10(largest) / 3)))
