"""From a sheet to a table: its headers, its merged cells, and what is odd in it."""

from collections.abc import Callable, Iterator, Sequence
from datetime import date
from itertools import groupby
from typing import Any, Final

import numpy as np

from evalcap.errors.reading import FileProblemsError, ReaderFinding
from evalcap.sources.cells import text_column, typed_frame
from evalcap.sources.headers import unique_headers
from evalcap.sources.opening import RawFile
from evalcap.sources.options import Options
from evalcap.sources.reasons import code_text
from evalcap.sources.sheet_xml import OddCell, hidden_rows, odd_cells
from evalcap.sources.source import Content
from evalcap.sources.workbook import Area, Sheet, Workbook, check_filled, open_workbook

_SHOWN: Final = 5
_PAIR: Final = 2  # columns that one header may name together
_SEARCHED: Final = 50  # rows in which headers are looked for, to propose one


def read_xlsx(file: RawFile, options: Options) -> Content:
    """Read a sheet with its headers.

    Raises
    ------
    FileProblemsError
        Headers that are not where they were said to be, formulas without a result.
    SheetError
        There is no such sheet.
    UnreadableFileError, LimitError
        See `open_workbook`.
    """
    book = open_workbook(file.read(), limits=options.limits, location=file.location)
    sheet = book.read(book.choose(options.sheet))
    headers, numbers, rows, findings = sheet_table(sheet, options, file.location)
    names = unique_headers(headers)
    as_text = [name for name in options.text_columns if name in names]
    frame, mixed = typed_frame(names, rows, numbers=numbers, sheet=sheet.name)
    for name in as_text:
        cells = [row[names.index(name)] for row in rows]
        frame[name] = text_column(cells)
    mixed = [finding for finding in mixed if finding.column not in as_text]
    noted = [*_about_book(book, sheet, options), *findings, *mixed]
    return Content(frame, findings=tuple(noted), layout={"sheet": sheet.name})


def sheet_table(
    sheet: Sheet, options: Options, location: str
) -> tuple[list[str], list[int], list[list[Any]], list[ReaderFinding]]:
    """Part a sheet into headers and records.

    Returns
    -------
    tuple
        Headers as they are written; the row of the sheet of each record; the records; findings.
    """
    first, last = (
        options.header if isinstance(options.header, tuple) else (options.header, options.header)
    )
    if len(sheet.rows) < last:
        if not sheet.rows:
            what = "the sheet is empty"
            raise ValueError(what)
        wrong = f"it has {len(sheet.rows):,} rows, and the headers are said to be in row {last:,}"
        finding = ReaderFinding("header", wrong, "Correct header = N.", sheet=sheet.name)
        raise FileProblemsError(location, [finding])
    n_filled = _fill(sheet, first - 1, len(sheet.rows) if options.fill_merged else last)
    check_filled(n_filled, options.limits, location)
    headers = _joined(sheet.rows[first - 1 : last])
    body = [(n, row) for n, row in enumerate(sheet.rows[last:], start=last + 1)]
    odd = list(odd_cells(sheet.xml))
    held = {cell.row + 1 for cell in odd}  # a row of nothing but errors is a record
    filled = [(n, row) for n, row in body if n in held or any(cell != "" for cell in row)]
    end = filled[-1][0] if filled else last
    blank = sorted({n for n, _ in body if n < end} - {n for n, _ in filled})
    rows = [row for _, row in filled]
    kept = [
        position
        for position, header in enumerate(headers)
        if header or any(row[position] != "" for row in rows)
    ]
    problems = [
        *_header_problems(sheet, headers, kept, first),
        *(_merged_title(sheet, len(kept), first) if first == last else ()),
        *_formulas(odd, sheet.name, headers, first),
    ]
    if problems:
        raise FileProblemsError(location, problems)
    findings = [*_blank(blank, sheet.name), *_errors(odd, sheet.name, headers, first)]
    if not options.fill_merged:
        findings += _merged(sheet, last)
    return (
        [headers[position] for position in kept],
        [n for n, _ in filled],
        [[row[position] for position in kept] for row in rows],
        findings,
    )


def _fill(sheet: Sheet, first: int, last: int) -> int:
    """Write the value of merged cells into all of them, in rows from `first` to below `last`."""
    n_filled = 0
    for (top, left), (bottom, right) in sheet.merged:
        if first <= top < last and left < len(sheet.rows[top]):
            value = sheet.rows[top][left]
            for row in sheet.rows[top : min(bottom + 1, last)]:
                end = min(right + 1, len(row))
                row[left:end] = [value] * (end - left)
                n_filled += end - left
    return n_filled


def _joined(rows: Sequence[Sequence[Any]]) -> list[str]:
    """Join the header cells of each column; a cell that is merged downwards counts once."""
    return [
        " / ".join(part for part, _ in groupby(_header(cell) for cell in column) if part)
        for column in zip(*rows, strict=True)
    ]


