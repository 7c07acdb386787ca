"""Counts of one report, and how they add up."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from scipy import sparse

from evalcap.kernels.arrays import BoolArray, FloatArray, IntArray
from evalcap.privacy.disclosure.rules import Rules

_PAIR = 2


@dataclass(frozen=True, slots=True)
class Cell:
    """One count that a report prints, or that its reader may want to work out.

    Attributes
    ----------
    key
        Where it stands.
    count
        What was counted.
    per_person
        How many of the things counted one person may have: 1 for people, and for rows the number
        of waves.
    people
        How many people are behind the count; None where that is not known, so that as few are
        assumed as there can be.
    is_printed
        Whether the report has a place for it. One that has none must not be worked out either.
    is_known
        Whether it is known anyway, so that withholding it would hide nothing.
    is_withheld
        Whether another version of the report withheld it.
    tells_zero
        Whether zero is told: that no row breaks a rule discloses nobody.
    value
        What withholding it costs, beside the others.
    sum_over
        For a total of something other than people, in whole units: the key of the count of those
        whom it is of. Its own count is the total.
    is_concentrated
        Whether a total is mostly that of one or two people.
    """

    key: str
    count: int
    per_person: int = 1
    people: int | None = None
    is_printed: bool = True
    is_known: bool = False
    is_withheld: bool = False
    tells_zero: bool = False
    value: float = 1.0
    sum_over: str = ""
    is_concentrated: bool = False

    @property
    def least_people(self) -> int:
        """The fewest people that the count can stand for."""
        return -(-self.count // self.per_person) if self.people is None else self.people


@dataclass(frozen=True, slots=True)
class Relation:
    """A count that is the sum of others; a part that counts twice is named twice.

    Attributes
    ----------
    total, parts
        Keys.
    is_lasting
        Whether it holds in every report; some sums hold only of the numbers there are now.
    """

    total: str
    parts: tuple[str, ...]
    is_lasting: bool = True


@dataclass(frozen=True)
class Ledger:
    """Every count of a report, and every sum that a reader can check.

    Attributes
    ----------
    cells
        One a key.
    sums
        Between these cells.
    """

    cells: Sequence[Cell]
    sums: Sequence[Relation]

    def __post_init__(self) -> None:
        if len(self.position) < len(self.cells):
            raise ValueError("Two cells have one key.")
        wrong = np.flatnonzero(self.relations @ self.count)
        if len(wrong):
            raise ValueError(f"These do not add up: {self.sums[wrong[0]]}.")

    @cached_property
    def position(self) -> Mapping[str, int]:
        """Key to the cell's position."""
        return {cell.key: i for i, cell in enumerate(self.cells)}

    @cached_property
    def count(self) -> IntArray:
        """What was counted, shape (n_cells,)."""
        return np.array([cell.count for cell in self.cells], dtype=np.int64)

    @cached_property
    def is_printed(self) -> BoolArray:
        """Which cells have a place in the report, shape (n_cells,)."""
        return np.array([cell.is_printed for cell in self.cells], dtype=bool)

    @cached_property
    def is_known(self) -> BoolArray:
        """Which cells are known anyway, shape (n_cells,)."""
        return np.array([cell.is_known for cell in self.cells], dtype=bool)

    @cached_property
    def per_person(self) -> IntArray:
        """How many of the things counted one person may have, shape (n_cells,)."""
        return np.array([cell.per_person for cell in self.cells], dtype=np.int64)

    @cached_property
    def is_withheld(self) -> BoolArray:
        """Which cells another version of the report withheld, shape (n_cells,)."""
        return np.array([cell.is_withheld for cell in self.cells], dtype=bool)

    @cached_property
    def value(self) -> FloatArray:
        """What withholding costs, shape (n_cells,)."""
        return np.array([cell.value for cell in self.cells], dtype=float)

    @cached_property
    def is_total(self) -> BoolArray:
        """Which cells are totals of something other than people, shape (n_cells,)."""
        return np.array([bool(cell.sum_over) for cell in self.cells], dtype=bool)

    @cached_property
    def counted_by(self) -> IntArray:
        """Position of the cell that counts people: a total's other cell, shape (n_cells,)."""
        keys = (cell.sum_over or cell.key for cell in self.cells)
        return np.array([self.position[key] for key in keys], dtype=np.int64)

    @cached_property
    def relations(self) -> sparse.csr_array:
        """Total less parts, zero for the true counts, shape (n_sums, n_cells)."""
        shape = (len(self.sums), len(self.cells))
        entries = [
            (row, self.position[key], sign)
            for row, relation in enumerate(self.sums)
            for sign, keys in ((1.0, (relation.total,)), (-1.0, relation.parts))
            for key in keys
        ]
        row, column, sign = (
            (np.array(part) for part in zip(*entries, strict=True))
            if entries
            else (np.empty(0, int), np.empty(0, int), np.empty(0))
        )
        return sparse.csr_array((sign, (row, column)), shape=shape)

    def most_of_few(self, rules: Rules) -> IntArray:
        """Give the largest count that too few people may have, shape (n_cells,)."""
        return (rules.smallest - 1) * self.per_person

    def is_few(self, rules: Rules) -> BoolArray:
        """Which counts stand for too few people to be told, shape (n_cells,).

        A count without a place in the report cannot be told to be zero: that is no disclosure.
        """
        if rules.are_off:
            return np.zeros(len(self.cells), bool)
        people = np.array([cell.least_people for cell in self.cells])
        nobody = (self.count == 0) & (self.tells_zero(rules) | ~self.is_printed)
        few = (people < rules.smallest) & ~nobody
        concentrated = np.array([cell.is_concentrated for cell in self.cells])
        return np.asarray(few[self.counted_by] | concentrated)

    def tells_zero(self, rules: Rules) -> BoolArray:
        """Say which counts may be told to be zero, shape (n_cells,).

        None where "<2" would then mean one.
        """
        told = np.array([cell.tells_zero for cell in self.cells], dtype=bool)
        return told & (rules.smallest > _PAIR)

    def width(self, rules: Rules) -> FloatArray:
        """Say what the range of each cell must be wider than, shape (n_cells,).

        For totals, the ratio of the p % rule.
        """
        of_totals = np.ceil(rules.ratio * self.count)
        return np.where(self.is_total, of_totals, float(rules.width))
