"""How counts of people were protected, as evidence keeps and reports print it."""

from typing import Literal

from pydantic import field_validator

from evalcap.evidence.model import Record


class Disclosure(Record):
    """How published counts and tables are protected.

    Attributes
    ----------
    min_cell
        Counts of fewer people are withheld.
    rounding, rounding_method
        Published counts are multiples of this; each rounded by itself, or so that they add up.
    protection
        What is withheld can only be narrowed down to a range wider than this.
    dominant, dominance, ratio
        Means that are mostly those of this many people, or that one of two can see through to
        within this ratio, are withheld.
    few, changed, also
        Counts withheld because people are few, because few people changed since an earlier
        report, and because others could be worked out from them.
    compared_with
        Cycles of the earlier reports that were looked at, oldest first.
    gave_up
        Whether all counts were withheld, because protecting single ones would take too long or
        earlier reports left no other way.
    """

    min_cell: int = 10
    rounding: int = 1
    rounding_method: Literal["nearest", "controlled"] = "nearest"
    protection: int = 4
    dominant: int = 2
    dominance: float = 0.9
    ratio: float = 0.1
    few: int = 0
    changed: int = 0
    also: int = 0
    compared_with: tuple[int, ...] = ()
    gave_up: bool = False

    @field_validator("compared_with", mode="before")
    @classmethod
    def _one_or_none(cls, cycles: object) -> object:
        """Read evidence that was compared with one report at most."""
        return () if cycles is None else (cycles,) if isinstance(cycles, int) else cycles
