"""Dress sheets of tables to be read on a screen and printed on paper."""

import math
import textwrap
from collections.abc import Iterable
from statistics import median
from typing import Final

from openpyxl import Workbook
from openpyxl.cell.cell import Cell
from openpyxl.styles import Alignment, Border, Font, NamedStyle, Side
from openpyxl.worksheet.hyperlink import Hyperlink
from openpyxl.worksheet.worksheet import Worksheet

_FONT: Final = "Calibri"
_LINE: Final = Border(bottom=Side(style="thin", color="D5DCE2"))
_LINK: Final = "1D4F7C"
_STYLES: Final = {"left": "Text of a table", "right": "Number of a table"}
# Letters: the widest column of a sheet of few columns, of several and of many.
_WIDEST: Final = ((4, 60), (7, 40), (10, 24), (math.inf, 20))
_LINE_HEIGHT: Final = 15.0  # points
_LEAST_WIDTH: Final = 9
_A4: Final = 9
_MARGIN: Final = 0.6  # inches
_MOST_LETTERS: Final = 100  # in the head of a page, which holds 255
# Digits that a reader can use; the cell keeps all of them.
_DIGITS: Final = 3
_MOST_DECIMALS: Final = 4
# Years have four digits and no mark between them.
_GROUPED_FROM: Final = 10_000


def dress(book: Workbook, title: str) -> None:
    """Give every sheet its looks, and link the first one to the others that it names.

    Parameters
    ----------
    title
        What the head of each printed page says.
    """
    book.properties.title, book.properties.creator = title, "evalcap"
    # Named styles: told once, where a style of its own would be looked up for every cell.
    for side in ("left", "right"):
        book.add_named_style(_style(side))
    for sheet in book.worksheets:
        _dress_cells(sheet)
        _set_heights(sheet)
        _set_page(sheet, title)
        sheet.sheet_view.showGridLines = False
    if book.worksheets:
        _link(book.worksheets[0], book.sheetnames[1:])


def _dress_cells(sheet: Worksheet) -> None:
    widest = next(width for most, width in _WIDEST if sheet.max_column <= most)
    for heading, *cells in sheet.iter_cols():
        numbers = [cell.value for cell in cells if isinstance(cell.value, float)]
        decimals = decimals_for(numbers)
        width = max(min(_width(cells, decimals), widest), _longest_word(heading), _LEAST_WIDTH)
        sheet.column_dimensions[heading.column_letter].width = width + 3
        right = bool(cells) and all(_is_number(cell.value) for cell in cells if cell.value != "")
        heading.font = Font(name=_FONT, bold=True, color="FFFFFF", underline=heading.font.underline)
        side = "right" if right and any(cell.value is not None for cell in cells) else "left"
        heading.alignment = Alignment(vertical="bottom", horizontal=side, indent=1, wrap_text=True)
        for cell in cells:
            _dress_cell(cell, decimals)


def _style(side: str) -> NamedStyle:
    """Make the style of a cell: its text stands on the left, numbers on the right."""
    align = Alignment(vertical="top", horizontal=side, indent=1, wrap_text=True)
    name = _STYLES[side]
    return NamedStyle(name=name, font=Font(name=_FONT), border=_LINE, alignment=align)


def _set_heights(sheet: Worksheet) -> None:
    """Make rows as high as their text; not every spreadsheet does so by itself."""
    for row in sheet.iter_rows():
        lines = (_lines(cell, sheet.column_dimensions[cell.column_letter].width) for cell in row)
        sheet.row_dimensions[row[0].row].height = _LINE_HEIGHT * max(lines, default=1)


def _lines(cell: Cell, width: float) -> int:
    """How many lines the text of a cell takes; words that do not fit leave room behind them."""
    room = max(int(width) - 3, 1)
    if not isinstance(cell.value, str) or (len(cell.value) <= room and "\n" not in cell.value):
        return 1
    return len(textwrap.wrap(cell.value, room)) or 1


def _dress_cell(cell: Cell, decimals: int) -> None:
    is_text = cell.quotePrefix  # what looks like a formula stays text
    cell.style = _STYLES["right" if _is_number(cell.value) else "left"]
    cell.quotePrefix = is_text
    if isinstance(cell.value, float):
        cell.number_format = format_of(cell.value, decimals)
    elif isinstance(cell.value, int):
        cell.number_format = "#,##0" if abs(cell.value) >= _GROUPED_FROM else "0"


def decimals_for(numbers: Iterable[float]) -> int:
    """Choose decimals for a column: those that show three digits of its middling numbers."""
    sizes = [abs(number) for number in numbers if number and math.isfinite(number)]
    if not sizes:
        return 0
    return min(max(_DIGITS - 1 - math.floor(math.log10(median(sizes))), 0), _MOST_DECIMALS)


def format_of(number: float, decimals: int) -> str:
    """Choose how a spreadsheet shows a number: none but zero is shown as zero."""
    if number and abs(number) < 0.5 * 10**-decimals:
        return "0.0E+00"
    whole = "#,##0" if abs(number) >= _GROUPED_FROM else "0"
    return whole + ("." + "0" * decimals if decimals else "")


def _is_number(value: object) -> bool:
    return value is None or (isinstance(value, int | float) and not isinstance(value, bool))


def _width(cells: Iterable[Cell], decimals: int) -> int:
    """How many letters the longest cell of a column shows."""
    shown = (
        f"{cell.value:,.{decimals}f}" if isinstance(cell.value, float) else str(cell.value or "")
        for cell in cells
    )
    return max((len(text) for text in shown), default=0)


def _longest_word(heading: Cell) -> int:
    """Headings may break between words, but not within one."""
    return max((len(word) for word in str(heading.value or "").split()), default=0) + 2


def _set_page(sheet: Worksheet, title: str) -> None:
    """Print on A4, as wide as the paper, with the headings on every page."""
    sheet.page_setup.paperSize = _A4
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
    sheet.print_title_rows = "1:1"
    for side in ("left", "right"):
        setattr(sheet.page_margins, side, _MARGIN)
    # An ampersand begins an instruction there.
    sheet.oddHeader.left.text = title[:_MOST_LETTERS].replace("&", "&&")
    sheet.oddHeader.right.text = "&A"
    sheet.oddFooter.center.text = "&P / &N"


def _link(first: Worksheet, names: list[str]) -> None:
    """Let the names of the other sheets in the first column lead to them."""
    for cell in first["A"]:
        if cell.value in names:
            place = "'" + str(cell.value).replace("'", "''") + "'!A1"
            cell.hyperlink = Hyperlink(ref=cell.coordinate, location=place)
            cell.font = Font(name=_FONT, color=_LINK, underline="single")
