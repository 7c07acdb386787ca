"""Read text with separated columns."""

import re
from typing import Final

import numpy as np
import pandas as pd

from evalcap.errors.reading import FileProblemsError, ReaderFinding
from evalcap.sources.compression import decompress
from evalcap.sources.encoding import decoded, numbered_lines
from evalcap.sources.headers import unique_headers
from evalcap.sources.numerals import declared_numbers
from evalcap.sources.opening import RawFile
from evalcap.sources.options import Options
from evalcap.sources.shape import find_shape
from evalcap.sources.source import Content
from evalcap.sources.typed_text import inferred, parse_text

_SHOWN: Final = 5
_NAMED: Final = re.compile(rb"sep=([,;\t|])\r?\n")  # how Excel is told the delimiter


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
    as_text = [name for name in options.text_columns if name in names]
    if options.thousands:
        frame = parse_text(text, separator, names)
        rest = frame.drop(columns=as_text)
        numbers, findings = declared_numbers(
            rest, decimal=options.decimal, thousands=options.thousands
        )
        frame = frame.assign(**{str(name): numbers[name] for name in numbers.columns})
    else:
        frame, noted = inferred(text, separator, names, as_text=as_text, decimal=options.decimal)
        findings = [f for f in noted if not options.declares_missing(f.column, "NA")]
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


def _without_blank(frame: pd.DataFrame) -> tuple[pd.DataFrame, list[ReaderFinding]]:
    """Leave out the rows with nothing between their delimiters, and say how many there are."""
    blank = np.ones(len(frame), dtype=bool)
    for name in frame.columns:
        blank &= frame[name].isna().to_numpy()
        if not blank.any():
            return frame, []
    rows = np.flatnonzero(blank)
    examples = tuple(int(row) + 1 for row in rows[:_SHOWN])
    wrong = "nothing in them; left out"
    finding = ReaderFinding("empty_rows", wrong, n=len(rows), of="record", examples=examples)
    return frame[~blank].reset_index(drop=True), [finding]


def _cells(file: RawFile, options: Options) -> tuple[bytes, tuple[str, ...], dict[str, str]]:
    """Undo compression and encoding, and find what separates the columns."""
    raw = file.read()
    if file.compression:
        raw = decompress(raw, file.compression, limits=options.limits, location=file.location)
    text = decoded(raw, declared=options.encoding, location=file.location)
    first = options.header if isinstance(options.header, int) else options.header[0]
    named = _NAMED.match(text.raw)
    if named and first == 1:
        first = 2
    below = _from_line(text.raw, first, file.location)
    shape = find_shape(
        below,
        delimiter=options.delimiter
        or ("\t" if file.kind == "tsv" else named and named[1].decode()),
        first_line=first,
        limits=options.limits,
        location=file.location,
    )
    layout = {"encoding": text.encoding, "delimiter": shape.delimiter}
    return below, shape.header, layout


def _from_line(text: bytes, number: int, location: str) -> bytes:
    if number == 1:
        return text
    start = line = 0
    for line, content in numbered_lines(text):
        if line == number:
            return text[start:]
        start += len(content)
    wrong = f"it has {line:,} lines, and the headers are said to be in line {number:,}"
    raise FileProblemsError(location, [ReaderFinding("header", wrong, "Correct header = N.")])
