"""Read text with separated columns."""

import re
import warnings
from collections.abc import Mapping, Sequence
from io import BytesIO
from typing import Any, Final

import numpy as np
import pandas as pd

from evalcap.errors.reading import ReaderFinding, ReaderOptionError
from evalcap.sources.compression import decompress
from evalcap.sources.encoding import decoded, numbered_lines
from evalcap.sources.headers import unique_headers
from evalcap.sources.missing import MARKS, codes_in, marked_numbers
from evalcap.sources.numerals import declared_numbers
from evalcap.sources.opening import RawFile
from evalcap.sources.options import Options
from evalcap.sources.shape import find_shape
from evalcap.sources.source import Content

_SHOWN: Final = 5
_PADDED_BYTES: Final = rb'[,;\t|"\n][+-]?0\d'
_LONG: Final = 1e15  # the least number of 16 digits


def read_delimited(file: RawFile, options: Options) -> Content:
    """Read numbers as numbers and the rest as text.

    Codes with leading zeros, and those of 16 digits or more, stay text. Only empty
    cells are missing, and in a column of numbers also the usual marks.

    Raises
    ------
    FileProblemsError
        Text that can be decoded or cut into columns in no way, or in several.
    LimitError
        More columns or bytes than the limits.
    """
    text, headers, layout = _cells(file, options)
    separator, names = layout["delimiter"], unique_headers(headers)
    absent = [name for name in options.text_columns if name not in names]
    if absent:
        problems = [f"text_columns names {name!r}, and there is no such column" for name in absent]
        raise ReaderOptionError(file.location, problems)
    findings: list[ReaderFinding] = []
    as_text = dict.fromkeys(options.text_columns, str)
    if options.thousands:
        frame = parse_text(text, separator, names)
        rest = frame.drop(columns=list(options.text_columns))
        numbers, findings = declared_numbers(
            rest, decimal=options.decimal, thousands=options.thousands
        )
        frame = frame.assign(**{str(name): numbers[name] for name in numbers.columns})
    else:
        frame = _inferred(text, separator, names, as_text, options.decimal)
    frame, blank = _without_blank(frame)
    return Content(frame, findings=(*findings, *blank), layout=layout)


def read_text_cells(
    file: RawFile, options: Options
) -> tuple[tuple[str, ...], pd.DataFrame, dict[str, str]]:
    """Read every cell as text, under headers as they are written, repeated ones included.

    Returns
    -------
    tuple
        The headers; a frame of text with one column each, numbered from 0; how it was read.
    """
    text, headers, layout = _cells(file, options)
    columns = [str(position) for position in range(len(headers))]
    frame = parse_text(text, layout["delimiter"], columns)
    return headers, frame.set_axis(range(len(headers)), axis=1), layout


def parse_text(text: bytes, separator: str, names: Sequence[str]) -> pd.DataFrame:
    """Read every cell as text; empty ones are missing."""
    return _parse(text, separator, names, dtype=str)


def _without_blank(frame: pd.DataFrame) -> tuple[pd.DataFrame, list[ReaderFinding]]:
    """Leave out the rows with nothing between their delimiters, and say how many there are."""
    blank = np.ones(len(frame), dtype=bool)
    for name in frame.columns:
        blank &= frame[name].isna().to_numpy()
        if not blank.any():
            return frame, []
    rows = np.flatnonzero(blank)
    examples = tuple(int(row) + 1 for row in rows[:_SHOWN])
    wrong = "have nothing in them, and are left out"
    finding = ReaderFinding("empty_rows", wrong, n=len(rows), of="record", examples=examples)
    return frame[~blank].reset_index(drop=True), [finding]


def _cells(file: RawFile, options: Options) -> tuple[bytes, tuple[str, ...], dict[str, str]]:
    """Undo compression and encoding, and find what separates the columns."""
    raw = file.read()
    if file.compression:
        raw = decompress(raw, file.compression, limits=options.limits, location=file.location)
    text = decoded(raw, declared=options.encoding, location=file.location)
    first = options.header if isinstance(options.header, int) else options.header[0]
    below = _from_line(text.raw, first)
    shape = find_shape(
        below,
        delimiter="\t" if file.kind == "tsv" else options.delimiter,
        first_line=first,
        limits=options.limits,
        location=file.location,
    )
    layout = {"encoding": text.encoding, "delimiter": shape.delimiter}
    return below, shape.header, layout


def _from_line(text: bytes, number: int) -> bytes:
    if number == 1:
        return text
    start = 0
    for line, content in numbered_lines(text):
        if line == number:
            return text[start:]
        start += len(content)
    message = f"it has no line {number} for the header"
    raise ValueError(message)


def _inferred(
    text: bytes, separator: str, names: Sequence[str], as_text: Mapping[str, type], decimal: str
) -> pd.DataFrame:
    frame = _parse(text, separator, names, dtype=as_text, decimal=decimal)
    codes = _codes(text, separator, names, frame)
    marked = [name for name in marked_numbers(frame) if name not in as_text]
    if not codes and not marked:
        return frame
    missing = {name: [*MARKS, ""] if name in marked else [""] for name in names}
    types = {**as_text, **dict.fromkeys(codes, str)}
    return _parse(text, separator, names, na_values=missing, dtype=types, decimal=decimal)


def _parse(text: bytes, separator: str, names: Sequence[str], **options: Any) -> pd.DataFrame:
    settings: dict[str, Any] = {"na_values": [""], **options}
    with warnings.catch_warnings():
        # Rows longer than the header would lose their last cells with no more than a warning.
        warnings.simplefilter("error", pd.errors.ParserWarning)
        frame: pd.DataFrame = pd.read_csv(
            BytesIO(text),
            sep=separator,
            names=list(names),
            header=0,
            index_col=False,
            keep_default_na=False,
            low_memory=False,
            encoding="utf-8",
            **settings,
        )
    return frame


def _codes(text: bytes, separator: str, names: Sequence[str], frame: pd.DataFrame) -> list[str]:
    """Find the columns of numbers whose text has leading zeros, or 16 digits and more."""
    # Most files have none, and a look at the bytes is far cheaper than a second parse.
    padded = re.search(_PADDED_BYTES, text) is not None
    numbers = [name for name in names if _may_be_codes(frame[name], padded=padded)]
    if not numbers:
        return []
    cells = _parse(text, separator, names, usecols=numbers, dtype=str)
    return [name for name in numbers if codes_in(cells[name])]


def _may_be_codes(column: pd.Series, *, padded: bool) -> bool:
    if pd.api.types.is_object_dtype(column):  # whole numbers beyond what a computer adds
        return True
    if not pd.api.types.is_numeric_dtype(column) or pd.api.types.is_bool_dtype(column):
        return False
    return padded or bool(column.abs().max() >= _LONG)
