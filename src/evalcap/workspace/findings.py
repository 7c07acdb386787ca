"""What a check of data leaves: findings that may be shown, and a private list of records."""

import csv
import io
import json
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from evalcap.evidence.sums import of_rules
from evalcap.privacy.disclosure import Cell, Count, Ledger, Relation, Rules, protect
from evalcap.validation import Validation
from evalcap.validation.page import findings_page
from evalcap.workspace.files import write_whole
from evalcap.workspace.layout import Layout

# Only the account that ran the check may read the list of records.
_PRIVATE: Final = 0o600
_COUNTED: Final = ("n_checked", "n_unexpected")


@dataclass(frozen=True, slots=True)
class FindingFiles:
    """Where findings were written.

    Attributes
    ----------
    page, data
        Rules, verdicts and counts, as HTML and as JSON; no key of any record.
    records
        The keys of records that break a rule: private, never to be passed on.
    """

    page: Path
    data: Path
    records: Path


def write_findings(
    layout: Layout, slug: str, validation: Validation, rules: Rules | None
) -> FindingFiles:
    """Write the findings of a study's check, and apart from them the records they are about.

    Parameters
    ----------
    rules
        How counts of rows are protected, as the study declares it; None where units are no people.
    """
    files = FindingFiles(
        page=layout.findings(slug) / "findings.html",
        data=layout.findings(slug) / "findings.json",
        records=layout.private(slug) / "records.csv",
    )
    counts = _counts(validation, rules)
    title = f"Data of {slug}: what was expected and what was found"
    write_whole(files.page, findings_page(validation, title=title, counts=counts))
    published = [finding.published() | counts[finding.id] for finding in validation.findings]
    record = {"study": slug, "passed": validation.passed, "findings": published}
    write_whole(files.data, json.dumps(record, indent=1, ensure_ascii=False) + "\n")
    _write_records(files.records, validation)
    return files


def _counts(validation: Validation, rules: Rules | None) -> dict[str, dict[str, Count | None]]:
    """Give the counts of every rule as they may be shown, by its id."""
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
    people = {f.id: Counter(key[0] for key in f.keys) for f in validation.findings if f.keys}
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


def _ledger(exact: Mapping[str, Mapping[str, Cell]]) -> Ledger:
    """Compare the rows of each rule with those of the rule about most of them."""
    checked = [cells["n_checked"].count for cells in exact.values()]
    rows = Cell("rows", max(checked, default=0), is_printed=False, is_known=True)
    rules = [(cells["n_checked"], cells.get("n_unexpected")) for cells in exact.values()]
    entries = list(of_rules(rows, rules))
    printed = [cell for cells in exact.values() for cell in cells.values()]
    cells = [rows, *printed, *(e for e in entries if isinstance(e, Cell))]
    return Ledger(cells, [e for e in entries if isinstance(e, Relation)])


def _write_records(file: Path, validation: Validation) -> None:
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(["rule", "severity", *(validation.key or ["row"])])
    for finding in validation.findings:
        # Without key columns a record is its position from 0; people count rows from 1.
        keys = finding.keys if validation.key else [(int(str(row)) + 1,) for (row,) in finding.keys]
        writer.writerows([finding.id, finding.severity, *key] for key in keys)
    write_whole(file, text.getvalue(), mode=_PRIVATE)
