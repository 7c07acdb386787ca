"""Stacked difference-in-differences: one clean experiment a cohort, laid on top of each other."""

from dataclasses import dataclass

import numpy as np

from evalcap.dataset import Panel
from evalcap.errors.design import ClusterError, DesignError, NoComparisonError
from evalcap.estimate import EffectPath, Estimate
from evalcap.estimators.cohort_study import require_repeated, treated_cohorts
from evalcap.estimators.sample import Sample, draw_sample
from evalcap.kernels.arrays import BoolArray, FloatArray, IntArray
from evalcap.kernels.cohort_regression import CohortRows, fit_cohorts


def estimate_stacked(panel: Panel, *, before: int, after: int) -> EffectPath:
    """Estimate effects by event time from a stack of clean experiments.

    Each cohort seen from `before` periods before to `after` periods after its start is set beside
    units untreated through that window. Comparison units are weighted so that each experiment
    counts by its treated units alone; without that, regression averages experiments with weights
    that nobody chose.

    Parameters
    ----------
    before, after
        Periods of the window; the base is the last period before treatment.

    Returns
    -------
    Effects in units of the outcome; `.overall` is their average after treatment. Clustered at the
    panel's cluster across the copies of a unit, with fixest's small-sample factor and t(G-1).
    Where units are seen throughout, the effects are group-time effects of these cohorts against
    these units, averaged by cohort size.

    Raises
    ------
    DesignError

    References
    ----------
    Wing, C., Freedman, S. M. and Hollingsworth, A. (2024). Stacked difference-in-differences.
    NBER Working Paper 32054.
    """
    require_repeated(panel)
    if before < 1 or after < 0:
        raise DesignError(
            f"The window from {before} before to {after} after has no base or no effect.",
            needed="`before` of at least 1 and `after` of at least 0.",
            do="Widen the window.",
        )
    sample = draw_sample(panel, covariates=(), unbalanced="pairs", anticipation=0)
    if sample.n_clusters < 2:  # noqa: PLR2004 - variance needs two
        raise ClusterError(sample.n_clusters)
    events = np.arange(-before, after + 1)
    cohorts = treated_cohorts(sample)
    stacks = [s for g in cohorts if (s := _stack(sample, float(g), events)) is not None]
    if not stacks:
        raise NoComparisonError("not_yet_treated")
    unused = {
        "cohorts not seen through the window, or without clean units": len(cohorts) - len(stacks)
    }
    excluded = sample.excluded | {reason: n for reason, n in unused.items() if n}
    return _fit(panel, sample, stacks, events, excluded)


@dataclass(frozen=True, slots=True)
class _Arm:
    """Rows of one side of one experiment; periods count from the start of the window."""

    unit: IntArray
    period: IntArray
    outcome: FloatArray
    weight: FloatArray
    cluster: IntArray
    label: IntArray


def _stack(sample: Sample, start: float, events: IntArray) -> tuple[_Arm, _Arm] | None:
    """Cut one experiment; None when its window is not observed or nobody is clean."""
    window = start + events
    clean = sample.treated_from > window[-1]
    if not np.isin(window, sample.periods).all() or not clean.any():
        return None
    treated = _arm(sample, sample.treated_from == start, start, events)
    compared = _arm(sample, clean, start, events)
    return (treated, compared) if len(treated.unit) and len(compared.unit) else None


def _arm(sample: Sample, member: BoolArray, start: float, events: IntArray) -> _Arm:
    event = sample.periods[sample.period] - start
    row = np.flatnonzero(member[sample.unit] & (event >= events[0]) & (event <= events[-1]))
    units, unit = np.unique(sample.unit[row], return_inverse=True)
    return _Arm(
        unit=unit,
        period=(event[row] - events[0]).astype(np.intp),
        outcome=sample.outcome[row],
        weight=sample.weight[row],
        cluster=sample.cluster[units],
        label=units,
    )


def _rows(arm: _Arm, scale: float, regressors: FloatArray) -> CohortRows:
    return CohortRows(
        unit=arm.unit,
        period=arm.period,
        outcome=arm.outcome,
        weight=arm.weight * scale,
        cluster=arm.cluster,
        regressors=regressors,
    )


def _design(k: int, n_stacks: int, events: IntArray, *, treated: bool) -> FloatArray:
    """Effects of event times but the base, then period effects of the k-th stack."""
    free = np.eye(len(events))[:, events != -1]
    n = free.shape[1]
    design = np.zeros((len(events), n * (n_stacks + 1)))
    design[:, n * (k + 1) : n * (k + 2)] = free
    if treated:
        design[:, :n] = free
    return design


def _fit(
    panel: Panel,
    sample: Sample,
    stacks: list[tuple[_Arm, _Arm]],
    events: IntArray,
    excluded: dict[str, int],
) -> EffectPath:
    rows = []
    for k, (treated, compared) in enumerate(stacks):
        scale = float(treated.weight.sum() / compared.weight.sum())
        rows.append(_rows(treated, 1.0, _design(k, len(stacks), events, treated=True)))
        rows.append(_rows(compared, scale, _design(k, len(stacks), events, treated=False)))
    fit = fit_cohorts(rows, sample.n_clusters)
    at = events[events != -1]
    m, n, groups = len(at), sum(len(r.outcome) for r in rows), sample.n_clusters
    n_parameters = len(fit.coefficients) + 1
    factor = groups / (groups - 1) * (n - 1) / (n - n_parameters)
    meat: FloatArray = fit.cluster_scores.T @ fit.cluster_scores
    covariance = (factor * (fit.bread @ meat @ fit.bread))[:m, :m]
    share = (at >= 0) / (at >= 0).sum()
    units = np.unique(np.concatenate([a.label for pair in stacks for a in pair]))
    overall = Estimate(
        estimand="ATT",
        point=float(share @ fit.coefficients[:m]),
        std_error=float(np.sqrt(share @ covariance @ share)),
        n_obs=n,
        n_units=len(units),
        n_clusters=groups,
        excluded=excluded,
        degrees_of_freedom=groups - 1,
        estimator="stacked difference-in-differences",
        notes=("Comparison units count once for each experiment they serve in.",),
    )
    return EffectPath(
        by="event_time",
        at=at.astype(float),
        estimate=fit.coefficients[:m],
        covariance=covariance,
        overall=overall,
        n_clusters=groups,
        pre_trends="one_base",
        degrees_of_freedom=groups - 1,
        outcome=panel.names.outcome,
    )
