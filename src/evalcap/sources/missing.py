"""Marks for "missing" in columns that otherwise hold numbers."""

from collections.abc import Iterable
from typing import Final

import numpy as np
import pandas as pd

from evalcap.errors.reading import ReaderFinding

# A zero before another digit at the start of a cell: a code such as 007, not a number.
PADDED: Final = r"^\s*[+-]?0\d"
# More digits than a number with a decimal point holds: a code as well.
LONG: Final = r"^\s*[+-]?\d{16,}\s*$"
_ZERO, _NINE = ord("0"), ord("9")
_SIGNS: Final = np.frombuffer(b"+-", dtype=np.uint8)
_EDGES: Final = np.frombuffer(b',;\t|"\n\r ', dtype=np.uint8)  # what a cell can stand behind
_WINDOW: Final = 1024**2
ONLY_NA: Final = "only_na"
_NAMIBIA: Final = "NA"
_WRONG: Final = "nothing but NA in the column; read as missing"
_DO: Final = (
    "If it is the code of Namibia, name the column in text_columns, or declare "
    "'country name -> ISO 3166-1' for it in [units]."
)
MARKS: Final = ("NA", "N/A", "n/a", "#N/A", "NaN", "nan", "NULL", "null", "None", ".")


def marked_numbers(frame: pd.DataFrame, *, decimal: str = ".") -> list[str]:
    """Find the columns that hold numbers and marks for missing, and nothing else.

    A column of text keeps its marks: `NA` among country codes is Namibia.

    Parameters
    ----------
    decimal
        What stands before decimals.
    """
    return [str(name) for name, column in frame.items() if _is_marked_number(column, decimal)]


def only_na(frame: pd.DataFrame, names: Iterable[str]) -> list[ReaderFinding]:
    """Report columns with nothing but `NA` in them: missing, or the code of Namibia.

    Parameters
    ----------
    frame
        With its marks.
    names
        Columns of numbers and marks.
    """
    found = []
    for name in names:
        cells = frame[name].dropna()
        if (cells == _NAMIBIA).all():
            n = len(cells)
            found.append(ReaderFinding(ONLY_NA, _WRONG, _DO, column=name, n=n, of="cell"))
    return found


def _is_marked_number(column: pd.Series, decimal: str) -> bool:
    if not (pd.api.types.is_object_dtype(column) or pd.api.types.is_string_dtype(column)):
        return False
    marked = column.isin(MARKS)
    if not marked.any():
        return False
    rest = column[~marked & column.notna()]
    if decimal != ".":
        rest = rest.astype(str).str.replace(decimal, ".", regex=False)
    numbers = pd.to_numeric(rest, errors="coerce").notna().all()
    return bool(numbers and not codes_in(rest.astype(str)))


def codes_in(text: pd.Series) -> bool:
    """Say whether text that reads as numbers has codes in it: 007, or 16 digits and more."""
    return bool(text.str.match(PADDED).any() or text.str.match(LONG).any())


def has_padded(text: bytes) -> bool:
    """Say whether any cell of separated text may begin with a zero before another digit."""
    for start in range(0, len(text), _WINDOW):
        letters = np.frombuffer(text[max(start - 2, 0) : start + _WINDOW + 1], dtype=np.uint8)
        zeros = np.flatnonzero(letters[:-1] == _ZERO)
        follows = letters[zeros + 1]
        zeros = zeros[(follows >= _ZERO) & (follows <= _NINE)]
        before = letters[np.maximum(zeros - 1, 0)]
        signed = np.isin(before, _SIGNS)
        before = np.where(signed, letters[np.maximum(zeros - 2, 0)], before)
        # The first two letters of a later window were looked at in the one before.
        edges = np.isin(before, _EDGES) & (zeros > 1) if start else np.isin(before, _EDGES)
        if edges.any():
            return True
    return False
