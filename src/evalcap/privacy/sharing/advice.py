"""What would hide more persons: wider bands, or a column less."""

from collections.abc import Iterator, Sequence
from typing import Final

import numpy as np
import pandas as pd

from evalcap.privacy.counts import published_count
from evalcap.privacy.sharing.classes import IntArray, codes_of, persons_sharing
from evalcap.privacy.sharing.risk import Suggestion

_BANDS: Final = (5, 10)
_FEWEST: Final = 10  # different numbers, below which a column is a scale and no measure


def suggestions(
    frame: pd.DataFrame, columns: Sequence[str], persons: IntArray, *, k: int, min_cell: int
) -> tuple[Suggestion, ...]:
    """Try every change to one column, and give those after which fewer persons stand out.

    Parameters
    ----------
    persons
        Number of the person of each record, shape (n_rows,).
    min_cell
        The smallest count of persons that may be published.

    Returns
    -------
    tuple of Suggestion
        Those that leave the fewest persons first; none if nobody stands out.
    """
    before, _ = _standing_out(frame, columns, persons, k)
    tried = []
    for column, what, changed, kept in _changes(frame, columns):
        n, least = _standing_out(changed, kept, persons, k)
        if n < before:
            shown = published_count(n, min_cell) if n else 0
            tried.append((n, Suggestion(column, what, least, shown)))
    return tuple(suggestion for _, suggestion in sorted(tried, key=lambda each: each[0]))


def _changes(
    frame: pd.DataFrame, columns: Sequence[str]
) -> Iterator[tuple[str, str, pd.DataFrame, Sequence[str]]]:
    """Give each change: the column, what is done, the records after it, the columns that stay."""
    for column in columns:
        if pd.api.types.is_numeric_dtype(frame[column]) and frame[column].nunique() >= _FEWEST:
            for width in _BANDS:
                banded = frame.assign(**{column: frame[column] // width})
                yield column, f"{column} in bands of {width}", banded, columns
    for column in columns:
        others = [other for other in columns if other != column]
        if others:
            yield column, f"without {column}", frame, others


def _standing_out(
    frame: pd.DataFrame, columns: Sequence[str], persons: IntArray, k: int
) -> tuple[int, int]:
    """Count persons of combinations that fewer than k share, and the fewest who share one."""
    sizes = persons_sharing(codes_of(frame, columns), persons)
    return len(np.unique(persons[sizes < k])), int(sizes.min())
