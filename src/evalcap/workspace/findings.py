"""What a check of data leaves: findings that may be shown, and a private list of records."""

import csv
import io
import json
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Final

from evalcap.privacy.counts import published_count
from evalcap.validation import Validation
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
        shown = {name: counted(n) if n else n for name, n in counts.items()}
        published.append(finding.published() | shown)
    record = {"study": slug, "passed": validation.passed, "findings": published}
    write_whole(files.data, json.dumps(record, indent=1, ensure_ascii=False) + "\n")
    _write_records(files.records, validation)
    return files


def _write_records(file: Path, validation: Validation) -> None:
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(["rule", "severity", *(validation.key or ["row"])])
    for finding in validation.findings:
        # Without key columns a record is its position from 0; people count rows from 1.
        keys = finding.keys if validation.key else [(int(str(row)) + 1,) for (row,) in finding.keys]
        writer.writerows([finding.id, finding.severity, *key] for key in keys)
    write_whole(file, text.getvalue(), mode=_PRIVATE)
