"""Which delimiter a text file has, and whether every row has the cells of the header."""

import csv
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from io import BytesIO, TextIOWrapper
from itertools import islice
from typing import Final

import pyarrow as pa
import pyarrow.csv

from evalcap.errors.reading import FileProblemsError, LimitError, ReaderFinding
from evalcap.sources.encoding import numbered_lines
from evalcap.sources.options import DELIMITERS, Limits

LINE_BYTES: Final = 16 * 1024**2  # no header, and no record, is longer
_SHOWN: Final = 5
_SEARCHED: Final = 50  # rows in which headers are looked for, to propose one
_NAMES: Final = {",": "commas", ";": "semicolons", "\t": "tabs", "|": "bars"}


@dataclass(frozen=True)
class Shape:
    """How a text is cut into cells.

    Attributes
    ----------
    delimiter
        What separates its columns.
    header
        Its headers as they are written.
    """

    delimiter: str
    header: tuple[str, ...]


def find_shape(
    text: bytes, *, delimiter: str | None, first_line: int, limits: Limits, location: str
) -> Shape:
    """Find the one delimiter with which every row has as many cells as the header.

    Parameters
    ----------
    text
        In UTF-8, from its header on.
    delimiter
        What was declared.
    first_line
        Line of the file that the text begins with.

    Raises
    ------
    FileProblemsError
        Rows with more or fewer cells, by line; several delimiters that would do; or a title where
        the headers are expected.
    LimitError
        More columns than the limit.
    """
    head = text[: LINE_BYTES + 1].replace(b"\r", b"\n")
    _check_line(head.partition(b"\n")[0], first_line, location)
    headers = {mark: _header(text, mark) for mark in ([delimiter] if delimiter else DELIMITERS)}
    if not any(headers.values()):
        raise FileProblemsError(location, [ReaderFinding("empty", "it has no header and no row")])
    likely = [mark for mark, cells in headers.items() if len(cells) > 1] or list(headers)[:1]
    _check_width(headers[likely[0]], limits, location)
    fitting = [mark for mark in likely if _is_regular(text, mark)]
    if len(fitting) == 1:
        if titles := _titles(text, fitting[0], first_line):
            raise FileProblemsError(location, [titles])
        return Shape(fitting[0], headers[fitting[0]])
    if fitting:
        raise FileProblemsError(location, [_ambiguous(fitting)])
    chosen = max(likely, key=lambda mark: len(headers[mark]))
    raise FileProblemsError(
        location, list(_irregularities(text, chosen, len(headers[chosen]), first_line, location))
    )


def _header(text: bytes, delimiter: str) -> tuple[str, ...]:
    head = BytesIO(text[: LINE_BYTES + 1])
    with TextIOWrapper(head, encoding="utf-8", errors="replace", newline="") as lines:
        try:
            return tuple(next(filter(None, csv.reader(lines, delimiter=delimiter)), ()))
        except csv.Error:  # a cell longer than any header
            return ()


def _check_width(header: Sequence[str], limits: Limits, location: str) -> None:
    if len(header) > limits.columns:
        raise LimitError(
            location,
            what="the number of its columns",
            found=len(header),
            limit=limits.columns,
            key="columns",
        )


def text_blocks(text: bytes, delimiter: str, columns: Sequence[int]) -> Iterator[pa.RecordBatch]:
    """Go through columns of a text, by position, as they are written; block by block.

    The header is the first row of the first block. Empty lines are no rows.

    Raises
    ------
    pyarrow.ArrowInvalid
        At the first row that has more or fewer cells than the first.
    """
    names = [f"f{column}" for column in columns]
    yield from pa.csv.open_csv(
        pa.BufferReader(text),
        read_options=pa.csv.ReadOptions(
            block_size=LINE_BYTES, autogenerate_column_names=True, use_threads=False
        ),
        parse_options=pa.csv.ParseOptions(delimiter=delimiter, newlines_in_values=True),
        convert_options=pa.csv.ConvertOptions(
            include_columns=names, column_types=dict.fromkeys(names, pa.binary())
        ),
    )


def _is_regular(text: bytes, delimiter: str) -> bool:
    """Say whether every row has the cells of the first; empty lines do not count."""
    try:
        for _ in text_blocks(text, delimiter, [0]):
            pass
    except pa.ArrowInvalid:
        return False
    return True


