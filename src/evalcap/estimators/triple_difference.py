"""Triple difference: the effect on those a programme is for, less that on those it is not for."""

import numpy as np

from evalcap.dataset import Panel
from evalcap.errors.design import DesignError, NoComparisonError, NoTreatedError
from evalcap.estimate import Estimate
from evalcap.estimate.spread import spread_or_reason
from evalcap.estimators.clustering import cluster_codes
from evalcap.estimators.cohort_study import require_repeated
from evalcap.estimators.lone import lone_groups, lone_note
from evalcap.estimators.period import find_span
from evalcap.estimators.selection import Selection
from evalcap.estimators.usable import UsableRows, usable_rows
from evalcap.kernels.aggregation import sum_within
from evalcap.kernels.arrays import BoolArray, FloatArray, IntArray
from evalcap.kernels.contrasts import Contrast, unadjusted
from evalcap.kernels.rounding import rounding


def estimate_triple_difference(
    panel: Panel, *, eligible: str, before: object, after: object
) -> Estimate:
    """Estimate the ATT on eligible units, with ineligible ones in the same places as a check.

    The change of eligible units where the programme came, less that where it did not, less the
    same difference for ineligible units. What the programme does not do, but its place does, to
    both kinds alike drops out: trends of treated and other places may differ, as long as they
    differ alike for eligible and ineligible units.

    Covariates are not offered: adjusting each of the two differences for its own units compares
    different people, and the difference of the two is then not the effect.

    Parameters
    ----------
    eligible
        Column with 1 for whom the programme is meant and 0 for others, the same in every row of
        a unit. `treated_from` says for both kinds when the programme came to their place.
    before, after
        Two periods of the data, as values of the time column.

    Returns
    -------
    The ATT in units of the outcome; influence summed within clusters, divided by n, normal
    distribution. Equal to the difference of two unadjusted two-period estimates.

    Raises
    ------
    DesignError

    References
    ----------
    Olden, A. and Moen, J. (2022). The triple difference estimator. Econometrics Journal 25(3),
    531-553. Ortiz-Villavicencio, M. and Sant'Anna, P. H. C. (2025). arXiv:2505.09942.
    """
    require_repeated(panel)
    usable = usable_rows(panel, (eligible,))
    span = find_span(panel, before=before, after=after)
    units, rows = _seen_in_both(panel, usable, span)
    kind = _kind(panel, usable, eligible)[units]
    start = panel.treated_from[units]
    early = start <= panel.periods[span[0]]
    treated = (start <= panel.periods[span[1]]).astype(float)
    change = panel.outcome[rows[1]] - panel.outcome[rows[0]]
    keep, weight = ~early, usable.weight[rows[0]]
    for_eligible = _difference(change, treated, weight * (kind == 1) * keep)
    for_others = _difference(change, treated, weight * (kind == 0) * keep)
    cluster = cluster_codes(panel, Selection.at(panel, rows[0][keep]), None)
    influence = (for_eligible.influence - for_others.influence)[keep]
    n_clusters = int(cluster.max()) + 1
    scores = sum_within(influence, cluster, n_clusters) / len(units)
    limit = rounding(panel.outcome[rows[:, keep]])
    std_error, reason = spread_or_reason(float(np.linalg.norm(scores)), limit)
    left_out = {
        "rows in other periods": int((usable.keep & ~np.isin(panel.period, span)).sum()),
        "units treated in or before the first period": int(early.sum()),
        "units not seen in both periods": panel.n_units - len(units),
    }
    return Estimate(
        estimand="ATT on eligible units",
        point=for_eligible.att - for_others.att,
        std_error=std_error,
        n_obs=2 * int(keep.sum()),
        n_units=int(keep.sum()),
        n_clusters=n_clusters,
        excluded=usable.excluded | {reason: n for reason, n in left_out.items() if n},
        estimator="triple difference",
        notes=(*_lone_notes(cluster, treated[keep] == 1, kind[keep] == 1), *reason),
    )


def _lone_notes(cluster: IntArray, treated: BoolArray, eligible: BoolArray) -> tuple[str, ...]:
    one = "unit" if int(cluster.max()) + 1 == len(cluster) else "cluster"
    lone = lone_groups(cluster, treated, [eligible, ~eligible])
    return tuple(lone_note(group, "In one of the two kinds", one) for group in lone)


def _seen_in_both(
    panel: Panel, usable: UsableRows, span: tuple[int, int]
) -> tuple[IntArray, IntArray]:
    """Give units seen in both periods, and their row in each, shape (2, n)."""
    row = np.full((panel.n_units, 2), -1)
    for column, period in enumerate(span):
        there = np.flatnonzero(usable.keep & (panel.period == period))
        row[panel.unit[there], column] = there
    units = np.flatnonzero((row >= 0).all(axis=1))
    return units, row[units].T


def _kind(panel: Panel, usable: UsableRows, name: str) -> FloatArray:
    """Read 1 or 0 for each unit, NaN where it has no usable row, shape (n_units,)."""
    value, unit = usable.covariates[usable.keep, 0], panel.unit[usable.keep]
    kind = np.full(panel.n_units, np.nan)
    kind[unit] = value
    if not np.isin(value, (0.0, 1.0)).all() or (kind[unit] != value).any():
        raise DesignError(
            f"Column {name!r} does not say once for each unit whether it is eligible.",
            needed="1 for whom the programme is meant, 0 for others, the same in all of a "
            "unit's rows.",
            do="Recode the column; a person who becomes eligible later needs another design.",
        )
    return kind


def _difference(change: FloatArray, treated: FloatArray, weight: FloatArray) -> Contrast:
    """Contrast mean changes among the units with weight; influence is zero for others."""
    if not (weight * treated > 0).any():
        raise NoTreatedError("one of the two kinds has none that becomes treated")
    if not (weight * (1 - treated) > 0).any():
        raise NoComparisonError("not_yet_treated")
    return unadjusted(change, treated, np.ones((len(change), 1)), weight)
