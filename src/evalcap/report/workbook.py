"""Every table of a report as a workbook, in which nothing is a formula."""

from pathlib import Path

from evalcap.evidence import Evidence
from evalcap.lessons import Lessons
from evalcap.programmes.writing.tables import sheets_file
from evalcap.report.content.sheets import sheets_of
from evalcap.report.markdown import clean
from evalcap.words import Catalogue


def write_workbook(evidence: Evidence, lessons: Lessons, file: Path, words: Catalogue) -> Path:
    """Write the tables as .xlsx, dated to the day of the evidence.

    Raises
    ------
    SpreadsheetPackageMissingError
        openpyxl is not installed.
    """
    title = clean(evidence.subject.title)
    sheets = sheets_of(evidence, lessons, words)
    file.write_bytes(sheets_file(sheets, made=evidence.created, title=title))
    return file
