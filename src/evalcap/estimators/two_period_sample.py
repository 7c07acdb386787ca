"""What two periods are compared on: units seen in both, or the rows of both."""

from dataclasses import dataclass

import numpy as np

from evalcap.dataset import Panel
from evalcap.errors.design import ClusterError, NoComparisonError, NoTreatedError
from evalcap.estimate import Estimate
from evalcap.estimate.spread import spread_or_reason
from evalcap.estimators.lone import lone_groups, lone_note
from evalcap.estimators.two_by_two import Comparison, compare_changes, compare_rows
from evalcap.estimators.usable import UsableRows, usable_rows
from evalcap.kernels.aggregation import sum_within
from evalcap.kernels.arrays import BoolArray, FloatArray, IntArray
from evalcap.kernels.contrasts import Contrast, Method
from evalcap.kernels.cross_sections import Rows
from evalcap.kernels.recoding import recode
from evalcap.kernels.rounding import rounding

EARLY = "units treated in or before the first period"


@dataclass(frozen=True, slots=True)
class TwoPeriodSample:
    """Entries of a comparison: units seen in both periods, or rows of repeated cross-sections.

    Attributes
    ----------
    treated
        Whether an entry becomes treated between the two periods, shape (n,).
    treated_from
        First treated period of its unit, infinite for never, shape (n,).
    outcome
        Outcome after minus before; in cross-sections the row's own, shape (n,).
    later
        In cross-sections whether the row is of the later period, shape (n,); else None.
    covariates, weight
        In the period before, or the row's own, shapes (n, k) and (n,).
    cluster
        Codes from 0, shape (n,).
    rounding
        A standard error up to this is rounding, in units of the outcome.
    excluded
        Rows and units left out, by reason.
    """

    treated: BoolArray
    treated_from: FloatArray
    outcome: FloatArray
    later: BoolArray | None
    covariates: FloatArray
    weight: FloatArray
    cluster: IntArray
    rounding: float
    excluded: dict[str, int]

    def compare(
        self, chosen: BoolArray, *, method: Method, names: tuple[str, ...], cell: str
    ) -> Comparison:
        """Compare the treated and the other entries among those chosen, shape (n,).

        Raises
        ------
        NoTreatedError, NoComparisonError
            If one of the groups is empty, in cross-sections in either period.
        DesignError
            What the method needs of `cell`.
        """
        for period in self.periods:
            _require_both(self.treated[chosen & period])
        treated, covariates = self.treated[chosen].astype(float), self.covariates[chosen]
        outcome, weight = self.outcome[chosen], self.weight[chosen]
        if self.later is None:
            return compare_changes(
                outcome, treated, covariates, weight, method=method, names=names, cell=cell
            )
        rows = Rows(outcome, self.later[chosen].astype(float), treated, covariates, weight)
        return compare_rows(rows, method=method, names=names, cell=cell)

    def estimate(
        self, contrast: Contrast, *, estimand: str, estimator: str, notes: tuple[str, ...]
    ) -> Estimate:
        """Sum influence within clusters and divide by n; `contrast` is of all entries.

        Raises
        ------
        ClusterError
        """
        n, n_clusters = len(self.treated), int(self.cluster.max()) + 1
        if n_clusters < 2:  # noqa: PLR2004 - variance needs two
            raise ClusterError(n_clusters)
        scores = sum_within(contrast.influence, self.cluster, n_clusters) / n
        std_error, reason = spread_or_reason(float(np.linalg.norm(scores)), self.rounding)
        trimmed = {"comparison units trimmed (propensity 0.995 or more)": contrast.n_trimmed}
        return Estimate(
            estimand=estimand,
            point=contrast.att,
            std_error=std_error,
            n_obs=2 * n if self.later is None else n,
            n_units=n,
            n_clusters=n_clusters,
            excluded=self.excluded | _counted(trimmed),
            estimator=estimator,
            notes=(*notes, *reason),
        )

    def lone_notes(self, chosen: BoolArray, where: str) -> tuple[str, ...]:
        """Say which groups among the chosen entries are a single unit or cluster."""
        one = "unit" if int(self.cluster.max()) + 1 == len(self.treated) else "cluster"
        periods = [period[chosen] for period in self.periods]
        lone = lone_groups(self.cluster[chosen], self.treated[chosen], periods)
        return tuple(lone_note(group, where, one) for group in lone)

    @property
    def periods(self) -> tuple[BoolArray, ...]:
        """Mark the entries in which both groups must be: all, or those of each period."""
        if self.later is None:
            return (np.ones(len(self.treated), bool),)
        return self.later, ~self.later


