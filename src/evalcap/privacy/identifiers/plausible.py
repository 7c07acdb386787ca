"""Whether values look like what their header announces.

A header alone does not block a study: `has_phone` holds yes and no, `passport` may be a count.
"""

from collections.abc import Callable, Mapping
from typing import Final

import numpy as np

from evalcap.privacy.identifiers.cells import Cells, matching, total
from evalcap.privacy.identifiers.kind import Kind

_PLACES: Final = 3  # decimals of a degree, beyond which a point is a place that a person can be in
_MOST_DEGREES: Final = 180
_ROUNDING: Final = 1e-6
_SCALE: Final = 10  # answers of a scale, at most, and how often each comes back, at least


def _texts(pattern: str) -> Callable[[Cells], int]:
    return lambda cells: total(cells.texts, matching(cells.texts, pattern))


def _long_numbers(digits: int) -> Callable[[Cells], int]:
    """Count cells with so many digits, in text or as a number."""

    def count(cells: Cells) -> int:
        text = matching(cells.texts, rf"(?:\d[^\d]?){{{digits},}}")
        number = matching(cells.digits, rf"^\d{{{digits},}}$")
        return total(cells.texts, text) + total(cells.digits, number)

    return count


def _codes(cells: Cells) -> int:
    """Count texts with a digit, and numbers of four digits or more."""
    return _texts(r"\d")(cells) + total(cells.digits, matching(cells.digits, r"^\d{4,}$"))


def _degrees(cells: Cells) -> int:
    """Count numbers that are degrees with three decimals or more, in text or as such."""
    values = cells.numbers.index.to_numpy(dtype=np.float64)
    scaled = values * 10 ** (_PLACES - 1)
    exact = np.abs(scaled - np.round(scaled)) > _ROUNDING
    degrees = exact & (np.abs(values) <= _MOST_DEGREES)
    return total(cells.numbers, degrees) + _texts(r"\d{1,3}[.,]\d{3,}|\d°")(cells)


def _days(cells: Cells) -> int:
    """Count dates, in text, as such, or as eight digits."""
    texts = _texts(r"^\d{1,4}[-/. ](?:\d{1,2}|[^\W\d]{3,})[-/. ]\d{1,4}|^(19|20)\d{6}$")(cells)
    return texts + cells.n_dates + total(cells.digits, matching(cells.digits, r"^(19|20)\d{6}$"))


def _remarks(cells: Cells) -> int:
    """Count texts of three words or more, unless a few of them come back as answers of a scale."""
    counts = cells.texts
    if len(counts) <= _SCALE and counts.sum() >= _SCALE * len(counts):
        return 0
    return total(counts, matching(counts, r"\w\W+\w+\W+\w"))


_LOOKS_LIKE: Final[Mapping[Kind, Callable[[Cells], int]]] = {
    "email": _texts("@"),
    "account_or_device": _texts(r".{4,}"),
    "machine_readable_zone": _texts(r"<|[A-Z0-9]{15,}"),
    "passport_number": _long_numbers(6),
    "bank_account": _long_numbers(6),
    "phone": _long_numbers(7),
    "coordinates": _degrees,
    "date_of_birth": _days,
    "national_id": _long_numbers(6),
    "case_number": _codes,
    "staff_number": _codes,
    "photo_or_recording": _texts(r"\.\w{3,4}$|://"),
    "address": _texts(r"\w\W+\w"),
    "person_name": _texts(r"^[^\W\d_][^\d_]+$"),
    "free_text": _remarks,
}


def plausible_cells(kind: Kind, cells: Cells) -> int:
    """Count the cells that look like a kind of identifier, given that a header announces it."""
    return _LOOKS_LIKE[kind](cells)
