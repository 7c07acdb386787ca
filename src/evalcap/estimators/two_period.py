"""Difference-in-differences between two periods."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from evalcap.dataset import Panel
from evalcap.dataset.number import column_names
from evalcap.errors.design import (
    ClusterError,
    NoComparisonError,
    NoTreatedError,
)
from evalcap.estimate import Estimate
from evalcap.estimate.spread import spread_or_reason
from evalcap.estimators.lone import lone_groups, lone_note
from evalcap.estimators.option import choose
from evalcap.estimators.period import find_span
from evalcap.estimators.two_by_two import Comparison, compare_changes, compare_rows
from evalcap.estimators.usable import UsableRows, usable_rows
from evalcap.kernels.aggregation import sum_within
from evalcap.kernels.arrays import BoolArray, FloatArray, IntArray
from evalcap.kernels.contrasts import ESTIMATORS, Method
from evalcap.kernels.cross_sections import Rows
from evalcap.kernels.rounding import rounding

EARLY = "units treated in or before the first period"

WORDS: dict[Method, str] = {
    "doubly_robust": "doubly robust (logit and least squares)",
    "doubly_robust_improved": "improved doubly robust (inverse probability tilting)",
    "ipw": "inverse probability weighting, normalised",
    "ipw_unnormalised": "inverse probability weighting, not normalised",
    "regression": "outcome regression",
    "unadjusted": "unadjusted",
}


def choose_method(method: Method | None, covariates: Sequence[str]) -> Method:
    """Doubly robust where there are covariates, unadjusted where there are none."""
    if method is None:
        return "doubly_robust" if covariates else "unadjusted"
    return choose("method", method, tuple(ESTIMATORS))


def estimate_two_period(
    panel: Panel,
    *,
    before: object,
    after: object,
    method: Method | None = None,
    covariates: Sequence[str] = (),
) -> Estimate:
    """Estimate the ATT between two periods.

    Units treated after `before` and by `after` are compared with units not treated by `after`;
    units treated earlier are left out and counted. With `unit=None` rows are repeated
    cross-sections. Weights and covariates take their value in the period `before`, or the row's
    own in cross-sections.

    Parameters
    ----------
    before, after
        Two periods of the data, as values of the time column.
    method
        How comparison units are made comparable; doubly robust by default with covariates.
    covariates
        Columns that differ between the groups and may shape the trend.

    Returns
    -------
    The ATT in units of the outcome, with a standard error from the influence function divided by
    n and the normal distribution, as R's DRDID; summed within clusters where a cluster is named.

    Raises
    ------
    DesignError
        If the effect is not identified in this sample.

    References
    ----------
    Sant'Anna, P. H. C. and Zhao, J. (2020). Journal of Econometrics 219(1), 101-122.
    """
    names = column_names(covariates)
    chosen = choose_method(method, names)
    start, end = find_span(panel, before=before, after=after)
    usable = usable_rows(panel, names)
    plan = _Plan(panel, usable, _groups(panel, start, end), (start, end), chosen, names)
    return _of_changes(plan) if panel.is_repeated else _of_rows(plan)


@dataclass(frozen=True, slots=True)
class _Plan:
    """What is compared, over which span of periods.

    Attributes
    ----------
    group
        1 for units that become treated, 0 for comparison, NaN for treated earlier,
        shape (n_units,).
    """

    panel: Panel
    usable: UsableRows
    group: FloatArray
    span: tuple[int, int]
    method: Method
    names: tuple[str, ...]


def _groups(panel: Panel, start: int, end: int) -> FloatArray:
    first, last = panel.periods[start], panel.periods[end]
    group = np.where(panel.treated_from <= last, 1.0, 0.0)
    return np.where(panel.treated_from <= first, np.nan, group)


def _of_changes(plan: _Plan) -> Estimate:
    panel, usable, group = plan.panel, plan.usable, plan.group
    base, later = (_rows_of_units(panel, usable.keep, period) for period in plan.span)
    seen, early = (base >= 0) & (later >= 0), np.isnan(group)
    present = (base >= 0) | (later >= 0)
    excluded = usable.excluded | _counted(
        {
            "rows in other periods": _other_rows(plan),
            EARLY: int((present & early).sum()),
            "units seen in one period only": int((present & ~seen & ~early).sum()),
        }
    )
    units = np.flatnonzero(seen & ~early)
    _require_both(group[units])
    comparison = compare_changes(
        panel.outcome[later[units]] - panel.outcome[base[units]],
        group[units],
        usable.covariates[base[units]],
        usable.weight[base[units]],
        method=plan.method,
        names=plan.names,
        cell="the sample",
    )
    cluster = panel.cluster[units]
    lone = lone_groups(cluster, group[units] == 1, [np.ones(len(units), bool)])
    return _estimate(plan, comparison, cluster, lone=lone, n_obs=2 * len(units), excluded=excluded)


def _of_rows(plan: _Plan) -> Estimate:
    panel, usable, group = plan.panel, plan.usable, plan.group[plan.panel.unit]
    inside, early = usable.keep & np.isin(panel.period, plan.span), np.isnan(group)
    excluded = usable.excluded | _counted(
        {
            "rows in other periods": _other_rows(plan),
            EARLY: int((inside & early).sum()),
        }
    )
    row = np.flatnonzero(inside & ~early)
    post, treated = (panel.period[row] == plan.span[1]).astype(float), group[row]
    for period in (0.0, 1.0):
        _require_both(treated[post == period])
    rows = Rows(panel.outcome[row], post, treated, usable.covariates[row], usable.weight[row])
    comparison = compare_rows(rows, method=plan.method, names=plan.names, cell="the sample")
    cluster = panel.cluster[panel.unit[row]]
    lone = lone_groups(cluster, treated == 1, [post == 1, post == 0])
    return _estimate(plan, comparison, cluster, lone=lone, n_obs=len(row), excluded=excluded)


def _rows_of_units(panel: Panel, keep: BoolArray, period: int) -> IntArray:
    """Row of each unit in a period, -1 where it has none, shape (n_units,)."""
    row = np.full(panel.n_units, -1)
    there = np.flatnonzero(keep & (panel.period == period))
    row[panel.unit[there]] = there
    return row


def _other_rows(plan: _Plan) -> int:
    return int((plan.usable.keep & ~np.isin(plan.panel.period, plan.span)).sum())


def _require_both(group: FloatArray) -> None:
    if not (group == 1).any():
        raise NoTreatedError("none becomes treated between the two periods and is seen in both")
    if not (group == 0).any():
        raise NoComparisonError("not_yet_treated")


def _counted(reasons: dict[str, int]) -> dict[str, int]:
    return {reason: n for reason, n in reasons.items() if n}


def _estimate(
    plan: _Plan,
    comparison: Comparison,
    cluster: IntArray,
    *,
    lone: tuple[str, ...],
    n_obs: int,
    excluded: dict[str, int],
) -> Estimate:
    contrast, n_units = comparison.contrast, len(cluster)
    present, codes = np.unique(cluster, return_inverse=True)
    if len(present) < 2:  # noqa: PLR2004 - variance needs two
        raise ClusterError(len(present))
    scores = sum_within(contrast.influence, codes, len(present)) / n_units
    std_error = float(np.sqrt((scores**2).sum()))
    limit = rounding(plan.panel.outcome[plan.usable.keep])
    std_error, reason = spread_or_reason(std_error, limit)
    trimmed = {"comparison units trimmed (propensity 0.995 or more)": contrast.n_trimmed}
    one = "unit" if len(present) == n_units else "cluster"
    return Estimate(
        estimand="ATT",
        point=contrast.att,
        std_error=std_error,
        n_obs=n_obs,
        n_units=n_units,
        n_clusters=len(present),
        excluded=excluded | _counted(trimmed),
        estimator=f"two-period difference-in-differences, {WORDS[plan.method]}",
        notes=(
            *_redundant(comparison.dropped),
            *(lone_note(group, "In this sample", one) for group in lone),
            *reason,
        ),
    )


def _redundant(dropped: tuple[str, ...]) -> tuple[str, ...]:
    return (f"Redundant covariates left out: {', '.join(dropped)}.",) if dropped else ()
