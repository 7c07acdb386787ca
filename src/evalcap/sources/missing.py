"""Marks for "missing" in columns that otherwise hold numbers."""

from typing import Final

import pandas as pd

# A zero before another digit at the start of a cell: a code such as 007, not a number.
PADDED: Final = r"^[+-]?0\d"
# More digits than a number with a decimal point holds: a code as well.
LONG: Final = r"^[+-]?\d{16,}$"
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
