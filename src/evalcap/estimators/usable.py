"""Which rows of a panel an estimator can use, and how many it cannot, by reason."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from evalcap.dataset import Panel
from evalcap.errors.design import EmptySampleError
from evalcap.kernels.arrays import BoolArray, FloatArray


@dataclass(frozen=True, slots=True)
class UsableRows:
    """Rows with an outcome, a weight and every covariate.

    Attributes
    ----------
    keep
        Shape (n_rows,).
    covariates
        All rows, shape (n_rows, k).
    weight
        All rows, ones when unweighted, shape (n_rows,).
    excluded
        Rows left out, by reason; a row counts once, under the first that applies.
    """

    keep: BoolArray
    covariates: FloatArray
    weight: FloatArray
    excluded: dict[str, int]


def usable_rows(panel: Panel, covariates: Sequence[str]) -> UsableRows:
    """Find the usable rows of a panel.

    Raises
    ------
    EmptySampleError
        If there are none.
    """
    values = panel.columns(covariates)
    reasons = {"rows without outcome": np.isnan(panel.outcome)}
    if panel.weight is not None:
        reasons["rows without weight"] = ~(panel.weight > 0)
    if len(covariates):
        reasons["rows without covariate"] = _incomplete(values)
    weight = np.broadcast_to(1.0, panel.n_rows) if panel.weight is None else panel.weight
    keep = np.ones(panel.n_rows, bool)
    excluded = {}
    for reason, absent in reasons.items():
        if n := int(np.count_nonzero(keep & absent)):
            excluded[reason] = n
        keep &= ~absent
    if not keep.any():
        counted = ", ".join(f"{n} {reason}" for reason, n in excluded.items()) or "no rows at all"
        raise EmptySampleError(counted)
    return UsableRows(keep, values, weight, excluded)


def _incomplete(values: FloatArray) -> BoolArray:
    """Mark the rows with a missing value, column by column as there are few, shape (n_rows,)."""
    incomplete = np.zeros(len(values), bool)
    for column in values.T:
        incomplete |= np.isnan(column)
    return incomplete
