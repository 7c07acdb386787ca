"""What the XML of a sheet says beyond its values, and how large the sheet is."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from evalcap.errors.reading import LimitError
from evalcap.sources.options import Limits
from evalcap.sources.sheet_places import REFERENCE, column_number, last_place

_WINDOW: Final = 8 * 1024**2
_OVERLAP: Final = 256  # no reference to a cell is longer
_CELL: Final = re.compile(rb"<(?:\w+:)?c[\s>/]")
_ROW: Final = re.compile(rb"<(?:\w+:)?row[\s>/]")
_HIDDEN: Final = re.compile(rb"""<(?:\w+:)?row\b[^>]*\bhidden\s*=\s*["'](?:1|true)["']""")
# A cell from its tag to the next cell's; enough to find errors and formulas.
_WHOLE: Final = re.compile(
    rb"<(?:\w+:)?c\s([^>]*[^/>])>(.*?)</(?:\w+:)?c>",
    re.DOTALL,
)
_STORED_TEXT: Final = re.compile(rb"""\bt\s*=\s*["']str["']""")  # also when it is empty
_ERROR: Final = re.compile(rb"""\bt\s*=\s*["']e["']""")
_ERROR_TYPE: Final = re.compile(rb"""<(?:\w+:)?c\s[^>]*\bt\s*=\s*["']e["']""")
_FORMULA: Final = re.compile(rb"<(?:\w+:)?f[\s>/]")
_VALUE: Final = re.compile(rb"<(?:\w+:)?v(?:\s[^>]*)?>([^<]*)<|<(?:\w+:)?t(?:\s[^>]*)?>([^<]*)<")
_STRING: Final = re.compile(rb"<(?:\w+:)?si[\s>/].*?</(?:\w+:)?si>|<(?:\w+:)?si/>", re.DOTALL)
_INDEX: Final = re.compile(rb"<(?:\w+:)?v>(\d{1,9})</")


@dataclass(frozen=True)
class OddCell:
    """A cell without a value of its own: row and column from 0, and the error it shows.

    The error is empty for a formula whose result was never stored.
    """

    row: int
    column: int
    error: str


def check_size(xml: bytes, limits: Limits, location: str) -> None:
    """Refuse a sheet whose last cell is so far out that the area up to it cannot be held.

    The size that a sheet declares is not looked at; what its cells say is.

    Raises
    ------
    LimitError
        More columns, or rows times columns, than the limits.
    """
    rows, columns = _extent(xml)
    if columns > limits.columns:
        what = "the number of its columns"
        raise LimitError(location, what=what, found=columns, limit=limits.columns, key="columns")
    if rows * columns > limits.sheet_cells:
        raise LimitError(
            location,
            what=f"the area of {rows:,} rows and {columns:,} columns up to its last cell",
            found=rows * columns,
            limit=limits.sheet_cells,
            key="sheet_cells",
        )


def check_strings(shared: bytes, xml: bytes, limits: Limits, location: str) -> None:
    """Refuse a sheet in which a few long texts, each stored once, are repeated without measure.

    Raises
    ------
    LimitError
        More bytes of text than the limit.
    """
    lengths = [len(item) for item in _STRING.findall(shared)]
    if max(lengths, default=0) * xml.count(b"</") <= limits.bytes:
        return
    within = (int(match[1]) for match in _INDEX.finditer(xml))
    size = sum(lengths[index] for index in within if index < len(lengths))
    if size > limits.bytes:
        what = "the size of its texts in bytes"
        raise LimitError(location, what=what, found=size, limit=limits.bytes, key="bytes")


def odd_cells(xml: bytes) -> Iterator[OddCell]:
    """List cells with an error, and cells with a formula whose result was never stored."""
    # Most sheets have neither, and to look for a few bytes is far cheaper than to take all apart.
    errors = (b'"e"' in xml or b"'e'" in xml) and _ERROR_TYPE.search(xml)
    formulas = (b"<f" in xml or b":f" in xml) and _FORMULA.search(xml)
    if not errors and not formulas:
        return
    for match in _WHOLE.finditer(xml):
        attributes, inside = match[1], match[2]
        value = _VALUE.search(inside)
        text = (value[1] or value[2] or b"") if value else b""
        error = text.decode("utf-8", "replace") if _ERROR.search(attributes) else ""
        place = REFERENCE.search(b" " + attributes)
        unstored = not text and _FORMULA.search(inside) and not _STORED_TEXT.search(attributes)
        if place and (error or unstored):
            yield OddCell(int(place[2]) - 1, column_number(place[1]) - 1, error)


def hidden_rows(xml: bytes) -> int:
    """Count the rows that its program does not show."""
    return len(_HIDDEN.findall(xml)) if b"hidden" in xml else 0


def _extent(xml: bytes) -> tuple[int, int]:
    """Give the last row and column with a cell, from 1."""
    last_row, last_column, placed = 0, 0, 0
    for start in range(0, len(xml), _WINDOW):
        part = xml[max(start - _OVERLAP, 0) : start + _WINDOW]
        row, column, n_cells = last_place(part)
        last_row, last_column = max(last_row, row), max(last_column, column)
        placed += n_cells
    if placed < len(_CELL.findall(xml)):  # cells can also stand for the next place
        last_row += len(_ROW.findall(xml))
        last_column += max(len(_CELL.findall(row)) for row in _ROW.split(xml))
    return last_row, last_column
