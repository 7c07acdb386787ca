"""How many rows rules are about and how many break them, as a page of findings may show it."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final

import pandas as pd

from evalcap.evidence.sums import of_rules
from evalcap.privacy.disclosure import Cell, Count, Ledger, Relation, Rules, protect
from evalcap.validation import Validation

_COUNTED: Final = ("n_checked", "n_unexpected")


def finding_counts(
    validation: Validation, rules: Rules | None
) -> dict[str, dict[str, Count | None]]:
    """Give `n_checked` and `n_unexpected` of every rule as they may be shown, by its id.

    Parameters
    ----------
    rules
        What may be told; None where units are no people.
    """
    shown: Mapping[str, Count] = {}
    if rules is not None:
        shown = protect(_ledger(_cells(validation)), rules).counts
    return {
        finding.id: {
            name: shown.get(f"{finding.id}/{name}", getattr(finding, name)) for name in _COUNTED
        }
        for finding in validation.findings
    }


def _cells(validation: Validation) -> dict[str, dict[str, Cell]]:
    """Make cells of what each rule counts; the first part of a key tells people apart."""
    people = {f.id: Counter(_persons(f.keys)) for f in validation.findings if f.keys}
    people = people if validation.key else {}
    most = max((max(rows.values()) for rows in people.values()), default=1)
    return {
        f.id: {
            name: Cell(
                f"{f.id}/{name}",
                n,
                per_person=most,
                people=len(people[f.id]) if name == "n_unexpected" and f.id in people else None,
                tells_zero=True,
            )
            for name in _COUNTED
            if (n := getattr(f, name)) is not None
        }
        for f in validation.findings
    }


def _persons(keys: Sequence[Sequence[Any]]) -> Iterator[object]:
    """Name the person of each record; records without one are each of somebody else."""
    for row, (person, *_) in enumerate(keys):
        yield (row,) if pd.isna(person) else person


def _ledger(exact: Mapping[str, Mapping[str, Cell]]) -> Ledger:
    """Compare the rows of each rule with those of the rule about most of them."""
    checked = [cells["n_checked"].count for cells in exact.values()]
    rows = Cell("rows", max(checked, default=0), is_printed=False, is_known=True)
    rules = [(cells["n_checked"], cells.get("n_unexpected")) for cells in exact.values()]
    entries = list(of_rules(rows, rules))
    printed = [cell for cells in exact.values() for cell in cells.values()]
    cells = [rows, *printed, *(e for e in entries if isinstance(e, Cell))]
    return Ledger(cells, [e for e in entries if isinstance(e, Relation)])
