"""Tables as the bytes of a workbook, for who has no business with openpyxl."""

import importlib.util
import io
import re
import zipfile
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Final

from evalcap.errors.programmes import SpreadsheetPackageMissingError
from evalcap.programmes.writing.cell import Cell

# The oldest day that an archive can carry.
OLDEST: Final = date(1980, 1, 1)
_ABOUT: Final = "docProps/core.xml"
_MOMENT: Final = re.compile(rb"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ")


def sheets_file(
    sheets: Mapping[str, Sequence[Mapping[str, Cell]]], *, made: date = OLDEST, title: str = ""
) -> bytes:
    """Write a workbook with a sheet for each table; the same tables give the same bytes.

    Parameters
    ----------
    sheets
        Rows, as cells by heading, by the sheet's name.
    made
        The day that the workbook says it was made, instead of the moment it was written.
    title
        What it is about, for the head of printed pages and the workbook's properties.

    Raises
    ------
    SpreadsheetPackageMissingError
        openpyxl is not installed.
    """
    if importlib.util.find_spec("openpyxl") is None:
        raise SpreadsheetPackageMissingError
    from evalcap.programmes.writing.publishing import dress  # noqa: PLC0415 - not always there
    from evalcap.programmes.writing.sheets import workbook_of  # noqa: PLC0415 - likewise

    book, buffer = workbook_of(sheets), io.BytesIO()
    dress(book, title)
    book.save(buffer)
    return _dated(buffer.getvalue(), max(made, OLDEST))


def _dated(book: bytes, day: date) -> bytes:
    moment = f"{day.isoformat()}T00:00:00Z".encode()
    result = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(book)) as before,
        zipfile.ZipFile(result, "w", zipfile.ZIP_DEFLATED) as after,
    ):
        for name in before.namelist():
            part = zipfile.ZipInfo(name, (day.year, day.month, day.day, 0, 0, 0))
            content = before.read(name)
            content = _MOMENT.sub(moment, content) if name == _ABOUT else content
            after.writestr(part, content, zipfile.ZIP_DEFLATED)
    return result.getvalue()
