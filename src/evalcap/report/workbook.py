"""Every table of a report as a workbook, in which nothing is a formula."""

import io
import re
import zipfile
from datetime import date, datetime, time
from pathlib import Path

from evalcap.evidence import Evidence
from evalcap.lessons import Lessons
from evalcap.programmes.writing.tables import sheets_file
from evalcap.report.content.sheets import sheets_of
from evalcap.words import Catalogue

_MODIFIED = re.compile(rb"(<dcterms:(created|modified)[^>]*>)[^<]*")


def write_workbook(evidence: Evidence, lessons: Lessons, file: Path, words: Catalogue) -> Path:
    """Write the tables as .xlsx; the same evidence gives the same bytes.

    Raises
    ------
    SpreadsheetPackageMissingError
        openpyxl is not installed.
    """
    written = sheets_file(sheets_of(evidence, lessons, words))
    file.write_bytes(dated(written, evidence.created))
    return file


def dated(workbook: bytes, day: date) -> bytes:
    """Date everything in a workbook to one day, instead of the moment it was written."""
    moment = datetime.combine(day, time())
    stamp = moment.strftime("%Y-%m-%dT%H:%M:%SZ").encode()
    buffer = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(workbook)) as old,
        zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        for name in old.namelist():
            content = old.read(name)
            if name == "docProps/core.xml":
                content = _MODIFIED.sub(rb"\g<1>" + stamp, content)
            entry = zipfile.ZipInfo(name, (day.year, day.month, day.day, 0, 0, 0))
            new.writestr(entry, content, zipfile.ZIP_DEFLATED)
    return buffer.getvalue()