def draw_two_periods(
    panel: Panel, span: tuple[int, int], names: tuple[str, ...]
) -> TwoPeriodSample:
    """Choose what two periods are compared on.

    Units treated in or before the first period are left out and counted.

    Parameters
    ----------
    span
        Positions of the two periods.
    names
        Covariates.

    Raises
    ------
    EmptySampleError
    """
    usable = usable_rows(panel, names)
    return _of_changes(panel, usable, span) if panel.is_repeated else _of_rows(panel, usable, span)


def _of_changes(panel: Panel, usable: UsableRows, span: tuple[int, int]) -> TwoPeriodSample:
    before, after = (_rows_of_units(panel, usable.keep, period) for period in span)
    seen, present = (before >= 0) & (after >= 0), (before >= 0) | (after >= 0)
    early, treated = _groups(panel, span)
    left_out = {
        "rows in other periods": int((usable.keep & ~np.isin(panel.period, span)).sum()),
        EARLY: int((present & early).sum()),
        "units seen in one period only": int((present & ~seen & ~early).sum()),
    }
    unit = np.flatnonzero(seen & ~early)
    before, after = before[unit], after[unit]
    return TwoPeriodSample(
        treated=treated[unit],
        treated_from=panel.treated_from[unit],
        outcome=panel.outcome[after] - panel.outcome[before],
        later=None,
        covariates=usable.covariates[before],
        weight=usable.weight[before],
        cluster=recode(panel.cluster[unit])[1],
        rounding=rounding(panel.outcome[usable.keep]),
        excluded=usable.excluded | _counted(left_out),
    )


def _of_rows(panel: Panel, usable: UsableRows, span: tuple[int, int]) -> TwoPeriodSample:
    early, treated = _groups(panel, span)
    inside = usable.keep & np.isin(panel.period, span)
    left_out = {
        "rows in other periods": int((usable.keep & ~inside).sum()),
        EARLY: int((inside & early[panel.unit]).sum()),
    }
    row = np.flatnonzero(inside & ~early[panel.unit])
    unit = panel.unit[row]
    return TwoPeriodSample(
        treated=treated[unit],
        treated_from=panel.treated_from[unit],
        outcome=panel.outcome[row],
        later=panel.period[row] == span[1],
        covariates=usable.covariates[row],
        weight=usable.weight[row],
        cluster=recode(panel.cluster[unit])[1],
        rounding=rounding(panel.outcome[usable.keep]),
        excluded=usable.excluded | _counted(left_out),
    )


def _groups(panel: Panel, span: tuple[int, int]) -> tuple[BoolArray, BoolArray]:
    """Mark units treated in or before the first period, and by the second, shape (n_units,)."""
    first, last = panel.periods[list(span)]
    return panel.treated_from <= first, panel.treated_from <= last


def _rows_of_units(panel: Panel, keep: BoolArray, period: int) -> IntArray:
    """Row of each unit in a period, -1 where it has none, shape (n_units,)."""
    row = np.full(panel.n_units, -1)
    there = np.flatnonzero(keep & (panel.period == period))
    row[panel.unit[there]] = there
    return row


def _require_both(treated: BoolArray) -> None:
    if not treated.any():
        raise NoTreatedError("none becomes treated between the two periods and is seen in both")
    if treated.all():
        raise NoComparisonError


def _counted(reasons: dict[str, int]) -> dict[str, int]:
    return {reason: n for reason, n in reasons.items() if n}
