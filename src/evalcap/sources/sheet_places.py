"""Where the cells of a sheet are, as its XML says: `r="B7"` is row 7 of column 2."""

import re
from typing import Final

import numpy as np

REFERENCE: Final = re.compile(rb"""\br\s*=\s*["']([A-Za-z]*)(\d+)["']""")
_SPACES: Final = np.frombuffer(b" \t\r\n", dtype=np.uint8)
_QUOTES: Final = np.frombuffer(b"\"'", dtype=np.uint8)
_LETTERS: Final = 4  # of a column; one more than any has
_LENGTH: Final = 16  # of a reference; longer ones are beyond any limit
_CAPITAL: Final = 0xDF  # takes the bit away that makes a letter small


def last_place(xml: bytes) -> tuple[int, int, int]:
    """Find the last row and column that is referred to, and how many cells refer to a place.

    Returns
    -------
    tuple
        Row and column from 1, 0 if there is none; number of references with a column.
    """
    letters = np.frombuffer(xml + b" " * _LENGTH, dtype=np.uint8)
    equals = np.flatnonzero(letters[: len(xml)] == ord("="))
    equals = equals[equals > 1]
    beside = np.isin(letters[equals - 1], _SPACES) | np.isin(letters[equals + 1], _SPACES)
    if beside.any():  # as nobody writes it, and XML allows it
        return _last_place_slowly(xml)
    named = (letters[equals - 1] == ord("r")) & np.isin(letters[equals - 2], _SPACES)
    starts = equals[named & np.isin(letters[equals + 1], _QUOTES)] + 2
    if not len(starts):
        return 0, 0, 0
    return _last(letters[starts[:, np.newaxis] + np.arange(_LENGTH)])


def _last(references: np.ndarray) -> tuple[int, int, int]:
    """Read references, one a row, shape (n, 16)."""
    capitals = references & _CAPITAL
    is_letter = (capitals >= ord("A")) & (capitals <= ord("Z"))
    n_letters = np.argmin(is_letter, axis=1)
    column = np.zeros(len(references), dtype=np.int64)
    for i in range(_LETTERS):
        column = np.where(i < n_letters, column * 26 + capitals[:, i] - ord("A") + 1, column)
    row = np.zeros(len(references), dtype=np.int64)
    reading = np.ones(len(references), dtype=bool)
    for i in range(_LENGTH):
        digit = references[:, i].astype(np.int64) - ord("0")
        reading &= (i < n_letters) | ((digit >= 0) & (digit <= 9))  # noqa: PLR2004 - a digit
        row = np.where(reading & (i >= n_letters), row * 10 + digit, row)
    return int(row.max()), int(column.max()), int((n_letters > 0).sum())


def _last_place_slowly(xml: bytes) -> tuple[int, int, int]:
    found = REFERENCE.findall(xml)
    rows = [int(row) for _, row in found]
    columns = [column_number(letters) for letters, _ in found if letters]
    return max(rows, default=0), max(columns, default=0), len(columns)


def column_number(letters: bytes) -> int:
    """Turn a column's letters into its number: A is 1, AA is 27."""
    number = 0
    for letter in letters.upper():
        number = number * 26 + letter - ord("A") + 1
    return number
