"""The distinct values of a column, each with the number of its cells."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from numbers import Real
from typing import Final

import numpy as np
import pandas as pd

from evalcap.kernels.arrays import BoolArray, FloatArray

# Whole numbers of more digits are not kept exactly by a float.
_EXACT: Final = 2**53
# Shorter numbers count or measure something.
_FEWEST: Final = 1000


@dataclass(frozen=True)
class Cells:
    """A column as the search for identifiers sees it.

    Attributes
    ----------
    column
        The values, shape (n_rows,).
    """

    column: pd.Series

    @cached_property
    def texts(self) -> "pd.Series[int]":
        """Number of cells by distinct text, without white space around it."""
        column = self.column
        if isinstance(column.dtype, pd.CategoricalDtype):
            column = column.astype(object)
        if column.dtype == object:
            column = column[column.map(lambda cell: isinstance(cell, str))]
        if not (column.dtype == object or pd.api.types.is_string_dtype(column.dtype)):
            return pd.Series(dtype="int64")
        counts = column.dropna().astype(str).str.strip().value_counts()
        return counts[counts.index != ""]

    @cached_property
    def numbers(self) -> "pd.Series[int]":
        """Number of cells by distinct number."""
        values = self._values
        distinct, counts = np.unique(values[np.isfinite(values)], return_counts=True)
        return pd.Series(counts, index=distinct, dtype="int64")

    @cached_property
    def digits(self) -> "pd.Series[int]":
        """Number of cells by distinct whole number of four digits or more, written as digits."""
        values = self._values
        codes = values[(values >= _FEWEST) & (values < _EXACT) & (values == np.floor(values))]
        distinct, counts = np.unique(codes, return_counts=True)
        return pd.Series(counts, index=[f"{value:.0f}" for value in distinct], dtype="int64")

    @property
    def _values(self) -> FloatArray:
        """The numbers of a column, missing ones as NaN; those among others of a mixed column."""
        kind = self.column.dtype
        if pd.api.types.is_object_dtype(kind):
            return np.array([float(cell) for cell in self.column if _is_number(cell)])
        if pd.api.types.is_bool_dtype(kind) or not pd.api.types.is_any_real_numeric_dtype(kind):
            return np.empty(0)
        return self.column.to_numpy(dtype=np.float64, na_value=np.nan)

    @property
    def n_dates(self) -> int:
        """Number of cells with a date as such, not as text."""
        held = pd.api.types.infer_dtype(self.column, skipna=True)
        return self.n if held in ("date", "datetime", "datetime64") else 0

    @property
    def n(self) -> int:
        """Number of cells with a value."""
        return int(self.column.notna().sum())


def _is_number(cell: object) -> bool:
    return isinstance(cell, Real) and not isinstance(cell, bool | np.bool_)


def matching(counts: "pd.Series[int]", pattern: str, *, whole: bool = False) -> BoolArray:
    """Mark the texts that follow a regular expression, shape (n_texts,).

    Python's own expressions: those of Arrow know letters of the Latin alphabet only.
    """
    expression = re.compile(pattern)
    look = expression.fullmatch if whole else expression.search
    return np.fromiter((look(str(text)) is not None for text in counts.index), bool, len(counts))


def where(
    counts: "pd.Series[int]", candidates: BoolArray, test: Callable[[str], bool]
) -> BoolArray:
    """Mark the candidates that also pass a test of one text, shape (n_texts,)."""
    passed = candidates.copy()
    for position in map(int, np.flatnonzero(candidates)):
        passed[position] = test(str(counts.index[position]))
    return passed


def total(counts: "pd.Series[int]", chosen: BoolArray) -> int:
    """Count the cells of the chosen texts."""
    return int(counts.to_numpy()[chosen].sum())
