"""The cells of a text: as they are written, or with the type that a column of them has."""

import warnings
from collections.abc import Sequence
from io import BytesIO
from typing import Any, Final

import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from evalcap.errors.reading import ReaderFinding
from evalcap.sources.missing import LONG, MARKS, PADDED, has_padded, marked_numbers, only_na
from evalcap.sources.numerals import mostly_numbers
from evalcap.sources.shape import text_blocks

_LONG: Final = 1e15  # the least number of 16 digits


def parse_text(text: bytes, separator: str, names: Sequence[str]) -> pd.DataFrame:
    """Read every cell as text; empty ones are missing."""
    return _parse(text, separator, names, dtype=str)


def inferred(
    text: bytes, separator: str, names: Sequence[str], *, as_text: Sequence[str], decimal: str
) -> tuple[pd.DataFrame, list[ReaderFinding]]:
    """Read numbers as numbers, apart from codes, and the rest as text.

    Parameters
    ----------
    text
        In UTF-8, from its header on, with as many cells in each row as there are names.
    as_text
        Columns that stay text whatever is in them.
    decimal
        What stands before decimals.

    Returns
    -------
    tuple
        The frame; a finding for each column in which nothing but `NA` was read as missing, and
        for each that stays text though most of its cells are numbers.
    """
    frame = _parse(text, separator, names, dtype=dict.fromkeys(as_text, str), decimal=decimal)
    codes = _codes(text, separator, names, frame)
    marked = [name for name in marked_numbers(frame, decimal=decimal) if name not in as_text]
    noted = only_na(frame, marked)
    again: list[tuple[list[str], dict[str, Any]]] = [
        (codes, {"dtype": str}),
        (marked, {"na_values": [*MARKS, ""], "decimal": decimal}),
    ]
    for columns, options in again:
        if columns:
            frame[columns] = _parse(text, separator, names, usecols=columns, **options)
    loose = [name for name in names if name not in as_text]
    return frame, [*noted, *mostly_numbers(frame[loose], decimal=decimal)]


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
    padded = has_padded(text)
    numbers = [
        position for position, name in enumerate(names) if _may_be_codes(frame[name], padded=padded)
    ]
    found: set[int] = set()
    blocks = text_blocks(text, separator, numbers) if numbers else ()
    for n, block in enumerate(blocks):
        records = block.slice(0 if n else 1)  # below the header
        found |= {
            position
            for position, cells in zip(numbers, records.columns, strict=True)
            if position not in found and _has_codes(cells)
        }
    return [name for position, name in enumerate(names) if position in found]


def _may_be_codes(column: pd.Series, *, padded: bool) -> bool:
    if pd.api.types.is_object_dtype(column):  # whole numbers beyond what a computer adds
        return True
    if not pd.api.types.is_numeric_dtype(column) or pd.api.types.is_bool_dtype(column):
        return False
    return padded or bool(column.abs().max() >= _LONG)


def _has_codes(cells: pa.Array) -> bool:
    matches = pc.match_substring_regex(cells, pattern=f"(?:{PADDED})|(?:{LONG})")
    return bool(pc.any(matches).as_py())
