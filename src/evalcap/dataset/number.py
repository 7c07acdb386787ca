"""Columns of any dtype as arrays of numbers."""

from collections.abc import Hashable, Sequence
from typing import Any

import numpy as np
import pandas as pd

from evalcap.errors.dataset import (
    ColumnNotFoundError,
    InfiniteValuesError,
    NotAFrameError,
    NotNumericError,
    RepeatedColumnError,
)
from evalcap.kernels.arrays import FloatArray


def column_names(given: str | Sequence[str] | None) -> tuple[str, ...]:
    """Take one name for a list of one, where several columns may be named, and None for none."""
    if given is None:
        return ()
    return (given,) if isinstance(given, str) else tuple(given)


def require_columns(frame: pd.DataFrame, names: list[str]) -> None:
    """Refuse, naming at once every column that is absent, or that occurs twice.

    Raises
    ------
    NotAFrameError, ColumnNotFoundError, RepeatedColumnError
    """
    if not isinstance(frame, pd.DataFrame):
        raise NotAFrameError(frame)
    if absent := [name for name in names if not _is_column(name, frame)]:
        raise ColumnNotFoundError(absent, [str(c) for c in frame.columns])
    again = set(frame.columns[frame.columns.duplicated()])
    if twice := [name for name in names if name in again]:
        raise RepeatedColumnError(twice)


def _is_column(name: object, frame: pd.DataFrame) -> bool:
    return isinstance(name, Hashable) and name in frame.columns


def as_numbers(column: "pd.Series[Any]", name: str) -> FloatArray:
    """Read a column of any dtype as floats; what is missing becomes NaN.

    Raises
    ------
    NotNumericError
        If a value that is present is not a number.
    """
    if pd.api.types.is_complex_dtype(column.dtype):
        raise NotNumericError(name, int(column.notna().sum()))
    if pd.api.types.is_numeric_dtype(column.dtype) or pd.api.types.is_bool_dtype(column.dtype):
        return column.to_numpy(dtype=np.float64, na_value=np.nan)
    plain = column.astype(object)
    numbers = pd.to_numeric(plain, errors="coerce").to_numpy(dtype=np.float64, na_value=np.nan)
    if unread := int((np.isnan(numbers) & plain.notna().to_numpy()).sum()):
        raise NotNumericError(name, unread)
    return numbers


def as_finite(column: "pd.Series[Any]", name: str) -> FloatArray:
    """Read a column as floats, NaN where missing, and refuse infinite values.

    Raises
    ------
    NotNumericError, InfiniteValuesError
    """
    numbers = as_numbers(column, name)
    if infinite := int(np.count_nonzero(np.isinf(numbers))):
        raise InfiniteValuesError(name, infinite)
    return numbers
