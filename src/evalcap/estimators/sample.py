"""A panel laid out so that two-by-two comparisons are quick to cut from it."""

from dataclasses import dataclass, replace
from functools import cached_property
from typing import Literal

import numpy as np

from evalcap.dataset import Panel
from evalcap.dataset.coding import heads
from evalcap.errors.design import EmptySampleError, NoTreatedError
from evalcap.estimators.usable import UsableRows, usable_rows
from evalcap.kernels.arrays import BoolArray, FloatArray, IntArray
from evalcap.kernels.elapsed import elapsed
from evalcap.kernels.recoding import recode

Unbalanced = Literal["pairs", "complete", "cross_sections"]


@dataclass(frozen=True)
class Sample:
    """Usable rows of the units that can take part.

    Attributes
    ----------
    row
        Row of each unit in each period, -1 where it has none, shape (n_units, n_periods); a
        position in the arrays below. None in repeated cross-sections, where every row is a unit.
    unit, period, outcome, weight, covariates
        One entry a row, shapes (n_rows,) and (n_rows, k).
    treated_from, unit_weight, cluster
        One entry a unit, shape (n_units,). `unit_weight` averages one: the weight of the unit's
        first usable row, or its mean over rows in cross-sections.
    n_clusters
        Number of clusters.
    excluded
        Rows and units left out, by reason.
    ended_by
        First treated period of the last cohort, where the sample ends before it because nobody
        would be left to compare with; else NaN.
    """

    row: IntArray | None
    unit: IntArray
    period: IntArray
    outcome: FloatArray
    weight: FloatArray
    covariates: FloatArray
    treated_from: FloatArray
    unit_weight: FloatArray
    cluster: IntArray
    n_clusters: int
    periods: FloatArray
    excluded: dict[str, int]
    ended_by: float = np.nan

    @property
    def n_units(self) -> int:
        """Number of units."""
        return len(self.treated_from)

    @cached_property
    def seen(self) -> BoolArray:
        """Whether a unit has a row in a period, shape (n_periods, n_units)."""
        return self._rows_by_period >= 0

    @cached_property
    def outcome_by_period(self) -> FloatArray:
        """Outcome by period, any number where the unit is not seen, shape (n_periods, n_units)."""
        return self.outcome[self._rows_by_period]

    @cached_property
    def is_steady(self) -> bool:
        """Whether every unit has the same covariates and weight in all its rows."""
        other_unit = self.unit[1:] != self.unit[:-1]
        columns = (*self.covariates.T, self.weight)
        return all((other_unit | (c[1:] == c[:-1])).all() for c in columns)

    @property
    def _rows_by_period(self) -> IntArray:
        assert self.row is not None  # noqa: S101 - the panel is repeated
        return self.row.T


def draw_sample(
    panel: Panel,
    *,
    covariates: tuple[str, ...],
    unbalanced: Unbalanced,
    anticipation: float,
    while_compared: bool = False,
) -> Sample:
    """Choose the rows and units that group-time effects rest on.

    Units treated in or before the first period (plus anticipation) are left out and counted.

    Parameters
    ----------
    while_compared
        Whether the sample ends when the last cohort may react, if nobody is never treated.

    Raises
    ------
    NoTreatedError, EmptySampleError
    """
    usable = usable_rows(panel, covariates)
    excluded = dict(usable.excluded)
    keep, ended_by = usable.keep, np.nan
    if while_compared:
        keep, ended_by = _while_compared(panel, keep, anticipation, excluded)
    keep = _not_early(panel, keep, anticipation, excluded)
    if panel.is_repeated and unbalanced == "complete":
        keep = _only_complete(panel, keep, excluded)
    if not keep.any():
        raise NoTreatedError("every unit is treated from the first period on, or never complete")
    averaged = unbalanced == "cross_sections" and panel.is_repeated
    rows = slice(None) if keep.all() else np.flatnonzero(keep)
    sample = _cut(panel, usable, rows, excluded, averaged=averaged)
    return replace(sample, ended_by=ended_by)


