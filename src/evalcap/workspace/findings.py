"""What a check of data leaves: findings that may be shown, and a private list of records."""

import csv
import io
import json
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from evalcap.privacy.counts import published_count
from evalcap.validation import Validation
from evalcap.validation.gaps import WITHHELD, shown_reasons
from evalcap.validation.page import Counts, findings_page
from evalcap.workspace.files import write_whole
from evalcap.workspace.layout import Layout

if TYPE_CHECKING:
    from evalcap.privacy.disclosure import Rules

# Only the account that ran the check may read the list of records.
_PRIVATE: Final = 0o600


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
    layout: Layout, slug: str, validation: Validation, rules: "Rules | None"
) -> FindingFiles:
    """Write the findings of a study's check, and apart from them the records they are about.

    Parameters
    ----------
    rules
        How counts of rows are protected, as the study declares it; None where units are no people.
    """
    from evalcap.workspace.finding_counts import finding_counts  # noqa: PLC0415 - loads a solver

    files = FindingFiles(
        page=layout.findings(slug) / "findings.html",
        data=layout.findings(slug) / "findings.json",
        records=layout.private(slug) / "records.csv",
    )
    counts = finding_counts(validation, rules)
    title = f"Data of {slug}: what was expected and what was found"
    reasons = _reasons(validation, counts, rules)
    write_whole(files.page, findings_page(validation, title=title, counts=counts, reasons=reasons))
    published = []
    for finding in validation.findings:
        shown: dict[str, Any] = dict(counts[finding.id])
        if finding.reasons:
            shown["reasons"] = reasons[finding.id]
        published.append(finding.published() | shown)
    record = {"study": slug, "passed": validation.passed, "findings": published}
    write_whole(files.data, json.dumps(record, indent=1, ensure_ascii=False) + "\n")
    _write_records(files.records, validation)
    return files


def _reasons(
    validation: Validation, counts: Counts, rules: "Rules | None"
) -> dict[str, dict[str, int | str]]:
    """Give the declared reasons of each finding with their numbers, by the id of its rule."""
    found = {}
    for finding in validation.findings:
        shown = shown_reasons(finding, partial(_counted, rules))
        if isinstance(counts[finding.id]["n_unexpected"], str):  # its parts would tell the sum
            shown = dict.fromkeys(shown, WITHHELD)
        found[finding.id] = shown
    return found


def _counted(rules: "Rules | None", n: int) -> int | str:
    return n if rules is None else published_count(n, rules.smallest, rules.rounding)


def _write_records(file: Path, validation: Validation) -> None:
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(["rule", "severity", "status", "row", *validation.key, "place"])
    blank = [""] * len(validation.key)
    for finding in validation.findings:
        about = [finding.id, finding.severity, finding.status]
        keys = finding.keys if validation.key else [()] * len(finding.rows)
        # People count rows from 1.
        numbered = zip(finding.rows, keys, strict=True)
        writer.writerows([*about, row + 1, *key, ""] for row, key in numbered)
        writer.writerows([*about, "", *blank, place] for place in finding.places)
    write_whole(file, text.getvalue(), mode=_PRIVATE)
