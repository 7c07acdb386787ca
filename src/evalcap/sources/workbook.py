"""Read one sheet of a workbook."""

from io import BytesIO
from typing import Final

import pandas as pd

from evalcap.errors.source import SheetError, UnreadableFileError
from evalcap.sources.headers import unique_headers
from evalcap.sources.missing import MARKS, marked_numbers
from evalcap.sources.source import Content

# Excel wraps a protected workbook in the container that its older .xls format used.
_PROTECTED: Final = bytes.fromhex("d0cf11e0a1b11ae1")


def read_xlsx(raw: bytes, *, sheet: str | int | None, location: str) -> Content:
    """Read a sheet whose first row holds the headers.

    Parameters
    ----------
    raw
        The file's bytes.
    sheet
        Name, or position from 0; the first if None.
    location
        What to call the file in messages.

    Raises
    ------
    UnreadableFileError
        The workbook is protected by a password, or is an old .xls.
    SheetError
        There is no such sheet.
    """
    if raw.startswith(_PROTECTED):
        raise UnreadableFileError(
            location,
            reason="it is protected by a password, or is an old .xls under a new name",
            do="Open it, remove the password, and save it as .xlsx.",
        )
    with pd.ExcelFile(BytesIO(raw), engine="calamine") as book:
        sheets = [str(name) for name in book.sheet_names]
        chosen = _chosen(sheet, sheets, location)
        cells = pd.read_excel(
            book, sheet_name=chosen, header=None, keep_default_na=False, na_values=[""]
        )
    return Content(_with_headers(cells))


def _chosen(sheet: str | int | None, sheets: list[str], location: str) -> str:
    position = 0 if sheet is None else sheet
    if isinstance(position, int) and 0 <= position < len(sheets):
        return sheets[position]
    if isinstance(position, str) and position in sheets:
        return position
    raise SheetError(location, sheet=position, sheets=sheets)


def _with_headers(cells: pd.DataFrame) -> pd.DataFrame:
    """Take the first row as headers and let the others say each column's type."""
    if cells.empty:
        message = "the sheet is empty"
        raise ValueError(message)
    headers = unique_headers([None if pd.isna(cell) else cell for cell in cells.iloc[0]])
    frame = cells.iloc[1:].reset_index(drop=True).set_axis(headers, axis=1).infer_objects()
    for name in marked_numbers(frame):
        frame[name] = pd.to_numeric(frame[name].mask(frame[name].isin(MARKS)))
    return frame
