"""Cells gathered into group-time effects, with everything left out counted."""

from collections import Counter
from collections.abc import Sequence

import numpy as np

from evalcap.dataset import Panel
from evalcap.errors.design import DesignError, NoComparisonError, NoTreatedError, RefusedCellsError
from evalcap.estimate import GroupTimeEffects
from evalcap.estimate.membership import Membership, RefusedCell
from evalcap.estimators.cell_effect import NO_COMPARISON, CellEffect, CellResult, EmptyCell
from evalcap.estimators.cells import BasePeriod, ComparisonGroup
from evalcap.estimators.lone import cohort_notes
from evalcap.estimators.sample import Sample
from evalcap.kernels.influence import Influence
from evalcap.kernels.rounding import rounding


def collect(
    panel: Panel,
    sample: Sample,
    results: Sequence[CellResult],
    *,
    comparison: ComparisonGroup,
    base_period: BasePeriod,
    words: str,
) -> GroupTimeEffects:
    """Freeze the estimated cells, dropping cohorts never compared after treatment.

    A cohort whose cells after treatment are refused is not dropped: averages refuse instead. Nor is
    one first treated after the last period: what it shows is how it anticipates treatment.

    Raises
    ------
    NoComparisonError, NoTreatedError, RefusedCellsError
        If no cell under treatment is left.
    """
    place = sample.periods
    seen = [r for r in results if isinstance(r, CellEffect)]
    refused = [r for r in results if isinstance(r, RefusedCell)]
    after = {r.cell.cohort for r in seen if place[r.cell.time] >= r.cell.cohort}
    if not after:
        raise _why_none(results, refused, comparison)
    after |= {r.cohort for r in refused if r.time >= r.cohort}
    after |= {g for g in np.unique(sample.treated_from).tolist() if g > place[-1]}
    kept = [r for r in seen if r.cell.cohort in after]
    return GroupTimeEffects(
        cohort=np.array([r.cell.cohort for r in kept]),
        time=np.array([place[r.cell.time] for r in kept]),
        base=np.array([place[r.cell.base] for r in kept]),
        att=np.array([r.att for r in kept]),
        rests_on=Influence(
            tuple(r.unit for r in kept), tuple(r.influence for r in kept), sample.n_units
        ),
        is_base=np.array([r.cell.is_base for r in kept]),
        n_treated=np.array([r.n_treated for r in kept]),
        n_comparison=np.array([r.n_comparison for r in kept]),
        members=Membership(
            sample.treated_from, sample.unit_weight, sample.cluster, sample.n_clusters
        ),
        periods=sample.periods,
        base_period=base_period,
        n_obs=len(sample.outcome),
        outcome=panel.names.outcome,
        estimator=words,
        excluded=sample.excluded | _left_out(results, kept),
        refused=tuple(r for r in refused if r.cohort in after),
        rounding=rounding(sample.outcome),
        notes=_notes(kept, panel, "unit" if sample.n_clusters == sample.n_units else "cluster"),
    )


def _why_none(
    results: Sequence[CellResult], refused: Sequence[RefusedCell], comparison: ComparisonGroup
) -> DesignError:
    if refused:
        return RefusedCellsError([r.reason for r in refused])
    if any(isinstance(r, EmptyCell) and r.reason == NO_COMPARISON for r in results):
        return NoComparisonError(comparison)
    return NoTreatedError("none is seen both before and after its treatment begins")


def _left_out(results: Sequence[CellResult], kept: Sequence[CellEffect]) -> dict[str, int]:
    counts = Counter(r.reason for r in results if isinstance(r, EmptyCell))
    n_seen = sum(isinstance(r, CellEffect) for r in results)
    counts["cells of cohorts never compared after treatment"] = n_seen - len(kept)
    counts["cells refused"] = sum(isinstance(r, RefusedCell) for r in results)
    counts["comparison units trimmed (propensity 0.995 or more), summed over cells"] = sum(
        r.n_trimmed for r in kept
    )
    counts["units not seen in both periods, summed over cells"] = sum(r.n_unpaired for r in kept)
    return {reason: n for reason, n in counts.items() if n}


def _notes(kept: Sequence[CellEffect], panel: Panel, one: str) -> tuple[str, ...]:
    notes = []
    if dropped := sorted({name for r in kept for name in r.dropped}):
        notes.append(f"Redundant covariates left out of some cells: {', '.join(dropped)}.")
    for group in ("treated", "comparison"):
        alone = [r.cell.cohort for r in kept if group in r.lone]
        notes += cohort_notes(group, alone, panel.calendar, one)
    return tuple(notes)
