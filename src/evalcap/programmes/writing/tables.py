"""Tables as the bytes of a workbook, for who has no business with openpyxl."""

import importlib.util
import io
from collections.abc import Mapping, Sequence

from evalcap.errors.programmes import SpreadsheetPackageMissingError
from evalcap.programmes.writing.cell import Cell


def sheets_file(sheets: Mapping[str, Sequence[Mapping[str, Cell]]]) -> bytes:
    """Write a workbook with a plain sheet for each table.

    Parameters
    ----------
    sheets
        Rows, as cells by heading, by the sheet's name.

    Raises
    ------
    SpreadsheetPackageMissingError
        openpyxl is not installed.
    """
    if importlib.util.find_spec("openpyxl") is None:
        raise SpreadsheetPackageMissingError
    from evalcap.programmes.writing.sheets import workbook_of  # noqa: PLC0415 - not always there

    buffer = io.BytesIO()
    workbook_of(sheets).save(buffer)
    return buffer.getvalue()
