"""What there is to protect: counts, rules, and what was told before."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from scipy import sparse

from evalcap.kernels.arrays import BoolArray, FloatArray
from evalcap.privacy.disclosure.attack import System
from evalcap.privacy.disclosure.both_reports import both_reports
from evalcap.privacy.disclosure.ledger import Ledger
from evalcap.privacy.disclosure.questions import Questions, of_cells, of_rests
from evalcap.privacy.disclosure.reading import Reading, reading_of
from evalcap.privacy.disclosure.rules import Rules
from evalcap.privacy.disclosure.series import Series
from evalcap.privacy.disclosure.work import Work


@dataclass(frozen=True)
class Case:
    """A report's counts, the rules, and perhaps earlier reports.

    Attributes
    ----------
    ledger
        The counts.
    rules
        What may be told.
    earlier
        What was told before; None if nothing was.
    """

    ledger: Ledger
    rules: Rules
    earlier: Series | None

    @cached_property
    def reading(self) -> Reading:
        """What labels tell."""
        reading = reading_of(self.ledger, self.rules)
        return reading if self.earlier is None else self.earlier.reading(reading)

    @cached_property
    def is_few(self) -> BoolArray:
        """Which counts are too small, shape (n_cells,)."""
        return self.ledger.is_few(self.rules)

    @cached_property
    def is_known(self) -> BoolArray:
        """Which counts are known whatever is withheld, shape (n_cells,)."""
        known = self.ledger.is_known
        if self.earlier is None:
            return known
        known = known | self.earlier.is_unchanged
        return known | self._told_anyway(known)

    def _told_anyway(self, known: BoolArray) -> BoolArray:
        """Which changes known counts give away even if everything else is withheld, (n_cells,).

        There is nothing left to hide then, and no few people by themselves.
        """
        assert self.earlier is not None  # noqa: S101 - the caller looked
        few = self.ledger.is_few(self.rules)
        asked = self.earlier.is_changed_by_few & ~few & ~known
        low, high = self.reading.withheld.T
        low, high = (np.where(known, self.ledger.count, end) for end in (low, high))
        cells = of_cells(asked)
        width = self._width[asked]
        told = Questions(System(self.ledger.relations, low, high), cells, width).shortfall() > 0
        marked = np.zeros(len(asked), bool)
        marked[np.flatnonzero(asked)[told]] = True
        return marked

    @cached_property
    def at_first(self) -> BoolArray:
        """What is withheld for its own sake, or has no place, shape (n_cells,)."""
        start = self.is_few | ~self.ledger.is_printed | self.ledger.is_withheld
        if self.earlier is None or self.rules.are_off:
            return start
        told_before = self.earlier.is_changed_by_few | self.earlier.is_still_withheld
        return start | (told_before & ~self.is_known)

    @cached_property
    def may_be_withheld(self) -> BoolArray:
        """Which counts withholding would hide, shape (n_cells,)."""
        large = (self.ledger.count >= self.rules.smallest) | self.ledger.is_total
        return large & (self.ledger.count > 0) & ~self.is_known & ~self.at_first

    def system(self, is_withheld: BoolArray) -> System:
        """Give what a reader of this report alone knows."""
        low, high = self.reading.ends(is_withheld).T
        low, high = (np.where(self.is_known, self.ledger.count, end) for end in (low, high))
        return System(self.ledger.relations, low, high, self._work)

    @cached_property
    def _work(self) -> Work:
        return Work()

    def questions(self, is_withheld: BoolArray) -> Iterator[Questions]:
        """Say what must stay uncertain to readers of this report, of an earlier one, and of all."""
        yield self._alone(is_withheld)
        if self.earlier is None:
            return
        for report in self.earlier.reports:
            yield self._beside(is_withheld, Series((report,)))
        if len(self.earlier.reports) > 1:
            yield self._beside(is_withheld, self.earlier)

    @cached_property
    def _width(self) -> FloatArray:
        return self.ledger.width(self.rules)

    def _asked(self, is_withheld: BoolArray) -> BoolArray:
        """Which counts must be uncertain by themselves, shape (n_cells,)."""
        printed = self.ledger.is_printed
        return np.where(printed, is_withheld & ~self.is_known, self.is_few)

    def _alone(self, is_withheld: BoolArray) -> Questions:
        cells = of_cells(self._asked(is_withheld))
        open_ = is_withheld & self.ledger.is_printed & ~self.ledger.is_total
        rests = of_rests(
            self.ledger.relations, open_, self.ledger.count.astype(float), self.rules.smallest
        )
        weights = sparse.csr_array(sparse.vstack([cells, rests]))
        width = np.r_[
            self._width[self._asked(is_withheld)], np.full(rests.shape[0], self.rules.width)
        ]
        return Questions(self.system(is_withheld), weights, width)

    def _beside(self, is_withheld: BoolArray, earlier: Series) -> Questions:
        """Ask a reader who also has earlier reports for what none of them told."""
        shared = earlier.shared(is_withheld)
        asked = self._asked(is_withheld) & ~earlier.was_printed
        system = both_reports(self.system(is_withheld), earlier.system, shared)
        weights = sparse.block_diag([of_cells(asked), of_cells(shared)])
        # Who had the earlier reports alone may have known them better than the rules ask for, and
        # with them what is taken to be the same now.
        then = np.full(len(shared), np.inf)
        low, high = earlier.system.ranges(of_cells(shared)).T
        then[shared] = np.floor(high - low) - 1
        now = np.minimum(self._width, then.reshape(len(earlier.reports), -1).min(axis=0))
        then = np.minimum(np.tile(self._width, len(earlier.reports)), then)
        return Questions(system, sparse.csr_array(weights), np.r_[now[asked], then[shared]])
