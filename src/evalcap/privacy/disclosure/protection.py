"""From exact counts to the counts that a report may print."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from evalcap.errors.privacy import UnprotectedCountsError
from evalcap.kernels.arrays import BoolArray
from evalcap.privacy.disclosure.case import Case
from evalcap.privacy.disclosure.earlier import Report
from evalcap.privacy.disclosure.label import NOT_TOLD, Count, few_label, range_label
from evalcap.privacy.disclosure.ledger import Ledger
from evalcap.privacy.disclosure.questions import of_cells
from evalcap.privacy.disclosure.rounding import rounded_counts
from evalcap.privacy.disclosure.rules import Rules
from evalcap.privacy.disclosure.series import Series
from evalcap.privacy.disclosure.withholding import choose_withheld
from evalcap.privacy.disclosure.work import TooMuchWorkError


@dataclass(frozen=True, slots=True)
class Protected:
    """Counts as they may be printed.

    Attributes
    ----------
    counts
        Key to a number, to "<10" for few people, or to the range that anybody could work out.
    few
        Keys withheld because they are of few people.
    changed
        Keys withheld because few people are new or gone since an earlier report.
    also
        Keys withheld because the others could be worked out from them.
    gave_up
        Whether nothing is told at all: protecting single counts would take too long, or earlier
        reports leave no other way.
    """

    counts: Mapping[str, Count]
    few: frozenset[str] = frozenset()
    changed: frozenset[str] = frozenset()
    also: frozenset[str] = frozenset()
    gave_up: bool = False

    @property
    def n_withheld(self) -> int:
        """All counts withheld."""
        return len(self.few) + len(self.changed) + len(self.also)


def protect(ledger: Ledger, rules: Rules, *, earlier: Sequence[Report] = ()) -> Protected:
    """Withhold what is small, and what would let a reader work it out.

    Where so many counts hang together that the search would take too long, none is told; nor
    where earlier reports would give counts away beside whatever this one told.

    Parameters
    ----------
    ledger
        The true counts and their sums.
    rules
        What may be told.
    earlier
        What was printed about the same groups before, oldest first.

    Raises
    ------
    UnprotectedCountsError
        If a reader could work counts out whatever was withheld, from what is known otherwise.
    """
    case = Case(ledger, rules, Series.of(ledger, earlier, rules))
    try:
        return _protected(case)
    except TooMuchWorkError:
        return _nothing_told(ledger, rules)
    except UnprotectedCountsError:
        # Silence adds nothing to earlier reports, but hides no count that other numbers tell. One
        # that a reader takes to be zero, as the counts told leave nothing over, is known no more.
        if case.earlier is None or (ledger.is_known & ledger.is_printed).any():
            raise
        return _nothing_told(ledger, rules)


def _protected(case: Case) -> Protected:
    ledger, withheld = case.ledger, choose_withheld(case)
    told = withheld & ledger.is_printed
    few = told & case.is_few
    changed = told & ~few & _changed(case)
    return Protected(
        counts=_labels(case, withheld),
        few=_keys(ledger, few),
        changed=_keys(ledger, changed),
        also=_keys(ledger, told & ~few & ~changed),
    )


def _nothing_told(ledger: Ledger, rules: Rules) -> Protected:
    few, printed = ledger.is_few(rules), ledger.is_printed
    return Protected(
        counts={cell.key: NOT_TOLD for cell in ledger.cells if cell.is_printed},
        few=_keys(ledger, printed & few),
        also=_keys(ledger, printed & ~few),
        gave_up=True,
    )


def _keys(ledger: Ledger, chosen: BoolArray) -> frozenset[str]:
    return frozenset(ledger.cells[int(i)].key for i in np.flatnonzero(chosen))


def _changed(case: Case) -> BoolArray:
    nothing = np.zeros(len(case.ledger.cells), bool)
    return nothing if case.earlier is None else case.earlier.is_changed_by_few


def _labels(case: Case, withheld: BoolArray) -> dict[str, Count]:
    """Write every printed count, or what is left open of it."""
    ledger, changed = case.ledger, _changed(case)
    numbers = rounded_counts(ledger, case.rules, ledger.is_printed & ~withheld)
    most = ledger.most_of_few(case.rules)
    ends = _ranges(case, withheld)
    labels: dict[str, Count] = {}
    for i, cell in enumerate(ledger.cells):
        if not cell.is_printed:
            continue
        if not withheld[i]:
            labels[cell.key] = int(numbers[i])
        elif changed[i] or cell.sum_over or not case.is_few[i]:
            labels[cell.key] = range_label(*ends[i])
        else:
            labels[cell.key] = few_label(int(most[i]))
    return labels


def _ranges(case: Case, withheld: BoolArray) -> np.ndarray:
    """Find the range of each withheld count, for a reader of this report alone.

    It tells nothing more: whoever has the other counts can work it out. A count withheld for its
    change gets the range that earlier numbers alone decide.
    """
    ends = case.reading.withheld.copy()
    by_label = case.is_few & ~case.ledger.is_total
    asked = withheld & ~_changed(case) & ~by_label & case.ledger.is_printed
    ends[asked] = case.system(withheld).ranges(of_cells(asked))
    return ends
