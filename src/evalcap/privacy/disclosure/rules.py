"""How much of a count a report may tell."""

from dataclasses import dataclass
from typing import Literal

RoundingMethod = Literal["nearest", "controlled"]


@dataclass(frozen=True, slots=True)
class Rules:
    """Settings of disclosure control.

    The thresholds are those of the UK's ACRO (`min_cell` 10, dominance 2 and 0.9, ratio 0.1).

    Attributes
    ----------
    min_cell
        Counts of fewer people are withheld.
    protection
        Whatever is withheld must stay uncertain by more than this many; None for the default,
        a little less than half of what "<10" leaves open.
    rounding
        Printed counts are multiples of this.
    rounding_method
        `nearest` rounds each count by itself; `controlled` so that printed parts still add up.
    dominant, dominance
        A total or mean is withheld if this many people make up more than this share of it.
    ratio
        It is also withheld if the second largest could know the largest to within this share.
    """

    min_cell: int = 10
    protection: int | None = None
    rounding: int = 1
    rounding_method: RoundingMethod = "nearest"
    dominant: int = 2
    dominance: float = 0.9
    ratio: float = 0.1

    @property
    def smallest(self) -> int:
        """The smallest count of people that is printed."""
        return max(self.min_cell, self.rounding)

    @property
    def width(self) -> int:
        """What the range that a reader can work out must be wider than."""
        if self.protection is not None:
            return self.protection
        return max(0, (self.smallest - 2) // 2)

    @property
    def are_off(self) -> bool:
        """Whether no count is small enough to be withheld."""
        return self.smallest == 1
