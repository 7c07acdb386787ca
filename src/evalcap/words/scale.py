"""On which scale a reader meets an effect: logarithms as per cent, shares as percentage points."""

from collections.abc import Iterable
from dataclasses import dataclass
from math import expm1, inf
from typing import Literal

from evalcap.evidence.measure import measure_of
from evalcap.words.grammar import Plural

Kind = Literal["plain", "percent", "percentage_points"]

# Above this a logarithm in per cent is a number that nobody can picture.
_MOST_LOG = 5.0


@dataclass(frozen=True, slots=True)
class Scale:
    """How effects in an outcome's unit are told.

    Attributes
    ----------
    kind
        "percent" for outcomes in logarithms, "percentage_points" for shares and percentages,
        else "plain": in the outcome's own unit.
    unit
        The outcome's own unit.
    factor
        What a value is multiplied by where `kind` is not "percent".
    unit_one
        The unit after the number one; empty where it is the same.
    """

    kind: Kind
    unit: str
    factor: float = 1.0
    unit_one: str = ""

    def unit_after(self, number: Plural) -> str:
        """Give the unit as it follows a number of that form."""
        return (self.unit_one if number == "one" else "").strip() or self.unit.strip()

    def natural(self, value: float) -> float:
        """Put an effect on this scale; its sign never changes."""
        if self.kind != "percent":
            return self.factor * value
        try:
            return 100 * expm1(value)
        except OverflowError:
            return inf

    @property
    def translates(self) -> bool:
        """Whether the numbers differ from those of the estimate."""
        return self.kind == "percent" or self.factor != 1


def scale_for(unit: str, values: Iterable[float], unit_one: str = "") -> Scale:
    """Choose the scale on which all these values can be told.

    Parameters
    ----------
    unit
        The outcome's unit in the study's words, such as "log points" or "share".
    values
        Effects and their limits, in that unit.
    unit_one
        The unit after the number one; empty where it is the same.
    """
    measure = measure_of(unit)
    if measure == "logarithm" and max(values, default=0.0) <= _MOST_LOG:
        return Scale("percent", unit)
    if measure == "share":
        return Scale("percentage_points", unit, factor=100.0)
    if measure == "percentage":
        return Scale("percentage_points", unit)
    return Scale("plain", unit, unit_one=unit_one)
