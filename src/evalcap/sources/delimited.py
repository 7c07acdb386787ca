"""Read text with separated columns."""

import csv
import re
import warnings
from io import BytesIO, TextIOWrapper
from typing import Any, Final

import pandas as pd

from evalcap.sources.headers import unique_headers
from evalcap.sources.missing import MARKS, PADDED, marked_numbers
from evalcap.sources.source import Content

_SEPARATORS: Final = (",", ";", "\t", "|")
_PADDED_BYTES: Final = rb'[,;\t|"\n]\x00?[+-]?\x00?0\x00?\d'  # the zero bytes are UTF-16's


def read_csv(raw: bytes) -> Content:
    """Read comma-separated text; the header line says if it is semicolons, tabs or bars."""
    return _read(raw, separator=_separator(raw))


def read_tsv(raw: bytes) -> Content:
    """Read tab-separated text."""
    return _read(raw, separator="\t")


def _read(raw: bytes, *, separator: str) -> Content:
    """Read numbers as numbers and the rest as text.

    The text is UTF-8, or UTF-16 with its mark. Codes with leading zeros stay text. Only empty
    cells are missing, and in a column of numbers also the usual marks.
    """
    with TextIOWrapper(BytesIO(raw), encoding=_encoding(raw), newline="") as lines:
        header = next(csv.reader(lines, delimiter=separator), [])
    names = unique_headers(header)
    frame = _parse(raw, separator, names)
    padded = _padded(raw, separator, names, frame)
    marked = marked_numbers(frame)
    if padded or marked:
        missing = {name: [*MARKS, ""] if name in marked else [""] for name in names}
        frame = _parse(raw, separator, names, na_values=missing, dtype=dict.fromkeys(padded, str))
    return Content(frame)


def _parse(raw: bytes, separator: str, names: list[str], **options: Any) -> pd.DataFrame:
    settings: dict[str, Any] = {"na_values": [""], **options}
    with warnings.catch_warnings():
        # Rows longer than the header would lose their last cells with no more than a warning.
        warnings.simplefilter("error", pd.errors.ParserWarning)
        frame: pd.DataFrame = pd.read_csv(
            BytesIO(raw),
            sep=separator,
            names=names,
            header=0,
            index_col=False,
            keep_default_na=False,
            low_memory=False,
            encoding=_encoding(raw),
            **settings,
        )
    return frame


def _encoding(raw: bytes) -> str:
    return "utf-16" if raw[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8-sig"


def _separator(raw: bytes) -> str:
    with TextIOWrapper(BytesIO(raw), encoding=_encoding(raw)) as lines:
        header = re.sub(r'"[^"]*"', "", lines.readline())
    return max(_SEPARATORS, key=header.count)


def _padded(raw: bytes, separator: str, names: list[str], frame: pd.DataFrame) -> list[str]:
    """Find the columns of numbers whose text has leading zeros."""
    numbers = [name for name in names if pd.api.types.is_numeric_dtype(frame[name])]
    # Most files have none, and a search of the bytes is far cheaper than a second parse.
    if not numbers or not re.search(_PADDED_BYTES, raw):
        return []
    text = _parse(raw, separator, names, usecols=numbers, dtype=str)
    return [name for name in numbers if text[name].str.match(PADDED).any()]
