"""Columns as codes of their distinct values."""

from typing import Any

import numpy as np
import pandas as pd

from evalcap.errors.dataset import UncountableKeysError
from evalcap.kernels.arrays import IntArray
from evalcap.kernels.recoding import recode


def code_values(column: "pd.Series[Any]", *, sort: bool = False) -> tuple[IntArray, pd.Index]:
    """Code a column of any dtype from 0, and missing values as -1.

    As `pandas.factorize`, but of rows that repeat the one before, which sorted data have many of,
    only the first is looked up.

    Parameters
    ----------
    sort
        Whether codes must follow the order of the values.

    Returns
    -------
    A code for each row, shape (n_rows,), and the distinct values.

    Raises
    ------
    UncountableKeysError
    """
    values = plain_numbers(column)
    if values is None:
        codes, labels = _factorise(column, sort=sort)
        return codes, pd.Index(labels)
    first = heads(values)
    if 2 * len(first) > len(values):
        codes, distinct = code_numbers(values)
        return codes, pd.Index(distinct)
    codes, distinct = code_numbers(values[first])
    return np.repeat(codes, np.diff(first, append=len(values))), pd.Index(distinct)


def _factorise(column: "pd.Series[Any]", *, sort: bool) -> tuple[IntArray, Any]:
    try:
        if not isinstance(column.dtype, pd.CategoricalDtype):
            return pd.factorize(column, sort=sort)
    except TypeError:
        raise UncountableKeysError(str(column.name)) from None
    codes, found = pd.factorize(column)
    # Categories have an order of their own; random draws must not depend on it.
    rank, labels = pd.factorize(found.astype(object), sort=sort)
    return np.where(codes < 0, -1, rank[codes]), labels


def code_numbers(values: Any) -> tuple[IntArray, Any]:
    """Code numbers in their order from 0, and missing ones as -1, shape (n,).

    Returns
    -------
    A code for each number, shape (n,), and the distinct ones, increasing.
    """
    if len(values) and values.max() < float(low := values.min()) + len(values):
        # Whole numbers that lie close need no looking up: they are counted from the first.
        whole = values.astype(np.intp, copy=False)
        if values.dtype.kind == "i" or (whole == values).all():
            present, codes = recode(whole - int(low))
            return codes, (present + int(low)).astype(values.dtype)
    if (values[1:] > values[:-1]).all() and not np.isnan(values).any():
        return np.arange(len(values)), values
    return pd.factorize(values, sort=True)


def plain_numbers(column: "pd.Series[Any]") -> Any:
    """Give a column's array if it is one of numpy's own numbers, quick to compare; else None."""
    dtype = column.dtype
    return column.to_numpy() if isinstance(dtype, np.dtype) and dtype.kind in "biuf" else None


def heads(values: Any, *, and_at: Any = slice(0)) -> IntArray:
    """Find the rows in which an array differs from the row before, and some others, increasing.

    A missing value differs from any other.

    Parameters
    ----------
    and_at
        Positions of rows to count among them.
    """
    changes = np.ones(len(values), bool)
    changes[1:] = values[1:] != values[:-1]
    changes[and_at] = True
    return np.flatnonzero(changes)
