"""Numbers that stand as text: in the digits of Arabic or Persian, or with marks of thousands."""

import re
from typing import Final

import pandas as pd

ARABIC: Final = ("Arabic digits", "number")
_OTHERWISE: Final = (
    "Recode such cells, or convert them in [units], as by 'decimal comma -> number'."
)
# Digits of Arabic, and of Persian and Urdu, by their zero; and their marks.
_ZEROS: Final = (0x0660, 0x06F0)
_PLAIN: Final[dict[int, str | None]] = {
    **{zero + n: str(n) for zero in _ZEROS for n in range(10)},
    0x066B: ".",  # before decimals
    0x066C: None,  # between thousands
}
_WRITTEN: Final = re.compile("[\u0660-\u0669\u06f0-\u06f9]")
_THOUSANDS: Final = re.compile(
    r"[+-]?\d{1,3}(?:(?P<mark>[,.'\u2019 \u00a0\u202f])\d{3})+(?:[.,]\d+)?"
)


def from_arabic(column: pd.Series) -> pd.Series:
    """Read numbers in any of these digits; missing where a cell is no number."""
    plain = column.astype("str").str.translate(_PLAIN)
    return pd.to_numeric(plain.where(column.notna()), errors="coerce").astype("float64")


def advice(cells: pd.Series) -> str:
    """Say what to do about cells that are no numbers, by how they are written.

    Parameters
    ----------
    cells
        Those that could not be read.
    """
    texts = [str(cell).strip() for cell in cells.unique()]
    if any(_WRITTEN.search(text) for text in texts):
        return f"They have Arabic digits: declare '{' -> '.join(ARABIC)}' in [units]."
    found = [_THOUSANDS.fullmatch(text) for text in texts]
    if texts and all(found):
        marks = sorted({match["mark"] for match in found if match})
        return (
            f"They have marks of thousands: declare thousands = {marks[0]!r} in [[sources]], and "
            "decimal too where it is a comma."
        )
    return _OTHERWISE
