"""Units of a comparison in which some outcomes are not observed."""

from dataclasses import dataclass, field

import numpy as np
import pandas as pd

from evalcap.dataset.keys import require_present
from evalcap.dataset.number import as_finite, as_numbers, require_columns
from evalcap.errors.dataset import WeightError
from evalcap.errors.diagnostics import EmptyCellsError, NotBinaryError
from evalcap.kernels.arrays import BoolArray, FloatArray, IntArray


@dataclass(frozen=True, slots=True)
class SelectedUnits:
    """The rows used, whether their outcome is observed or not.

    Attributes
    ----------
    outcome
        NaN where it is not observed, shape (n,).
    treated, observed
        Shape (n,).
    weight
        Averages one, shape (n,).
    cluster, cell
        Codes from 0, shape (n,).
    excluded
        Rows left out, by reason; a row counts once, under the first that applies.
    """

    outcome: FloatArray
    treated: BoolArray
    observed: BoolArray
    weight: FloatArray
    cluster: IntArray
    cell: IntArray
    excluded: dict[str, int] = field(default_factory=dict)

    @property
    def n_clusters(self) -> int:
        """Number of clusters."""
        return int(self.cluster.max()) + 1


@dataclass(frozen=True, slots=True)
class Columns:
    """Which column of the data is what."""

    outcome: str
    treated: str
    selected: str | None
    weight: str | None
    cluster: str | None
    tighten: tuple[str, ...]

    @property
    def named(self) -> list[str]:
        """All columns that are named."""
        single = [self.outcome, self.treated, self.selected, self.weight, self.cluster]
        return [name for name in (*single, *self.tighten) if name is not None]


def read_units(frame: pd.DataFrame, columns: Columns) -> SelectedUnits:
    """Read the units, leaving out and counting rows that do not say what is needed.

    Raises
    ------
    DatasetError, NotBinaryError, EmptyCellsError
    """
    require_columns(frame, columns.named)
    outcome, treated = (
        as_finite(frame[columns.outcome], columns.outcome),
        _binary(frame, columns.treated),
    )
    observed, weight = _observed(frame, columns, outcome), _weight(frame, columns.weight)
    reasons = {
        "rows without treatment": np.isnan(treated),
        "rows without weight": ~(weight > 0),
        "rows without a value to tighten by": _lacks(frame, columns.tighten),
        "rows that do not say whether the outcome is observed": np.isnan(observed),
        "observed rows without outcome": (observed == 1) & np.isnan(outcome),
    }
    keep, excluded = _leave_out(reasons, len(frame))
    return SelectedUnits(
        outcome=outcome[keep],
        treated=treated[keep] == 1,
        observed=observed[keep] == 1,
        weight=weight[keep] / weight[keep].mean(),
        cluster=_clusters(frame[keep], columns.cluster),
        cell=_cells(frame[keep], columns.tighten),
        excluded=excluded,
    )


def _observed(frame: pd.DataFrame, columns: Columns, outcome: FloatArray) -> FloatArray:
    if columns.selected is None:
        return np.where(np.isnan(outcome), 0.0, 1.0)
    return _binary(frame, columns.selected)


def _weight(frame: pd.DataFrame, name: str | None) -> FloatArray:
    if name is None:
        return np.ones(len(frame))
    weight = as_finite(frame[name], name)
    if negative := int((weight < 0).sum()):
        raise WeightError(name, negative)
    return weight


def _lacks(frame: pd.DataFrame, tighten: tuple[str, ...]) -> BoolArray:
    return np.asarray(frame[list(tighten)].isna().any(axis=1), bool)


def _clusters(frame: pd.DataFrame, name: str | None) -> IntArray:
    if name is None:
        return np.arange(len(frame))
    code, _ = pd.factorize(frame[name])
    require_present(code < 0, name)
    return code


def _binary(frame: pd.DataFrame, name: str) -> FloatArray:
    values = as_numbers(frame[name], name)
    if odd := int((~np.isin(values, (0.0, 1.0)) & ~np.isnan(values)).sum()):
        raise NotBinaryError(name, odd)
    return values


def _leave_out(reasons: dict[str, BoolArray], n: int) -> tuple[BoolArray, dict[str, int]]:
    keep, excluded = np.ones(n, bool), {}
    for reason, absent in reasons.items():
        if count := int((keep & absent).sum()):
            excluded[reason] = count
        keep &= ~absent
    if not keep.any():
        raise EmptyCellsError(1, 1)
    return keep, excluded


def _cells(frame: pd.DataFrame, tighten: tuple[str, ...]) -> IntArray:
    if not tighten:
        return np.zeros(len(frame), np.intp)
    return np.asarray(frame.groupby(list(tighten), sort=True).ngroup(), np.intp)
