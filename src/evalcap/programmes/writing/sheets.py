"""Write plain sheets with openpyxl: a row of headings, then cells."""

from collections.abc import Mapping, Sequence
from itertools import chain

from openpyxl import Workbook
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.worksheet.worksheet import Worksheet

from evalcap.programmes.writing.cell import Cell
from evalcap.programmes.writing.formulas import looks_like_a_formula

_WIDEST = 60
_BACKGROUND, _INK = PatternFill("solid", fgColor="1F3A5F"), "FFFFFF"

Rows = Sequence[Mapping[str, Cell]]


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
        Cells by heading, in the order in which headings are met; what a row lacks stays empty,
        and text is never a formula.
    """
    sheet = book.create_sheet(name)
    headings = list(dict.fromkeys(heading for row in rows for heading in row))
    sheet.append(headings)
    for row in rows:
        sheet.append([None if row.get(name) == "" else row.get(name) for name in headings])
    sheet.freeze_panes = "A2"
    _disarm(sheet)
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


def _disarm(sheet: Worksheet) -> None:
    """Let text stay text, also when somebody edits its cell."""
    for cell in chain.from_iterable(sheet.iter_rows()):
        if isinstance(cell.value, str) and looks_like_a_formula(cell.value):
            cell.data_type = "s"
            cell.quotePrefix = True


def _fit(sheet: Worksheet) -> None:
    """Make columns as wide as what they hold, within reason."""
    for cells in sheet.iter_cols():
        widest = max(len(str(cell.value or "")) for cell in cells)
        sheet.column_dimensions[cells[0].column_letter].width = min(widest + 2, _WIDEST)
