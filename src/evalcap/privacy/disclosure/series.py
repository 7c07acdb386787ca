"""All earlier reports about the same people, beside the counts of a new one."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from typing import Self

import numpy as np

from evalcap.kernels.arrays import BoolArray, FloatArray
from evalcap.privacy.disclosure.attack import System
from evalcap.privacy.disclosure.both_reports import both_reports
from evalcap.privacy.disclosure.earlier import Earlier, Report
from evalcap.privacy.disclosure.ledger import Ledger
from evalcap.privacy.disclosure.reading import Reading
from evalcap.privacy.disclosure.rules import Rules


@dataclass(frozen=True)
class Series:
    """The reports that a reader of a new one may have kept.

    Few people changed a count if they did so since any of them: last year's newcomers can be told
    apart by this year's report, though the one in between hid them.

    Attributes
    ----------
    reports
        Each beside the new counts, oldest first; at least one.
    """

    reports: tuple[Earlier, ...]

    @classmethod
    def of(cls, ledger: Ledger, reports: Iterable[Report], rules: Rules) -> Self | None:
        """Set reports beside new counts; None if none of them told anything."""
        telling = tuple(Earlier(ledger, r, rules) for r in reports if r.tells_something)
        return cls(telling) if telling else None

    @cached_property
    def was_printed(self) -> BoolArray:
        """Which counts were a number in any report, shape (n_cells,)."""
        return _any(report.was_printed for report in self.reports)

    @cached_property
    def is_changed_by_few(self) -> BoolArray:
        """Which counts would tell of few people that are new or gone since any report."""
        return _any(report.is_changed_by_few for report in self.reports)

    @cached_property
    def is_still_withheld(self) -> BoolArray:
        """Which counts some report withheld and have to stay so."""
        return _any(report.is_still_withheld for report in self.reports)

    @cached_property
    def is_unchanged(self) -> BoolArray:
        """Which counts are known from the last report that had them, (n_cells,).

        A number that only an older report gave is not known: nobody thinks that a count which
        has changed since has changed back.
        """
        unmoved = np.zeros(len(self.is_changed_by_few), bool)
        for report in self.reports:
            unmoved = np.where(report.is_in_both, report.is_unmoved, unmoved)
        return np.asarray(unmoved & ~self.is_changed_by_few)

    def reading(self, reading: Reading) -> Reading:
        """Say what a withheld change leaves open.

        Few people more or fewer than were printed; where several reports printed numbers so near
        to each other that this overlaps, few more or fewer than any of them. What numbers leave
        open in common could be too narrow.
        """
        around = np.stack([report.around for report in self.reports])
        given = np.stack([report.was_printed for report in self.reports])
        changed = np.stack([report.is_changed_by_few for report in self.reports])
        ends = _hull(around, changed)
        for _ in self.reports:  # each may reach the next
            ends = _hull(around, changed | (given & _overlap(around, ends)))
        marked = self.is_changed_by_few[:, None]
        return Reading(reading.printed, np.where(marked, ends, reading.withheld))

    @cached_property
    def system(self) -> System:
        """What a reader of all earlier reports knew, the newest first.

        Groups that two of them withheld are taken to be the same people, as in `both_reports`.
        """
        known = self.reports[0].system
        for n, report in enumerate(self.reports[1:], 1):
            newest_first = self.reports[:n][::-1]
            shared = [report.was_withheld & older.was_withheld for older in newest_first]
            known = both_reports(report.system, known, np.concatenate(shared))
        return known

    def shared(self, is_withheld: BoolArray) -> BoolArray:
        """Mark what the new report and each earlier one withhold, in the order of `system`."""
        newest_first = self.reports[::-1]
        return np.concatenate([is_withheld & report.is_still_withheld for report in newest_first])


def _any(marks: Iterable[BoolArray]) -> BoolArray:
    return np.asarray(np.any(list(marks), axis=0))


def _hull(around: FloatArray, chosen: BoolArray) -> FloatArray:
    """Give the ends of what reports leave open together, shape (n_cells, 2)."""
    low = np.where(chosen, around[..., 0], np.inf).min(axis=0)
    high = np.where(chosen, around[..., 1], -np.inf).max(axis=0)
    return np.column_stack([low, high])


def _overlap(around: FloatArray, ends: FloatArray) -> BoolArray:
    return np.asarray((around[..., 0] <= ends[:, 1]) & (around[..., 1] >= ends[:, 0]))
