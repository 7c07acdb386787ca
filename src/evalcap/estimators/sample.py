"""A panel laid out so that two-by-two comparisons are quick to cut from it."""

from dataclasses import dataclass
from typing import Literal

import numpy as np

from evalcap.dataset import Panel
from evalcap.errors.design import EmptySampleError, NoTreatedError
from evalcap.estimators.usable import UsableRows, usable_rows
from evalcap.kernels.arrays import BoolArray, FloatArray, IntArray
from evalcap.kernels.elapsed import elapsed
from evalcap.kernels.recoding import recode

Unbalanced = Literal["pairs", "complete", "cross_sections"]


@dataclass(frozen=True, slots=True)
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

    @property
    def n_units(self) -> int:
        """Number of units."""
        return len(self.treated_from)


def draw_sample(
    panel: Panel, *, covariates: tuple[str, ...], unbalanced: Unbalanced, anticipation: float
) -> Sample:
    """Choose the rows and units that group-time effects rest on.

    Units treated in or before the first period (plus anticipation) are left out and counted.

    Raises
    ------
    NoTreatedError, EmptySampleError
    """
    usable = usable_rows(panel, covariates)
    excluded = dict(usable.excluded)
    keep = _not_early(panel, usable.keep, anticipation, excluded)
    if panel.is_repeated and unbalanced == "complete":
        keep = _only_complete(panel, keep, excluded)
    if not keep.any():
        raise NoTreatedError("every unit is treated from the first period on, or never complete")
    averaged = unbalanced == "cross_sections" and panel.is_repeated
    return _cut(panel, usable, np.flatnonzero(keep), excluded, averaged=averaged)


def _not_early(
    panel: Panel, keep: BoolArray, anticipation: float, excluded: dict[str, int]
) -> BoolArray:
    """Leave out units treated from the first period on: then the first may be another."""
    early = np.zeros(panel.n_units, bool)
    while (left := keep & ~early[panel.unit]).any():
        found = elapsed(panel.time[left].min(), panel.treated_from) <= anticipation
        if (found == early).all():
            break
        early = found
    if n := int(early[recode(panel.unit[keep])[0]].sum()):
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
    panel: Panel, usable: UsableRows, rows: IntArray, excluded: dict[str, int], *, averaged: bool
) -> Sample:
    units, unit = recode(panel.unit[rows])
    times, period = recode(panel.period[rows])
    clusters, cluster = recode(panel.cluster[units])
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
        n_clusters=len(clusters),
        periods=panel.periods[times],
        excluded=excluded,
    )


def _lay_out(unit: IntArray, period: IntArray) -> IntArray:
    # By column, as comparisons read whole periods.
    row = np.full((unit[-1] + 1, period.max() + 1), -1, order="F")
    row[unit, period] = np.arange(len(unit))
    return row


def _unit_weight(unit: IntArray, weight: FloatArray, *, averaged: bool) -> FloatArray:
    if averaged:
        own: FloatArray = np.bincount(unit, weights=weight) / np.bincount(unit)
    else:
        own = weight[np.searchsorted(unit, np.arange(unit[-1] + 1))]
    return np.asarray(own / own.mean())
