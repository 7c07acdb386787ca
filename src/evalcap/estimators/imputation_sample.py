"""Rows that imputation can predict."""

from dataclasses import dataclass

import numpy as np
import pandas as pd

from evalcap.dataset import Panel
from evalcap.errors.design import DesignError, NoTreatedError
from evalcap.errors.outcomes import ClusterSplitsUnitError
from evalcap.estimators.clustering import cluster_codes, is_within
from evalcap.estimators.lone import row_notes
from evalcap.estimators.option import choose_anticipation
from evalcap.estimators.usable import UsableRows, usable_rows
from evalcap.kernels.arrays import BoolArray, FloatArray, IntArray
from evalcap.kernels.elapsed import elapsed
from evalcap.kernels.imputation import Rows, is_connected
from evalcap.kernels.recoding import recode


@dataclass(frozen=True, slots=True)
class ImputationSample:
    """Rows that can be predicted.

    Attributes
    ----------
    row
        Positions in the panel, shape (n_rows,).
    event_time
        Periods since treatment began, minus infinity for never, shape (n_rows,).
    cell
        Cohort and period of each row as one code, shape (n_rows,).
    cluster
        Cluster of each row, coded from 0, shape (n_rows,).
    notes
        Which effects rest on one unit or cluster.
    """

    panel: Panel
    row: IntArray
    rows: Rows
    event_time: FloatArray
    cell: IntArray
    cluster: IntArray
    excluded: dict[str, int]
    notes: tuple[str, ...]

    @property
    def n_units(self) -> int:
        """Number of units."""
        return int(self.rows.unit.max()) + 1

    @property
    def n_clusters(self) -> int:
        """Number of clusters."""
        return int(self.cluster.max()) + 1


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
    treated = elapsed(panel.treated_from[panel.unit], panel.time) >= -anticipation
    keep = _predictable(panel, usable, treated, excluded)
    row = np.flatnonzero(keep)
    if not panel.is_treated[row].any():
        raise NoTreatedError("no treated row can be predicted from untreated rows")
    _, unit = recode(panel.unit[row])
    _, period = recode(panel.period[row])
    rows = Rows(unit, period, panel.outcome[row], usable.weight[row], treated[row])
    return _cut(panel, rows, row, _clusters(panel, row, unit, cluster), excluded)


def _clusters(panel: Panel, row: IntArray, unit: IntArray, name: str | None) -> IntArray:
    code = cluster_codes(panel, row, name)
    if not is_within(unit, code):
        raise ClusterSplitsUnitError(name)
    return code


def _predictable(
    panel: Panel, usable: UsableRows, treated: BoolArray, excluded: dict[str, int]
) -> BoolArray:
    """Leave out units without an untreated row, then rows whose prediction is not identified."""
    keep = usable.keep
    free = np.bincount(panel.unit[keep & ~treated], minlength=panel.n_units) > 0
    present = np.bincount(panel.unit[keep], minlength=panel.n_units) > 0
    if n := int((present & ~free).sum()):
        excluded["units without an untreated row (treated from the first period)"] = n
    keep = keep & free[panel.unit]
    row = np.flatnonzero(keep)
    if not len(row):
        raise NoTreatedError("every unit is treated from its first row on")
    known = is_connected(panel.unit[row], panel.period[row], ~treated[row])
    if n := int((~known).sum()):
        excluded["rows in periods without comparable untreated rows"] = n
    keep[row] = known
    return keep


def _cut(
    panel: Panel, rows: Rows, row: IntArray, cluster: IntArray, excluded: dict[str, int]
) -> ImputationSample:
    start = panel.treated_from[panel.unit[row]]
    event_time = elapsed(start, panel.time[row])
    cohort, starts = pd.factorize(start, sort=True)
    n_periods = int(rows.period.max()) + 1
    seen = np.bincount(panel.period[row], minlength=len(panel.periods)) > 0
    notes = row_notes(
        cohort,
        rows.period,
        rows.treated,
        cluster,
        cohorts=[panel.calendar.label(float(start)) for start in starts],
        periods=[panel.calendar.label(time) for time in panel.periods[seen]],
        one="unit" if cluster.max() == rows.unit.max() else "cluster",
    )
    cell = cohort * n_periods + rows.period
    return ImputationSample(panel, row, rows, event_time, cell, cluster, excluded, notes)
