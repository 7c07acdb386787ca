"""What a check of data leaves: findings that may be shown, and a private list of records."""

import csv
import io
import json
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any, Final

from evalcap.privacy.counts import published_count
from evalcap.validation import Validation
from evalcap.validation.gaps import shown_reasons
from evalcap.validation.page import findings_page
from evalcap.workspace.files import write_whole
from evalcap.workspace.layout import Layout

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
    layout: Layout, slug: str, validation: Validation, *, min_cell: int, rounding: int
) -> FindingFiles:
    """Write the findings of a study's check, and apart from them the records they are about.

    Parameters
    ----------
    min_cell, rounding
        How counts of rows are protected, as the study declares it.
    """
    files = FindingFiles(
        page=layout.findings(slug) / "findings.html",
        data=layout.findings(slug) / "findings.json",
        records=layout.private(slug) / "records.csv",
    )
    counted = partial(published_count, min_cell=min_cell, rounding=rounding)
    title = f"Data of {slug}: what was expected and what was found"
    write_whole(files.page, findings_page(validation, title=title, counted=counted))
    published = []
    for finding in validation.findings:
        counts = {name: getattr(finding, name) for name in ("n_checked", "n_unexpected")}
        shown: dict[str, Any] = {name: counted(n) if n else n for name, n in counts.items()}
        if finding.reasons:
            shown["reasons"] = shown_reasons(finding, counted)
        published.append(finding.published() | shown)
    record = {"study": slug, "passed": validation.passed, "findings": published}
    write_whole(files.data, json.dumps(record, indent=1, ensure_ascii=False) + "\n")
    _write_records(files.records, validation)
    return files


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
