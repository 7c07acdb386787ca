"""The effect in one cell of cohort and time."""

from dataclasses import dataclass

import numpy as np

from evalcap.errors.design import DesignError
from evalcap.estimate.group_time import RefusedCell
from evalcap.estimators.cells import Cell
from evalcap.estimators.sample import Sample
from evalcap.estimators.two_by_two import Comparison, compare_changes, compare_rows
from evalcap.kernels.arrays import BoolArray, FloatArray, IntArray
from evalcap.kernels.contrasts import Method
from evalcap.kernels.cross_sections import Rows


@dataclass(frozen=True, slots=True)
class CellEffect:
    """ATT(g, t) and the units behind it.

    Attributes
    ----------
    unit
        Units of the comparison; in cross-sections the unit of each row, shape (m,).
    influence
        Influence of each entry of `unit`, scaled by all units over the cell's, shape (m,).
    """

    cell: Cell
    att: float
    unit: IntArray
    influence: FloatArray
    n_treated: int
    n_comparison: int
    n_trimmed: int
    dropped: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class EmptyCell:
    """A cell without treated or without comparison units."""

    cell: Cell
    reason: str


@dataclass(frozen=True, slots=True)
class CellEstimator:
    """How every cell of a call is estimated.

    Attributes
    ----------
    names
        Covariates.
    by_rows
        Whether rows are compared as repeated cross-sections.
    """

    sample: Sample
    method: Method
    names: tuple[str, ...]
    by_rows: bool

    def estimate(self, cell: Cell, compared: BoolArray) -> CellEffect | RefusedCell | EmptyCell:
        """Compare the cohort with the marked units, shape (n_units,)."""
        sample = self.sample
        time, base = sample.periods[cell.time], sample.periods[cell.base]
        if cell.is_base:
            none = np.empty(0, np.intp)
            return CellEffect(cell, 0.0, none, np.empty(0), 0, 0, 0, ())
        name = f"cohort {cell.cohort:g} at {time:g} against {base:g}"
        member = sample.treated_from == cell.cohort
        try:
            if self.by_rows:
                return self._of_rows(cell, member, compared, name)
            return self._of_changes(cell, member, compared, name)
        except DesignError as error:
            return RefusedCell(cell.cohort, float(time), str(error))

    def _of_changes(
        self, cell: Cell, member: BoolArray, compared: BoolArray, name: str
    ) -> CellEffect | EmptyCell:
        sample = self.sample
        assert sample.row is not None  # noqa: S101 - `by_rows` says so
        before, after = sample.row[:, cell.base], sample.row[:, cell.time]
        unit = np.flatnonzero((before >= 0) & (after >= 0) & (member | compared))
        treated = member[unit]
        if reason := _is_empty(treated):
            return EmptyCell(cell, reason)
        before, after = before[unit], after[unit]
        comparison = compare_changes(
            sample.outcome[after] - sample.outcome[before],
            treated.astype(float),
            sample.covariates[before],
            sample.weight[before],
            method=self.method,
            names=self.names,
            cell=name,
        )
        return self._effect(cell, comparison, unit, treated)

    def _of_rows(
        self, cell: Cell, member: BoolArray, compared: BoolArray, name: str
    ) -> CellEffect | EmptyCell:
        sample = self.sample
        inside = (sample.period == cell.time) | (sample.period == cell.base)
        row = np.flatnonzero(inside & (member | compared)[sample.unit])
        treated, post = member[sample.unit[row]], sample.period[row] == cell.time
        if reason := _is_empty(treated[post]) or _is_empty(treated[~post]):
            return EmptyCell(cell, reason)
        rows = Rows(
            sample.outcome[row],
            post.astype(float),
            treated.astype(float),
            sample.covariates[row],
            sample.weight[row],
        )
        comparison = compare_rows(rows, method=self.method, names=self.names, cell=name)
        return self._effect(cell, comparison, sample.unit[row], treated)

    def _effect(
        self, cell: Cell, comparison: Comparison, unit: IntArray, treated: BoolArray
    ) -> CellEffect:
        contrast, n = comparison.contrast, len(unit)
        return CellEffect(
            cell=cell,
            att=contrast.att,
            unit=unit,
            influence=contrast.influence * (self.sample.n_units / n),
            n_treated=int(treated.sum()),
            n_comparison=n - int(treated.sum()),
            n_trimmed=contrast.n_trimmed,
            dropped=comparison.dropped,
        )


def _is_empty(treated: BoolArray) -> str:
    if not treated.any():
        return "cells without treated units in both periods"
    return "" if not treated.all() else "cells without comparison units"
