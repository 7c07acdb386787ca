"""Records that agree in some columns, and how many persons each group of them holds."""

from collections.abc import Sequence
from functools import reduce

import numpy as np
import numpy.typing as npt
import pandas as pd

IntArray = npt.NDArray[np.int64]


def codes_of(frame: pd.DataFrame, columns: Sequence[str]) -> IntArray:
    """Give each distinct combination of columns a number, shape (n_rows,).

    A missing value is a value like others: whoever shares records shows that it is missing.
    """
    numbered = (_numbered(frame[column]) for column in columns)
    return reduce(_together, numbered, np.zeros(len(frame), np.int64))


def persons_sharing(codes: IntArray, persons: IntArray) -> IntArray:
    """Count the persons whose records agree with each record, shape (n_rows,).

    Parameters
    ----------
    codes
        Number of the combination that a record has, shape (n_rows,).
    persons
        Number of the person whom it is about, shape (n_rows,).
    """
    pairs = np.unique(np.column_stack([codes, persons]), axis=0)
    return np.bincount(pairs[:, 0], minlength=codes.max(initial=-1) + 1)[codes]


def _numbered(column: pd.Series) -> IntArray:
    return pd.factorize(column, use_na_sentinel=False)[0].astype(np.int64)


def _together(left: IntArray, right: IntArray) -> IntArray:
    """Give each pair of numbers one, without gaps, so that many columns do not overflow."""
    pairs = left * (right.max(initial=0) + 1) + right
    return np.unique(pairs, return_inverse=True)[1].astype(np.int64)
