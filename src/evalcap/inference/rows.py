"""Rows of a regression, read from a data frame or a panel."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

from evalcap.dataset.coding import code_values
from evalcap.dataset.number import as_finite, column_names, require_columns
from evalcap.errors.design import ClusterError, EmptySampleError
from evalcap.errors.inference import TooManyEffectsError
from evalcap.kernels.arrays import BoolArray, FloatArray, IntArray
from evalcap.kernels.recoding import recode
from evalcap.kernels.rounding import rounding

INTERCEPT = "(Intercept)"


@dataclass(frozen=True, slots=True)
class Rows:
    """Rows with everything that a regression needs.

    Attributes
    ----------
    kept
        Positions in the data, shape (n_rows,).
    outcome
        Shape (n_rows,).
    regressors
        Shape (n_rows, k), without a constant.
    names
        Of the regressors.
    cluster
        Coded from 0 in the order of the labels, shape (n_rows,).
    ways
        Fixed effects, each coded from 0, shape (n_rows,).
    weight
        Shape (n_rows,).
    excluded
        Rows left out, counted by reason.
    """

    kept: IntArray
    outcome: FloatArray
    regressors: FloatArray
    names: tuple[str, ...]
    cluster: IntArray
    ways: tuple[IntArray, ...]
    weight: FloatArray
    excluded: dict[str, int]

    @property
    def n_clusters(self) -> int:
        """Number of cluster codes."""
        return int(self.cluster.max()) + 1


def read_rows(
    frame: pd.DataFrame,
    *,
    outcome: str,
    regressors: Sequence[str],
    cluster: str,
    fixed_effects: Sequence[str] = (),
) -> Rows:
    """Read the rows that have every column.

    Raises
    ------
    ColumnNotFoundError, NotNumericError, InfiniteValuesError
        If a column cannot be used.
    EmptySampleError, ClusterError
        If no row, or one cluster, is left.
    """
    names = tuple(dict.fromkeys(column_names(regressors)))
    require_columns(frame, [outcome, *names, cluster, *fixed_effects])
    values = as_finite(frame[outcome], outcome)
    columns = [as_finite(frame[name], name) for name in names]
    group, *ways = (group_codes(frame[name]) for name in (cluster, *fixed_effects))
    keep, excluded = _complete(
        {
            "rows without outcome": np.isnan(values),
            "rows without regressor": _any(map(np.isnan, columns), len(frame)),
            "rows without cluster": group < 0,
            "rows without fixed effect": _any((way < 0 for way in ways), len(frame)),
        },
        len(frame),
    )
    # All rows are a slice, so that taking them copies nothing.
    row = slice(None) if keep.all() else np.flatnonzero(keep)
    group, *ways = (recode(code[row])[1] for code in (group, *ways))
    if group.max() < 1:
        raise ClusterError(1)
    design = np.empty((len(group), len(names)), order="F")
    for j, column in enumerate(columns):
        design[:, j] = column[row]
    return Rows(
        kept=np.arange(len(frame))[row],
        outcome=values[row],
        regressors=design,
        names=names,
        cluster=group,
        ways=tuple(ways),
        weight=np.ones(len(group)),
        excluded=excluded,
    )


def group_codes(column: "pd.Series[Any]") -> IntArray:
    """Code groups from 0 in the order of their labels, whatever the dtype; -1 where missing."""
    if isinstance(column.dtype, pd.CategoricalDtype):
        column = column.astype(object)
    return code_values(column, sort=True)[0]


def as_names(given: str | Sequence[str], most: int = 2) -> tuple[str, ...]:
    """Read one or several names of fixed effects."""
    names = column_names(given)
    if len(names) > most:
        raise TooManyEffectsError(names)
    return names


def no_variation(outcome: FloatArray) -> float:
    """Give the length of a residual vector that is only rounding, in units of the outcome."""
    return rounding(outcome) * float(np.sqrt(len(outcome)))


def _complete(reasons: dict[str, BoolArray], n: int) -> tuple[BoolArray, dict[str, int]]:
    keep, excluded = np.ones(n, bool), {}
    for reason, absent in reasons.items():
        if left_out := int(np.count_nonzero(keep & absent)):
            excluded[reason] = left_out
        keep &= ~absent
    if not keep.any():
        counted = ", ".join(f"{k} {reason}" for reason, k in excluded.items()) or "no rows at all"
        raise EmptySampleError(counted)
    return keep, excluded


def _any(marks: Iterable[BoolArray], n: int) -> BoolArray:
    """Mark rows that any of the marks marks, shape (n,)."""
    found = np.zeros(n, bool)
    for mark in marks:
        found |= mark
    return found
