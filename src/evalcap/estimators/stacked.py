"""Stacked difference-in-differences: one clean experiment a cohort, laid on top of each other."""

from dataclasses import dataclass, replace
from functools import partial
from typing import Self

import numpy as np

from evalcap.dataset import Panel
from evalcap.errors.design import ClusterError, NoComparisonError, NoTreatedError
from evalcap.estimate import EffectPath, Estimate
from evalcap.estimate.spread import spread_or_reason, without_rounding
from evalcap.estimators.cohort_study import require_repeated
from evalcap.estimators.cohorts import Cohorts, cut_cohorts, treated_cohorts
from evalcap.estimators.lone import cohort_notes, sole_cluster
from evalcap.estimators.option import choose_whole
from evalcap.estimators.sample import Sample, draw_sample
from evalcap.kernels.arrays import BoolArray, FloatArray, IntArray
from evalcap.kernels.cohort_regression import Cohort, cluster_meat, fit_cohorts
from evalcap.kernels.elapsed import elapsed
from evalcap.kernels.rounding import root, rounding

UNUSED = "cohorts not seen through the window, or without clean units"


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
    choose_whole("before", before, least=1)
    choose_whole("after", after, least=0)
    sample = draw_sample(panel, covariates=(), unbalanced="pairs", anticipation=0)
    events = np.arange(-before, after + 1)
    cohorts, cut = treated_cohorts(sample), cut_cohorts(sample)
    stacks = [s for g in cohorts if (s := _stack(cut, float(g), events)) is not None]
    if not stacks:
        raise NoComparisonError
    unused = {UNUSED: len(cohorts) - len(stacks)}
    excluded = sample.excluded | {reason: n for reason, n in unused.items() if n}
    return _fit(panel, sample, stacks, events, excluded)


@dataclass(frozen=True, slots=True)
class _Arm:
    """One side of one experiment.

    Attributes
    ----------
    units
        Those seen in the window, shape (n_units,).
    outcome, weight
        Over the window, both 0 where a unit is not seen, shape (n_units, n_events).
    cluster
        Shape (n_units,).
    """

    units: IntArray
    outcome: FloatArray
    weight: FloatArray
    cluster: IntArray

    def seen_twice(self) -> Self:
        """Leave out units of a single row, which their own effect fits: they tell nothing."""
        keep = np.count_nonzero(self.weight, axis=1) > 1
        parts = (self.units, self.outcome, self.weight, self.cluster)
        return type(self)(*(part[keep] for part in parts))


@dataclass(frozen=True, slots=True)
class _Stack:
    """One experiment: a cohort and those it is compared with."""

    start: float
    treated: _Arm
    compared: _Arm

    @property
    def arms(self) -> tuple[_Arm, _Arm]:
        """Both sides."""
        return self.treated, self.compared


def _stack(cut: Cohorts, start: float, events: IntArray) -> _Stack | None:
    """Cut one experiment; None when a side is not seen in every period of its window."""
    starts = cut.sample.treated_from
    clean = elapsed(start, starts) > events[-1]
    arms = [_arm(cut, member, start, events) for member in (starts == start, clean)]
    told = [arm.seen_twice() for arm in arms]
    is_seen = all((arm.weight > 0).any(axis=0).all() for arm in arms)
    return _Stack(start, *told) if is_seen and all(len(arm.units) for arm in told) else None


def _arm(cut: Cohorts, member: BoolArray, start: float, events: IntArray) -> _Arm:
    event = elapsed(start, cut.sample.periods)
    period = np.flatnonzero(np.isin(event, events))
    units = np.flatnonzero(member & (cut.weight[:, period] > 0).any(axis=1))
    outcome, weight = np.zeros((2, len(units), len(events)))
    for window, table in ((outcome, cut.outcome), (weight, cut.weight)):
        window[:, (event[period] - events[0]).astype(np.intp)] = table[np.ix_(units, period)]
    return _Arm(units, outcome, weight, cut.sample.cluster[units])