def _header(cell: Any) -> str:
    return (cell.isoformat() if isinstance(cell, date) else code_text(cell)).strip(" ")


def _header_problems(
    sheet: Sheet, headers: Sequence[str], kept: Sequence[int], first: int
) -> Iterator[ReaderFinding]:
    nameless = sum(1 for position in kept if not headers[position])
    if nameless > 1 and nameless > len(kept) / 2:
        wrong = f"row {first} names {len(kept) - nameless} of {len(kept)} columns"
        yield _elsewhere(sheet, wrong, from_row=1)


def _merged_title(sheet: Sheet, n_columns: int, first: int) -> Iterator[ReaderFinding]:
    """Tell a title that is merged over most columns from headers: it names none of them."""
    areas = [area for area in sheet.merged if area[0][0] < first <= area[1][0] + 1]
    width = max((right - left + 1 for (_, left), (_, right) in areas), default=0)
    if width > max(_PAIR, n_columns / 2) and len(sheet.rows) > first:
        wrong = f"row {first} holds one title, merged over {width} columns"
        yield _elsewhere(sheet, wrong, from_row=first + 1)


def _elsewhere(sheet: Sheet, wrong: str, *, from_row: int) -> ReaderFinding:
    """Propose as headers the row with the most cells, from a row on."""
    rows = sheet.rows[from_row - 1 : _SEARCHED + from_row]
    likely = from_row + int(np.argmax([sum(cell != "" for cell in row) for row in rows]))
    do = f"Say in which row the headers are, such as header = {likely}."
    return ReaderFinding("header", wrong, do, sheet=sheet.name)


def _formulas(
    odd: Sequence[OddCell], sheet: str, headers: Sequence[str], first: int
) -> Iterator[ReaderFinding]:
    cells = [cell for cell in odd if not cell.error and cell.row >= first - 1]
    yield from _by_column(
        cells,
        headers,
        sheet,
        lambda _: (
            "formula",
            "formulas whose results were never stored",
            "Open the workbook in Excel or LibreOffice, so that it calculates, and save it.",
        ),
    )


def _errors(
    odd: Sequence[OddCell], sheet: str, headers: Sequence[str], first: int
) -> Iterator[ReaderFinding]:
    cells = [cell for cell in odd if cell.error and cell.row >= first]
    yield from _by_column(
        cells,
        headers,
        sheet,
        lambda error: (
            "error_cells",
            f"the error {error}, read as missing",
            "Correct them in the workbook if they should hold a value.",
        ),
    )


def _by_column(
    cells: Sequence[OddCell],
    headers: Sequence[str],
    sheet: str,
    words: Callable[[str], tuple[str, str, str]],
) -> Iterator[ReaderFinding]:
    groups: dict[tuple[int, str], list[int]] = {}
    for cell in cells:
        groups.setdefault((cell.column, cell.error), []).append(cell.row + 1)
    for (column, error), rows in sorted(groups.items()):
        kind, wrong, do = words(error)
        known = headers[column] if column < len(headers) else ""
        yield ReaderFinding(
            kind,
            wrong,
            do,
            sheet=sheet,
            column=known or f"(column {column + 1})",
            n=len(rows),
            of="cell",
            examples=tuple(rows[:_SHOWN]),
        )


def _merged(sheet: Sheet, last: int) -> Iterator[ReaderFinding]:
    areas: list[Area] = [area for area in sheet.merged if area[0][0] >= last]
    if areas:
        rows = sorted({top + 1 for (top, _), _ in areas})
        yield ReaderFinding(
            "merged_cells",
            "values of merged cells, which count for the first cell alone",
            "If it is meant for all of them, declare fill_merged = true.",
            sheet=sheet.name,
            n=len(rows),
            examples=tuple(rows[:_SHOWN]),
        )


def _blank(rows: Sequence[int], sheet: str) -> Iterator[ReaderFinding]:
    if rows:
        yield ReaderFinding(
            "empty_rows",
            "nothing in them; left out",
            sheet=sheet,
            n=len(rows),
            examples=tuple(rows[:_SHOWN]),
        )


def _about_book(book: Workbook, sheet: Sheet, options: Options) -> Iterator[ReaderFinding]:
    """Say what a person may not expect of a workbook: what was not read, and what is hidden."""
    if sheet.name in book.hidden:
        yield ReaderFinding("hidden_sheet", "the sheet is hidden, and was read", sheet=sheet.name)
    others = [name for name in book.sheets if name not in (sheet.name, *book.hidden)]
    if options.sheet is None and others:
        wrong = f"the first of {len(others) + 1} sheets that are shown, and the only one read"
        yield ReaderFinding("other_sheets", wrong, "Name one with sheet = ...", sheet=sheet.name)
    if n := hidden_rows(sheet.xml):
        wrong = "hidden, by a filter perhaps, and read like the others"
        yield ReaderFinding("hidden_rows", wrong, sheet=sheet.name, n=n)
