"""The effect in one cell of cohort and time."""

from dataclasses import dataclass, field

import numpy as np

from evalcap.dataset.calendar import Calendar
from evalcap.errors.design import DesignError
from evalcap.estimate.membership import RefusedCell
from evalcap.estimators.cells import Cell
from evalcap.estimators.lone import lone_groups
from evalcap.estimators.pairs import Pairs, pair_up
from evalcap.estimators.sample import Sample
from evalcap.estimators.two_by_two import Comparison, compare_prepared, compare_rows
from evalcap.kernels.arrays import BoolArray, FloatArray, IntArray
from evalcap.kernels.contrasts import Method
from evalcap.kernels.cross_sections import Rows

NO_TREATED = "cells without treated units in both periods"
NO_COMPARISON = "cells without comparison units"


@dataclass(frozen=True, slots=True)
class CellEffect:
    """ATT(g, t) and the units behind it.

    Attributes
    ----------
    unit
        Units of the comparison; in cross-sections the unit of each row, shape (m,).
    influence
        Influence of each entry of `unit`, scaled by all units over the cell's, shape (m,).
    n_unpaired
        Units of either group left out because they miss one of the two periods.
    lone
        Groups that are one cluster (a unit, where no cluster is named) in one of the periods.
    """

    cell: Cell
    att: float
    unit: IntArray
    influence: FloatArray
    n_treated: int
    n_comparison: int
    n_trimmed: int
    n_unpaired: int
    dropped: tuple[str, ...]
    lone: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class EmptyCell:
    """A cell without treated or without comparison units."""

    cell: Cell
    reason: str


CellResult = CellEffect | RefusedCell | EmptyCell


def base_effect(cell: Cell) -> CellEffect:
    """Give the base period itself: zero by construction."""
    none = np.empty(0, np.intp)
    return CellEffect(cell, 0.0, none, np.empty(0), 0, 0, 0, 0, (), ())


@dataclass(frozen=True, slots=True)
class CellEstimator:
    """How every cell of a call is estimated.

    Attributes
    ----------
    names
        Covariates.
    by_rows
        Whether rows are compared as repeated cross-sections.
    among
        What to add to a cell's name in an error.
    last
        The units that were compared last, at most one: cells of a cohort often share them.
    """

    sample: Sample
    calendar: Calendar
    method: Method
    names: tuple[str, ...]
    by_rows: bool
    among: str = ""
    last: list[Pairs] = field(default_factory=list, repr=False, compare=False)

    def estimate(
        self, cell: Cell, compared: BoolArray, member: BoolArray | None = None
    ) -> CellResult:
        """Compare the cohort, or the marked part of it, with the marked units, shape (n_units,)."""
        if cell.is_base:
            return base_effect(cell)
        if member is None:
            member = self.sample.treated_from == cell.cohort
        try:
            if self.by_rows:
                return self._of_rows(cell, member, compared)
            return self._of_changes(cell, member, compared)
        except DesignError as error:
            time = float(self.sample.periods[cell.time])
            return RefusedCell(cell.cohort, time, str(error))

    def _of_changes(
        self, cell: Cell, member: BoolArray, compared: BoolArray
    ) -> CellEffect | EmptyCell:
        sample, wanted = self.sample, member | compared
        present = wanted & sample.seen[cell.base] & sample.seen[cell.time]
        if reason := _is_empty(present & member, present & compared):
            return EmptyCell(cell, reason)
        pairs = self._pair_up(cell, present, member)
        change, name = pairs.change(sample, cell), self._name(cell)
        comparison = compare_prepared(change, pairs.prepared, method=self.method, cell=name)
        n_unpaired = int(np.count_nonzero(wanted)) - len(pairs.unit)
        return self._effect(
            cell, comparison, pairs.unit, pairs.treated, lone=pairs.lone, n_unpaired=n_unpaired
        )

    def _pair_up(self, cell: Cell, present: BoolArray, member: BoolArray) -> Pairs:
        """Prepare units, or take those of the cell before, which often compared the same."""
        if not (self.last and self.last[-1].serve(self.sample, cell, present)):
            self.last[:] = [pair_up(self.sample, cell, present, self.names, member=member)]
        return self.last[-1]

    def _of_rows(
        self, cell: Cell, member: BoolArray, compared: BoolArray
    ) -> CellEffect | EmptyCell:
        sample = self.sample
        inside = (sample.period == cell.time) | (sample.period == cell.base)
        row = np.flatnonzero(inside & (member | compared)[sample.unit])
        treated, post = member[sample.unit[row]], sample.period[row] == cell.time
        for period in (post, ~post):
            if reason := _is_empty(period & treated, period & ~treated):
                return EmptyCell(cell, reason)
        rows = Rows(
            sample.outcome[row],
            post.astype(float),
            treated.astype(float),
            sample.covariates[row],
            sample.weight[row],
        )
        name = self._name(cell)
        comparison = compare_rows(rows, method=self.method, names=self.names, cell=name)
        unit = sample.unit[row]
        lone = lone_groups(sample.cluster[unit], treated, [post, ~post])
        return self._effect(cell, comparison, unit, treated, lone=lone, n_unpaired=0)

    def _effect(
        self,
        cell: Cell,
        comparison: Comparison,
        unit: IntArray,
        treated: BoolArray,
        *,
        lone: tuple[str, ...],
        n_unpaired: int,
    ) -> CellEffect:
        contrast, n, n_treated = comparison.contrast, len(unit), int(np.count_nonzero(treated))
        return CellEffect(
            cell=cell,
            att=contrast.att,
            unit=unit,
            influence=contrast.influence * (self.sample.n_units / n),
            n_treated=n_treated,
            n_comparison=n - n_treated,
            n_trimmed=contrast.n_trimmed,
            n_unpaired=n_unpaired,
            dropped=comparison.dropped,
            lone=lone,
        )

    def _name(self, cell: Cell) -> str:
        time, base = self.sample.periods[cell.time], self.sample.periods[cell.base]
        cohort, time, base = (self.calendar.label(p) for p in (cell.cohort, time, base))
        return f"cohort {cohort} at {time} against {base}{self.among}"


def _is_empty(treated: BoolArray, comparison: BoolArray) -> str:
    if not treated.any():
        return NO_TREATED
    return "" if comparison.any() else NO_COMPARISON