def _cohort(arm: _Arm, scale: float, regressors: FloatArray) -> Cohort:
    return Cohort(arm.outcome, arm.weight * scale, arm.cluster, regressors)


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
    stacks: list[_Stack],
    events: IntArray,
    excluded: dict[str, int],
) -> EffectPath:
    cohorts = []
    for k, stack in enumerate(stacks):
        scale = float(stack.treated.weight.sum() / stack.compared.weight.sum())
        design = partial(_design, k, len(stacks), events)
        cohorts.append(_cohort(stack.treated, 1.0, design(treated=True)))
        cohorts.append(_cohort(stack.compared, scale, design(treated=False)))
    fit = fit_cohorts(cohorts)
    known = np.flatnonzero(fit.is_identified[: len(events) - 1])
    at = events[events != -1][known]
    if not (at >= 0).any():
        raise NoTreatedError("none is seen both before and after its treatment begins")
    n, groups = sum(int(np.count_nonzero(c.weight)) for c in cohorts), _n_clusters(stacks)
    factor = groups / (groups - 1) * (n - 1) / (n - fit.rank - 1)
    covariance: FloatArray = factor * (fit.bread @ cluster_meat(cohorts, fit) @ fit.bread)
    covariance = covariance[np.ix_(known, known)]
    unknown = {"event times that the data do not identify": len(events) - 1 - len(at)}
    path = EffectPath(
        by="event_time",
        at=at.astype(float),
        estimate=fit.coefficients[known],
        covariance=without_rounding(covariance, rounding(sample.outcome)),
        overall=None,
        n_clusters=groups,
        pre_trends="one_base",
        degrees_of_freedom=groups - 1,
        outcome=panel.names.outcome,
        notes=_notes(panel, sample, stacks),
    )
    excluded |= {reason: count for reason, count in unknown.items() if count}
    return replace(path, overall=_overall(path, sample, stacks, n, excluded))


def _overall(
    path: EffectPath,
    sample: Sample,
    stacks: list[_Stack],
    n_obs: int,
    excluded: dict[str, int],
) -> Estimate:
    """Average the effects after treatment."""
    share = (path.at >= 0) / (path.at >= 0).sum()
    std_error = float(root(share @ path.covariance @ share))
    std_error, reason = spread_or_reason(std_error, rounding(sample.outcome))
    units = [arm.units for stack in stacks for arm in stack.arms]
    return Estimate(
        estimand="ATT",
        point=float(share @ path.estimate),
        std_error=std_error,
        n_obs=n_obs,
        n_units=len(np.unique(np.concatenate(units))),
        n_clusters=path.n_clusters,
        excluded=excluded,
        degrees_of_freedom=path.degrees_of_freedom,
        estimator="stacked difference-in-differences",
        notes=(
            "Comparison units count once for each experiment they serve in.",
            *path.notes,
            *reason,
        ),
    )


def _n_clusters(stacks: list[_Stack]) -> int:
    """Count clusters that take part.

    Raises
    ------
    ClusterError
    """
    both = [arm.cluster for stack in stacks for arm in stack.arms]
    n_clusters = len(np.unique(np.concatenate(both)))
    if n_clusters < 2:  # noqa: PLR2004 - variance needs two
        raise ClusterError(n_clusters)
    return n_clusters


def _notes(panel: Panel, sample: Sample, stacks: list[_Stack]) -> tuple[str, ...]:
    """Say which experiments rest on one unit or cluster in a period."""
    one = "unit" if sample.n_clusters == sample.n_units else "cluster"
    alone: dict[str, list[float]] = {"treated": [], "comparison": []}
    for stack in stacks:
        for group, arm in zip(alone, stack.arms, strict=True):
            everyone = np.arange(len(arm.units))
            if (sole_cluster(arm.weight > 0, arm.cluster, everyone) >= 0).any():
                alone[group].append(stack.start)
    return tuple(
        note
        for group, starts in alone.items()
        for note in cohort_notes(group, starts, panel.calendar, one)
    )
