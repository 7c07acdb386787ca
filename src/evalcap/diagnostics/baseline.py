"""Treated and comparison units as they were before treatment, one row each."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from evalcap.dataset import Panel
from evalcap.errors.design import PeriodError
from evalcap.estimators.usable import UsableRows, usable_rows
from evalcap.kernels.arrays import BoolArray, FloatArray, IntArray


@dataclass(frozen=True, slots=True)
class Baseline:
    """One row of each unit from before its treatment.

    Attributes
    ----------
    measures
        The outcome and the covariates, shape (n_units, 1 + k).
    treated
        Whether the unit is in the treated group, shape (n_units,).
    weight, cluster
        Shape (n_units,).
    names
        Of the columns of `measures`.
    comparison_words
        Who the comparison units are.
    excluded
        Units left out, by reason.
    n_elsewhere
        Units taken from another period because they have no usable row in the one compared.
    period
        The period compared, in words.
    """

    measures: FloatArray
    treated: BoolArray
    weight: FloatArray
    cluster: IntArray
    names: tuple[str, ...]
    comparison_words: str
    excluded: dict[str, int]
    n_elsewhere: int
    period: str


def find_baseline(panel: Panel, covariates: Sequence[str], period: object | None) -> Baseline:
    """Take each unit's row in the period before anyone is treated, or in the one named.

    Where no period is named, a unit without a usable row there is taken at its first usable row,
    if that is before its treatment. Units treated by the period compared are left out, as are
    units treated in or before the first period.

    Raises
    ------
    PeriodError, EmptySampleError
    """
    usable = usable_rows(panel, covariates)
    at = _period(panel, usable, period)
    early = panel.treated_from <= panel.periods[at]
    there = first_rows(panel, usable.keep & (panel.period == at))
    row = _or_elsewhere(panel, usable.keep, there) if period is None else there
    present = _present(panel, at)
    unit = np.flatnonzero((row >= 0) & ~early)
    treated, who = group_units(panel, panel.treated_from[unit])
    return Baseline(
        measures=np.column_stack([panel.outcome, usable.covariates])[row[unit]],
        treated=treated,
        weight=usable.weight[row[unit]],
        cluster=panel.cluster[unit],
        names=(panel.names.outcome, *covariates),
        comparison_words=who,
        excluded=_count(
            {
                "units treated by the period compared": early & present,
                "units without a usable row before their treatment": present & ~early & (row < 0),
            }
        ),
        n_elsewhere=int((there[unit] < 0).sum()),
        period=f"{panel.names.time} {panel.calendar.label(panel.periods[at])}",
    )


def _period(panel: Panel, usable: UsableRows, named: object | None) -> int:
    if named is not None:
        found = np.flatnonzero(panel.periods == panel.place(named))
        if not len(found):
            raise PeriodError({"period": named}, [panel.calendar.label(p) for p in panel.periods])
        return int(found[0])
    return last_before_treatment(panel, usable)


def last_before_treatment(panel: Panel, usable: UsableRows) -> int:
    """Find the last usable period before anyone is treated, as a position in the periods."""
    seen = np.unique(panel.period[usable.keep])
    times = panel.periods[seen]
    starts = panel.treated_from[(panel.treated_from > times[0])]
    return int(seen[times < starts.min(initial=np.inf)][-1])


def first_rows(panel: Panel, chosen: BoolArray) -> IntArray:
    """Find each unit's first chosen row, -1 where it has none, shape (n_units,)."""
    row = np.full(panel.n_units, -1)
    backwards = np.flatnonzero(chosen)[::-1]
    row[panel.unit[backwards]] = backwards
    return row


def _or_elsewhere(panel: Panel, keep: BoolArray, row: IntArray) -> IntArray:
    if not panel.is_repeated:
        return row
    return np.where(row >= 0, row, first_rows(panel, keep & ~panel.is_treated))


def _present(panel: Panel, at: int) -> BoolArray:
    """Mark units that could have been compared: all, or the period's in cross-sections."""
    if panel.is_repeated:
        return np.ones(panel.n_units, bool)
    there: BoolArray = panel.period == at
    return there


def group_units(panel: Panel, treated_from: FloatArray) -> tuple[BoolArray, str]:
    """Mark treated units; the first treated where every unit is treated in the end."""
    treated: BoolArray = treated_from <= panel.periods[-1]
    if treated.all() and len(treated_from):
        first: BoolArray = treated_from == treated_from.min()
        return first, "units treated later"
    return treated, "comparison units"


def _count(reasons: dict[str, BoolArray]) -> dict[str, int]:
    return {reason: int(units.sum()) for reason, units in reasons.items() if units.any()}
