"""Rows that imputation can predict."""

from dataclasses import dataclass
from typing import TypeVar

import numpy as np

from evalcap.dataset import Panel
from evalcap.errors.design import DesignError, NoTreatedError
from evalcap.errors.outcomes import ClusterSplitsUnitError
from evalcap.estimators.clustering import cluster_codes, is_within
from evalcap.estimators.lone import NOBODY, cell_notes, sole_clusters
from evalcap.estimators.option import choose_anticipation
from evalcap.estimators.selection import Selection
from evalcap.estimators.usable import usable_rows
from evalcap.kernels.arrays import BoolArray, FloatArray, IntArray
from evalcap.kernels.elapsed import elapsed
from evalcap.kernels.imputation import Rows, is_connected
from evalcap.kernels.imputed_averages import Grouping

Array = TypeVar("Array", FloatArray, BoolArray, IntArray)


@dataclass(frozen=True, slots=True)
class ImputationSample:
    """Rows that can be predicted.

    Attributes
    ----------
    taken
        Where they are in the panel.
    rows
        The rows.
    cohort
        Cohort of each unit, coded from 0, shape (n_units,).
    event_time
        Periods since a cohort's treatment began, minus infinity for never, shape
        (n_cohorts, n_periods).
    treated
        Whether a cohort's effects in a period are estimated rather than left to be untreated,
        shape (n_cohorts, n_periods).
    seen
        Whether a cohort has a row in a period, shape (n_cohorts, n_periods).
    cluster
        Cluster of each row, coded from 0, shape (n_rows,).
    excluded
        Rows and units left out, counted by reason.
    notes
        Which effects rest on one unit or cluster.
    """

    taken: Selection
    rows: Rows
    cohort: IntArray
    event_time: FloatArray
    treated: BoolArray
    seen: BoolArray
    cluster: IntArray
    excluded: dict[str, int]
    notes: tuple[str, ...]

    @property
    def n_units(self) -> int:
        """Number of units."""
        return self.rows.layout.n_units

    @property
    def n_clusters(self) -> int:
        """Number of clusters."""
        return int(self.cluster.max()) + 1

    @property
    def cell(self) -> IntArray:
        """Cohort and period of each row as one code, shape (n_rows,)."""
        return self.by_row(self._cells)

    @property
    def _cells(self) -> IntArray:
        return np.arange(self.seen.size).reshape(self.seen.shape)

    def grouped(self, group: IntArray, *, cells_alike: bool) -> Grouping:
        """Average treated rows within groups of cells, shape (n_cohorts, n_periods).

        The rows of a cell are taken as alike, or else all of a group as draws around its mean.
        """
        return Grouping(
            cohort=self.cohort,
            group=np.where(self.treated & self.seen, group, -1),
            centre=self._cells if cells_alike else None,
            cluster=self.rows.layout.first(self.cluster),
        )

    def by_row(self, table: Array) -> Array:
        """Give each row what belongs to its cohort and period, shape (n_rows,)."""
        return self.rows.layout.of_cell(table, self.cohort).ravel()


def draw_imputation_sample(
    panel: Panel, *, anticipation: float, cluster: str | None
) -> ImputationSample:
    """Choose the rows that untreated rows can predict, and count the others.

    Raises
    ------
    DesignError
    """
    anticipation = choose_anticipation(anticipation)
    if not panel.is_repeated:
        raise DesignError(
            "Imputation was asked for repeated cross-sections.",
            needed="Unit effects need the same units in several periods.",
            do="Name the `unit` of the panel, or use estimate_group_time.",
        )
    usable = usable_rows(panel, ())
    excluded = dict(usable.excluded)
    taken = _predictable(panel, Selection.of(panel, usable.keep), anticipation, excluded)
    code = cluster_codes(panel, taken, cluster)
    if not is_within(taken.layout.unit, code):
        raise ClusterSplitsUnitError(cluster)
    weight = usable.weight[taken.row]
    return _cut(panel, taken, weight, anticipation=anticipation, cluster=code, excluded=excluded)


def _predictable(
    panel: Panel, rows: Selection, anticipation: float, excluded: dict[str, int]
) -> Selection:
    """Leave out units without an untreated row, then rows whose prediction is not identified."""
    layout, (start, cohort) = rows.layout, _cohorts(panel, rows)
    early = elapsed(start[:, None], panel.periods[rows.times]) < -anticipation
    untreated: BoolArray = layout.of_cell(early, cohort).ravel()
    free = layout.by_unit(untreated.astype(float)) > 0
    if not free.any():
        raise NoTreatedError("every unit is treated from its first row on")
    if n := int(np.count_nonzero(~free)):
        excluded["units without an untreated row (treated from the first period)"] = n
    known = is_connected(layout, untreated)
    if known.all():
        return rows
    if n := int(np.count_nonzero(layout.of_unit(free) & ~layout.spread(known))):
        excluded["rows in periods without comparable untreated rows"] = n
    return Selection.at(panel, rows.positions[known])


def _cohorts(panel: Panel, rows: Selection) -> tuple[FloatArray, IntArray]:
    """Give the first treated periods, increasing, and each unit's place among them."""
    return np.unique(panel.treated_from[rows.units], return_inverse=True)


def _cut(
    panel: Panel,
    taken: Selection,
    weight: FloatArray,
    *,
    anticipation: float,
    cluster: IntArray,
    excluded: dict[str, int],
) -> ImputationSample:
    layout, times = taken.layout, panel.periods[taken.times]
    start, cohort = _cohorts(panel, taken)
    event_time = elapsed(start[:, None], times)
    treated = event_time >= -anticipation
    sole = sole_clusters(layout.table(weight) > 0, layout.first(cluster), cohort)
    if not ((event_time >= 0) & (sole != NOBODY)).any():
        raise NoTreatedError("no treated row can be predicted from untreated rows")
    return ImputationSample(
        taken=taken,
        rows=Rows(
            layout=layout,
            outcome=panel.outcome[taken.row],
            weight=weight,
            treated=layout.of_cell(treated, cohort).ravel(),
        ),
        cohort=cohort,
        event_time=event_time,
        treated=treated,
        seen=sole != NOBODY,
        cluster=cluster,
        excluded=excluded,
        notes=cell_notes(
            sole,
            treated,
            cohorts=[panel.calendar.label(float(g)) for g in start],
            periods=[panel.calendar.label(time) for time in times],
            one="unit" if cluster.max() + 1 == layout.n_units else "cluster",
        ),
    )
