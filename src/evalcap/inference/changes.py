"""Changes between two periods, for many assignments of treatment at once."""

from collections.abc import Iterable
from dataclasses import replace

import numpy as np

from evalcap.dataset import Panel
from evalcap.dataset.subset import with_units
from evalcap.estimators.usable import usable_rows
from evalcap.inference.assignment import Assignment
from evalcap.kernels.aggregation import sum_within
from evalcap.kernels.arrays import FloatArray, IntArray
from evalcap.kernels.inversion import Redrawn
from evalcap.kernels.reassigned import Changes, reassigned

Ends = tuple[object, object]


def first_and_last(panel: Panel, before: object, after: object) -> Ends:
    """Fill in the first and the last period for those that are not named."""
    times = panel.labels(panel.names.time)
    first, last = (int(np.flatnonzero(panel.period == p)[0]) for p in (0, len(panel.periods) - 1))
    return (
        times.iloc[first] if before is None else before,
        times.iloc[last] if after is None else after,
    )


def compared(panel: Panel, ends: Ends) -> Panel:
    """Keep the units that two-period difference-in-differences compares, treated or not."""
    start, end = (panel.place(time) for time in ends)
    seen = (_rows(panel, ends) >= 0).all(axis=1) & (panel.treated_from > start)
    units = with_units(panel, seen)
    return replace(units, treated_from=np.where(units.treated_from <= end, end, np.inf))


def reassign_changes(
    panel: Panel, ends: Ends, point: float, assignment: Assignment, blocks: Iterable[IntArray]
) -> Redrawn:
    """Contrast the changes of units under each assignment.

    Parameters
    ----------
    point
        The estimate, which is taken out of the treated units' changes.
    """
    changes, effect = _changes(panel, ends, point, assignment)
    treats = np.isfinite(assignment.starts)
    return Redrawn.joined([reassigned(changes, effect, treats[block]) for block in blocks])


def _changes(
    panel: Panel, ends: Ends, point: float, assignment: Assignment
) -> tuple[Changes, FloatArray]:
    before, after = _rows(panel, ends).T
    weight = usable_rows(panel, ()).weight[before]
    treated = np.isfinite(panel.treated_from)
    change = panel.outcome[after] - panel.outcome[before] - point * treated
    group, n = assignment.group, len(assignment.kind)
    cluster = panel.cluster[np.unique(group, return_index=True)[1]]
    total, size, effect = sum_within(
        np.column_stack([weight * change, weight, weight * treated]), group, n
    ).T
    return Changes(total, size, cluster), effect


def _rows(panel: Panel, ends: Ends) -> IntArray:
    """Row of each unit in both periods, -1 where it has none, shape (n_units, 2)."""
    keep, time = usable_rows(panel, ()).keep, panel.time
    row = np.full((panel.n_units, 2), -1)
    for j, end in enumerate(ends):
        there = np.flatnonzero(keep & (time == panel.place(end)))
        row[panel.unit[there], j] = there
    return row
