"""Every table of a report as a workbook, in which nothing is a formula."""

from pathlib import Path

from evalcap.evidence import Evidence
from evalcap.lessons import Lessons
from evalcap.programmes.writing.tables import sheets_file
from evalcap.report.content.sheets import sheets_of
from evalcap.words import Catalogue


def write_workbook(evidence: Evidence, lessons: Lessons, file: Path, words: Catalogue) -> Path:
    """Write the tables as .xlsx, dated to the day of the evidence.

    Raises
    ------
    SpreadsheetPackageMissingError
        openpyxl is not installed.
    """
    file.write_bytes(sheets_file(sheets_of(evidence, lessons, words), made=evidence.created))
    return file
