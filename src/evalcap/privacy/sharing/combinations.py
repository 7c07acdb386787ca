"""The smallest sets of columns that single persons out."""

from collections.abc import Sequence
from itertools import combinations
from typing import Final

import pandas as pd

from evalcap.privacy.sharing.classes import IntArray, codes_of, persons_sharing

# All subsets of so many columns are looked at; of more columns, those of up to three.
_FEW: Final = 8
_LARGEST: Final = 3


def smallest_combinations(
    frame: pd.DataFrame, columns: Sequence[str], persons: IntArray, k: int
) -> tuple[tuple[str, ...], ...]:
    """Find the smallest sets of columns of which some combination is shared by fewer than k.

    A further column parts groups and never joins them, so every larger set does so too, and is
    not listed.

    Parameters
    ----------
    persons
        Number of the person of each record, shape (n_rows,).

    Returns
    -------
    tuple of tuple of str
        Small sets first, in the order of the columns.
    """
    most = len(columns) if len(columns) <= _FEW else _LARGEST
    found: list[tuple[str, ...]] = []
    for size in range(1, most + 1):
        for chosen in combinations(columns, size):
            if any({*smaller} <= {*chosen} for smaller in found):
                continue
            if persons_sharing(codes_of(frame, chosen), persons).min() < k:
                found.append(chosen)
    return tuple(found)
