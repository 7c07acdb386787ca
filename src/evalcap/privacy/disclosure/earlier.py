"""What an earlier report told about the same groups, and what a new one adds to it."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from evalcap.kernels.arrays import BoolArray, FloatArray, IntArray
from evalcap.privacy.disclosure.attack import System
from evalcap.privacy.disclosure.label import NOT_TOLD, Count, told_by
from evalcap.privacy.disclosure.ledger import Ledger
from evalcap.privacy.disclosure.rules import Rules


@dataclass(frozen=True, slots=True)
class Report:
    """The counts of a report, as it printed them.

    Attributes
    ----------
    counts
        Key to the count or its label.
    rounding
        What its numbers were rounded to.
    """

    counts: Mapping[str, Count]
    rounding: int = 1

    @property
    def tells_something(self) -> bool:
        """Whether any count was told, if only as a range."""
        return any(count != NOT_TOLD for count in self.counts.values())


@dataclass(frozen=True)
class Earlier:
    """An earlier report beside the counts of a new one.

    Attributes
    ----------
    ledger
        The counts of the new report.
    report
        The earlier one.
    rules
        Those of the new report.
    """

    ledger: Ledger
    report: Report
    rules: Rules

    @cached_property
    def is_in_both(self) -> BoolArray:
        """Which counts the earlier report had a place for, shape (n_cells,)."""
        return np.array([cell.key in self.report.counts for cell in self.ledger.cells], bool)

    @cached_property
    def ends(self) -> FloatArray:
        """Between which the earlier counts lie; anything where there was none, (n_cells, 2)."""
        told = [self.report.counts.get(cell.key) for cell in self.ledger.cells]
        anything = (0.0, np.inf)
        ends = [anything if t is None else told_by(t, self.report.rounding) for t in told]
        return np.array(ends, dtype=float).reshape(-1, 2)

    @cached_property
    def was_printed(self) -> BoolArray:
        """Which counts were a number in the earlier report, shape (n_cells,)."""
        told = [self.report.counts.get(cell.key) for cell in self.ledger.cells]
        return np.array([isinstance(t, int) for t in told], bool)

    @cached_property
    def is_unmoved(self) -> BoolArray:
        """Which counts were printed before and are the same, shape (n_cells,)."""
        low, high = self.ends.T
        same: BoolArray = self.was_printed & (low == high) & (low == self.ledger.count)
        return same

    @cached_property
    def is_changed_by_few(self) -> BoolArray:
        """Which counts would tell of few people that are new or gone.

        A change is few if a few people, but more than none, come between the numbers. Where the
        change of a total is few, no part may tell that these few are not among it: parts that
        changed as little are withheld as well, and their parts.
        """
        few = self._distance < self._few_from
        marked: BoolArray = few & self._is_narrow & (self._distance > 0)
        relations = self.ledger.relations
        total, part = relations > 0, relations < 0
        while True:
            below = (part.T @ (total @ marked.astype(float) > 0).astype(float)) > 0
            more: BoolArray = marked | (below & few & self.was_printed)
            if (more == marked).all():
                return np.asarray(marked[self.ledger.counted_by] & self.is_in_both)
            marked = more

    @cached_property
    def is_still_withheld(self) -> BoolArray:
        """Which counts were withheld before and have to stay so.

        One may be printed again only if it and all that were withheld together with it are so
        far from what the earlier labels left open that no few people can lie between: otherwise
        who knows which group is unchanged works the earlier counts out from the new ones.
        """
        part = self.system.part
        near = self.was_withheld & (self._distance < self._few_from)
        return np.asarray(self.was_withheld & np.isin(part, part[near]))

    @cached_property
    def _few_from(self) -> IntArray:
        """From how many on a change is not of few people, shape (n_cells,)."""
        return self.ledger.most_of_few(self.rules) + 1

    @cached_property
    def _distance(self) -> FloatArray:
        """How far each count of people is from what the earlier report left open, (n_cells,)."""
        low, high = self.ends.T
        distance = np.maximum(0, np.maximum(low - self.ledger.count, self.ledger.count - high))
        return np.asarray(distance[self.ledger.counted_by])

    @cached_property
    def _is_narrow(self) -> BoolArray:
        """Which changes would be known too well if the new count were printed, (n_cells,)."""
        spread = self.ends[:, 1] - self.ends[:, 0] + self.rules.rounding - 1
        return self.was_printed & (spread <= self.rules.width)

    @cached_property
    def was_withheld(self) -> BoolArray:
        """Which counts the earlier report had a place for and did not print, shape (n_cells,)."""
        return np.asarray(self.is_in_both & ~self.was_printed & self.ledger.is_printed)

    @cached_property
    def around(self) -> FloatArray:
        """What a withheld change leaves open, shape (n_cells, 2).

        Few people more or fewer than were printed; of a total, anything.
        """
        reach = (self._few_from - 1)[:, None] * np.array([-1.0, 1.0])
        around: FloatArray = np.maximum(0, self.ends + reach)
        around[self.ledger.is_total] = (0.0, np.inf)
        return around

    @cached_property
    def system(self) -> System:
        """What a reader of the earlier report alone knew.

        A sum held then if it holds in every report and every count in it had a place; a part
        without one, in a sum that has others, is of nobody.
        """
        has_place = self.is_in_both | ~self.ledger.is_printed
        lasting = np.array([relation.is_lasting for relation in self.ledger.sums], bool)
        relations = self.ledger.relations
        total, part = (relations > 0).astype(float), (relations < 0).astype(float)
        had_total = total @ (~has_place).astype(float) == 0
        had_part = part @ self.is_in_both.astype(float) > 0
        kept = relations[np.flatnonzero(lasting & had_total & had_part)]
        nobody = ~has_place & (abs(kept).sum(axis=0) > 0)
        low, high = np.where(nobody[:, None], 0.0, self.ends).T
        system = System(kept, low, high)
        return system if system.is_possible else System(kept[:0], low, high)