def _while_compared(
    panel: Panel, keep: BoolArray, anticipation: float, excluded: dict[str, int]
) -> tuple[BoolArray, float]:
    """Leave out rows from the start of the last cohort on (less anticipation), as R's `did`.

    Nobody is left to compare with in them, so that they must not decide who is complete or how
    large cohorts are. They stay where nothing else would start before.
    """
    rows = slice(None) if keep.all() else np.flatnonzero(keep)
    units, times = recode(panel.unit[rows])[0], recode(panel.period[rows])[0]
    starts, at = np.unique(panel.treated_from[units]), panel.periods[times]
    before = at[elapsed(at, starts[-1]) > anticipation]
    if len(before) == len(at) or not len(before):
        return keep, np.nan
    if not ((starts <= before[-1]) & (elapsed(before[0], starts) > anticipation)).any():
        return keep, np.nan
    left: BoolArray = keep & (panel.periods <= before[-1])[panel.period]
    excluded["rows from the start of the last cohort on"] = int(keep.sum() - left.sum())
    return left, float(starts[-1])


def _not_early(
    panel: Panel, keep: BoolArray, anticipation: float, excluded: dict[str, int]
) -> BoolArray:
    """Leave out units treated from the first period on: then the first may be another."""
    early, left = np.zeros(panel.n_units, bool), keep
    while left.any():
        first = panel.periods[panel.period.min(where=left, initial=len(panel.periods) - 1)]
        found = elapsed(first, panel.treated_from) <= anticipation
        if (found == early).all():
            break
        early, left = found, keep & ~found[panel.unit]
    if early.any():
        n = int(early[recode(panel.unit[keep])[0]].sum())
        excluded["units treated in or before the first period"] = n
    return left


def _only_complete(panel: Panel, keep: BoolArray, excluded: dict[str, int]) -> BoolArray:
    n_periods = len(np.unique(panel.period[keep]))
    rows = np.bincount(panel.unit[keep], minlength=panel.n_units)
    if n := int(((rows > 0) & (rows < n_periods)).sum()):
        excluded["units not seen in every period"] = n
    if not (rows == n_periods).any():
        raise EmptySampleError(f"{n} units not seen in every period")
    complete: BoolArray = keep & (rows == n_periods)[panel.unit]
    return complete


def _cut(
    panel: Panel,
    usable: UsableRows,
    rows: IntArray | slice,
    excluded: dict[str, int],
    *,
    averaged: bool,
) -> Sample:
    units, unit = _without_gaps(panel.unit, rows)
    times, period = _without_gaps(panel.period, rows)
    _, cluster = _without_gaps(panel.cluster, units)
    weight = usable.weight[rows]
    return Sample(
        row=_lay_out(unit, period) if panel.is_repeated else None,
        unit=unit,
        period=period,
        outcome=panel.outcome[rows],
        weight=weight,
        covariates=usable.covariates[rows],
        treated_from=panel.treated_from[units],
        unit_weight=_unit_weight(unit, weight, averaged=averaged),
        cluster=cluster,
        n_clusters=int(cluster.max()) + 1,
        periods=panel.periods[times],
        excluded=excluded,
    )


def _without_gaps(code: IntArray, rows: IntArray | slice) -> tuple[IntArray | slice, IntArray]:
    """Give the codes that some rows have, and each row's place among them; a panel has no gaps."""
    return (rows, code) if isinstance(rows, slice) else recode(code[rows])


def _lay_out(unit: IntArray, period: IntArray) -> IntArray:
    n_rows, n_units, n_periods = len(unit), unit[-1] + 1, period.max() + 1
    # By column, as comparisons read whole periods.
    if n_rows == n_units * n_periods:
        return np.add.outer(np.arange(n_periods), np.arange(0, n_rows, n_periods)).T
    row = np.full((n_units, n_periods), -1, order="F")
    row[unit, period] = np.arange(n_rows)
    return row


def _unit_weight(unit: IntArray, weight: FloatArray, *, averaged: bool) -> FloatArray:
    if averaged:
        own: FloatArray = np.bincount(unit, weights=weight) / np.bincount(unit)
    else:
        own = weight[heads(unit)]
    return np.asarray(own / own.mean())
