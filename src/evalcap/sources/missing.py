"""Marks for "missing" in columns that otherwise hold numbers."""

from typing import Final

import numpy as np
import pandas as pd

# A zero before another digit at the start of a cell: a code such as 007, not a number.
PADDED: Final = r"^\s*[+-]?0\d"
# More digits than a number with a decimal point holds: a code as well.
LONG: Final = r"^\s*[+-]?\d{16,}\s*$"
_ZERO, _NINE = ord("0"), ord("9")
_SIGNS: Final = np.frombuffer(b"+-", dtype=np.uint8)
_EDGES: Final = np.frombuffer(b',;\t|"\n\r ', dtype=np.uint8)  # what a cell can stand behind
_WINDOW: Final = 1024**2
MARKS: Final = ("NA", "N/A", "n/a", "#N/A", "NaN", "nan", "NULL", "null", "None", ".")


def marked_numbers(frame: pd.DataFrame) -> list[str]:
    """Find the columns that hold numbers and marks for missing, and nothing else.

    A column of text keeps its marks: `NA` among country codes is Namibia.
    """
    return [str(name) for name, column in frame.items() if _is_marked_number(column)]


def _is_marked_number(column: pd.Series) -> bool:
    if not (pd.api.types.is_object_dtype(column) or pd.api.types.is_string_dtype(column)):
        return False
    marked = column.isin(MARKS)
    if not marked.any():
        return False
    rest = column[~marked & column.notna()]
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
