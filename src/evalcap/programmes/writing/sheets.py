"""Write plain sheets with openpyxl: a row of headings, then cells."""

from collections.abc import Mapping, Sequence

from openpyxl import Workbook
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.worksheet.worksheet import Worksheet

_WIDEST = 60
_BACKGROUND, _INK = PatternFill("solid", fgColor="1F3A5F"), "FFFFFF"

Rows = Sequence[Mapping[str, str]]


def new_workbook() -> Workbook:
    """Make a workbook without sheets."""
    book = Workbook()
    book.remove(book.worksheets[0])
    return book


def workbook_of(sheets: Mapping[str, Rows]) -> Workbook:
    """Make a workbook of plain sheets, by name."""
    book = new_workbook()
    for name, rows in sheets.items():
        add_sheet(book, name, rows)
    return book


def add_sheet(book: Workbook, name: str, rows: Rows) -> Worksheet:
    """Add a sheet with its headings frozen.

    Parameters
    ----------
    book
        The workbook to add it to.
    name
        Name of the sheet.
    rows
        Cells by heading, in the order in which headings are met; what a row lacks stays empty.
    """
    sheet = book.create_sheet(name)
    headings = list(dict.fromkeys(heading for row in rows for heading in row))
    sheet.append(headings)
    for row in rows:
        sheet.append([row.get(heading) or None for heading in headings])
    sheet.freeze_panes = "A2"
    style_headings(sheet)
    _fit(sheet)
    return sheet


def style_headings(sheet: Worksheet, underlined: Sequence[str] = ()) -> None:
    """Make the first row of a sheet stand out, and some of its headings from the others."""
    for cell in sheet[1]:
        line = "single" if cell.value in underlined else None
        cell.font = Font(bold=True, color=_INK, underline=line)
        cell.fill = _BACKGROUND
        cell.alignment = Alignment(vertical="top")


def _fit(sheet: Worksheet) -> None:
    """Make columns as wide as what they hold, within reason."""
    for cells in sheet.iter_cols():
        widest = max(len(str(cell.value or "")) for cell in cells)
        sheet.column_dimensions[cells[0].column_letter].width = min(widest + 2, _WIDEST)