def _titles(text: bytes, delimiter: str, first_line: int) -> ReaderFinding | None:
    """Tell a title, which programs pad with delimiters, from headers: it names few columns."""
    head = TextIOWrapper(BytesIO(text[:LINE_BYTES]), encoding="utf-8", errors="replace", newline="")
    reader = csv.reader(head, delimiter=delimiter)
    try:
        records = [(reader.line_num, cells) for cells in islice(filter(None, reader), _SEARCHED)]
    except csv.Error:  # a cell longer than any header
        return None
    columns = zip(*(cells for _, cells in records), strict=False)
    named = [bool(column[0].strip()) for column in columns if any(map(str.strip, column))]
    nameless = named.count(False)
    if nameless <= 1 or nameless <= len(named) / 2:
        return None
    line, _ = max(records, key=lambda record: sum(bool(cell.strip()) for cell in record[1]))
    return ReaderFinding(
        "header",
        f"line {first_line} names {sum(named)} of {len(named)} columns",
        f"Say in which line the headers are, such as header = {first_line + line - 1}.",
    )


def _ambiguous(fitting: Sequence[str]) -> ReaderFinding:
    names = " and ".join(_NAMES[mark] for mark in fitting)
    return ReaderFinding(
        "delimiter",
        f"{names} would each separate every row into the same number of cells",
        f"Declare delimiter = {fitting[0]!r} or {fitting[1]!r}.",
    )


def _irregularities(
    text: bytes, delimiter: str, width: int, first_line: int, location: str
) -> Iterator[ReaderFinding]:
    """Describe what keeps rows from having the cells of the header, by kind."""
    found: dict[tuple[str, str], list[int]] = {}
    for line, cells, record in _ragged(text, delimiter, width, location):
        kind = _what(record, cells, delimiter, width)
        found.setdefault(kind, []).append(first_line + line - 1)
    for (wrong, do), lines in found.items():
        yield ReaderFinding(
            "ragged", wrong, do, n=len(lines), of="line", examples=tuple(lines[:_SHOWN])
        )
    if not found:
        wrong = "a quotation mark is opened and never closed"
        yield ReaderFinding("quotes", wrong, "Close it, or double it if it is part of the text.")


def _what(record: bytes, cells: int, delimiter: str, width: int) -> tuple[str, str]:
    """Say what is wrong with a row, and what to do; the same words for the same cause."""
    if record.count(b"\n") > 1 and record.count(b'"') % 2:
        return (
            "a quotation mark opened here is never closed",
            "Close it, or double it if it is part of the text.",
        )
    others = [mark for mark in DELIMITERS if mark != delimiter]
    other = next((mark for mark in others if len(_header(record, mark)) == width > 1), None)
    if other:
        wrong = f"cells are separated by {_NAMES[other]}, those of the header by "
        do = "Bring the whole file to one delimiter; it may be two files put together."
        return wrong + _NAMES[delimiter], do
    titles = "If titles stand above the headers, say in which line these are: header = N."
    return (
        f"{'more' if cells > width else 'fewer'} cells than the header's {width}",
        "A cell that holds the delimiter needs quotation marks around it. " + titles,
    )


def _ragged(
    text: bytes, delimiter: str, width: int, location: str
) -> Iterator[tuple[int, int, bytes]]:
    """List rows with other than the header's cells: first line, cells, and their text."""
    record: list[bytes] = []

    def lines() -> Iterator[str]:
        for number, line in numbered_lines(text):
            _check_line(line, number, location)
            record.append(line)
            yield line.decode("utf-8", errors="replace")

    reader = csv.reader(lines(), delimiter=delimiter)
    start = 1
    try:
        for cells in reader:
            if cells and len(cells) != width:
                yield start, len(cells), b"".join(record)
            start = reader.line_num + 1
            record.clear()
    except csv.Error:  # a cell without end
        yield start, 0, b"".join(record)


def _check_line(line: bytes, number: int, location: str) -> None:
    if len(line) > LINE_BYTES:
        wrong = f"line {number} is longer than {LINE_BYTES:,} bytes, as no line of a table is"
        do = "The file is damaged, or no table; export it again."
        raise FileProblemsError(location, [ReaderFinding("line_length", wrong, do)])
