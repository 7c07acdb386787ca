"""What most values of a column look like, where nobody has declared what it holds.

A single such value proves nothing, a column full of them does. Columns that the programme's schema
knows are not looked at in this way, nor are those whose header says that they are about places.
"""

import re
from collections.abc import Iterator, Sequence
from typing import Final

import numpy as np
import pandas as pd

from evalcap.privacy.identifiers.cells import Cells, matching, total, where
from evalcap.privacy.identifiers.headers import words_of
from evalcap.privacy.identifiers.kind import Kind
from evalcap.privacy.identifiers.national_numbers import number_that_most_are
from evalcap.privacy.identifiers.phones import NATIONAL, is_national_phone

_MOST: Final = 0.8  # share of the distinct values
_FEWEST: Final = 3  # distinct values
_PASSPORT: Final = r"[A-Z]{1,2}\d{6,8}"
# Distinct values with a check digit: seven in eight that agree by chance are two in a million.
_FEWEST_CHECKED: Final = 8
_LONG: Final = 6  # words of a remark, more than the labels of most answers have
_RICH: Final = 50  # distinct words: more than the codes of a question with several answers
_SAMPLED: Final = 2000  # distinct values that are looked at to tell what a column holds
# Words of headers of administrative areas, whose codes look like numbers of passports.
_PLACES: Final = frozenset(
    {
        "admin",
        "adm",
        "pcode",
        "district",
        "region",
        "province",
        "commune",
        "county",
        "ward",
        "municipality",
        "village",
        "country",
        "departement",
        "departamento",
        "provincia",
        "zone",
        "cercle",
        "wilaya",
        "iso",
        "geo",
    }
)


def kinds_by_shape(header: str, cells: Cells, regions: Sequence[str]) -> Iterator[tuple[Kind, int]]:
    """Find what a column is full of, with the number of its cells.

    Parameters
    ----------
    regions
        Two-letter codes of the study's countries, whose phone numbers are known.
    """
    about_place = any(word.rstrip("0123456789") in _PLACES for word in words_of(header))
    if not about_place and (n := _passports(cells)):
        yield "passport_number", n
    if n := _phones(cells.texts, regions) or _phones(_not_round(cells.digits), regions):
        yield "phone", n
    if not about_place and (n := _national(cells.texts) or _national(_not_round(cells.digits))):
        yield "national_id", n
    if n := _remarks(cells.texts):
        yield "free_text", n


def _passports(cells: Cells) -> int:
    counts = cells.texts
    found = matching(counts, _PASSPORT, whole=True)
    return total(counts, found) if _is_full(found) else 0


def _phones(counts: "pd.Series[int]", regions: Sequence[str]) -> int:
    if not regions or counts.empty:
        return 0
    looked_at = counts.head(_SAMPLED)
    found = matching(looked_at, NATIONAL, whole=True)
    if not _is_full(found):
        return 0
    found = where(looked_at, found, lambda text: is_national_phone(text, regions))
    return int(counts.sum()) if _is_full(found) else 0


def _national(counts: "pd.Series[int]") -> int:
    """Count cells of a column whose check digits are all those of one country's numbers."""
    texts = [str(text) for text in counts.index[:_SAMPLED]]
    if len(texts) < _FEWEST_CHECKED or number_that_most_are(texts, _MOST) is None:
        return 0
    return int(counts.sum())


def _not_round(counts: "pd.Series[int]") -> "pd.Series[int]":
    """Leave out whole columns of numbers that are mostly round: amounts, not phone numbers."""
    round_ = matching(counts, r"00$")
    return counts.iloc[:0] if len(counts) and round_.mean() > 1 - _MOST else counts


def _remarks(counts: "pd.Series[int]") -> int:
    """Count cells with several words, where they are so various that nobody chose from a list."""
    longer = matching(counts, rf"(?:\S+\s+){{{_LONG - 1},}}\S")
    n = total(counts, longer)
    if longer.sum() < _FEWEST or longer.sum() < n / 2:
        return 0
    words = [
        w for text in counts.index[longer][:_SAMPLED] for w in re.findall(r"\w+", text.lower())
    ]
    various = len(set(words))
    return n if various >= _RICH or various >= len(words) / 2 else 0


def _is_full(found: "np.ndarray[tuple[int], np.dtype[np.bool_]]") -> bool:
    return len(found) >= _FEWEST and bool(found.mean() >= _MOST)
