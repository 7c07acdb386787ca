"""Interaction-weighted event studies: effects of every cohort, averaged by its size."""

from dataclasses import dataclass, replace
from typing import Literal, get_args

import numpy as np

from evalcap.dataset import Panel
from evalcap.errors.design import ClusterError, DesignError, NoComparisonError, NoTreatedError
from evalcap.estimate import EffectPath
from evalcap.estimate.cohort_effects import CohortEffects, along
from evalcap.estimators.option import choose
from evalcap.estimators.sample import Sample, draw_sample
from evalcap.kernels.aggregation import sum_within
from evalcap.kernels.arrays import BoolArray, FloatArray, IntArray
from evalcap.kernels.cohort_path import CohortPath, cohort_path

Variance = Literal["clustered", "robust"]


def estimate_sun_abraham(panel: Panel, *, variance: Variance = "clustered") -> EffectPath:
    """Estimate effects by event time from a regression with an effect for every cohort and time.

    Units never treated within the data are the comparison; without any, the last cohort is, and
    periods from its start on are left out and counted. The base of each cohort is its last
    observed period before treatment. Units treated in or before the first period are left out
    and counted.

    Returns
    -------
    Effects in units of the outcome, weighted by rows, with `.overall` and `.aggregate("cohort")`;
    standard errors and t distribution as R's fixest: `sunab()`, weights taken as fixed.

    Raises
    ------
    DesignError

    References
    ----------
    Sun, L. and Abraham, S. (2021). Estimating dynamic treatment effects in event studies with
    heterogeneous treatment effects. Journal of Econometrics 225(2), 175-199.
    """
    choose("variance", variance, get_args(Variance))
    if not panel.is_repeated:
        raise DesignError(
            "An event study with unit effects was asked for repeated cross-sections.",
            needed="The same units in several periods.",
            do="Name the `unit` of the panel, or use estimate_group_time.",
        )
    sample = _with_comparison(draw_sample(panel, covariates=(), unbalanced="pairs", anticipation=0))
    if sample.n_clusters < 2:  # noqa: PLR2004 - variance needs two
        raise ClusterError(sample.n_clusters)
    cells, one_base = _cells(sample, panel, variance)
    return EffectPath(
        **along(cells, "event_time"),
        overall=cells.overall(),
        n_clusters=sample.n_clusters,
        pre_trends="one_base" if one_base else "varying_base",
        degrees_of_freedom=cells.degrees_of_freedom,
        cells=cells,
        outcome=panel.names.outcome,
    )


def _with_comparison(sample: Sample) -> Sample:
    """Keep the sample, or make the last cohort its comparison."""
    if (sample.treated_from > sample.periods[-1]).any():
        return sample
    last = sample.treated_from.max()
    keep = sample.periods[sample.period] < last
    if (sample.treated_from == last).all() or not keep.any():
        raise NoComparisonError("never_treated")
    excluded = sample.excluded | {"rows from the start of the last cohort on": int((~keep).sum())}
    return _restrict(sample, keep, excluded)


def _restrict(sample: Sample, keep: BoolArray, excluded: dict[str, int]) -> Sample:
    units, unit = np.unique(sample.unit[keep], return_inverse=True)
    times, period = np.unique(sample.period[keep], return_inverse=True)
    clusters, cluster = np.unique(sample.cluster[units], return_inverse=True)
    return replace(
        sample,
        row=None,
        unit=unit,
        period=period,
        outcome=sample.outcome[keep],
        weight=sample.weight[keep],
        covariates=sample.covariates[keep],
        treated_from=sample.treated_from[units],
        unit_weight=sample.unit_weight[units],
        cluster=cluster,
        n_clusters=len(clusters),
        periods=sample.periods[times],
        excluded=excluded,
    )


@dataclass(frozen=True, slots=True)
class _Group:
    """One cohort, or the comparison, and its path.

    Attributes
    ----------
    at
        Positions of its periods in the sample's periods, shape (n_own,).
    unit
        Its units as positions in the sample, shape (n_units,).
    rows
        Weight of its rows in each of its periods, shape (n_own,).
    """

    at: IntArray
    unit: IntArray
    rows: FloatArray
    path: CohortPath


def _group(sample: Sample, member: BoolArray, name: str) -> _Group:
    row = np.flatnonzero(member[sample.unit])
    units, unit = np.unique(sample.unit[row], return_inverse=True)
    at, period = np.unique(sample.period[row], return_inverse=True)
    weight = sample.weight[row]
    path = cohort_path(unit, period, sample.outcome[row], weight)
    if not path.effects.is_connected:
        raise DesignError(
            f"Periods of {name} cannot be compared with one another within units.",
            needed="Units that link all observed periods of a cohort.",
            do="Drop the periods that no unit shares with the others, or use estimate_group_time.",
        )
    return _Group(at, units, sum_within(weight, period, len(at)), path)


def _cells(sample: Sample, panel: Panel, variance: Variance) -> tuple[CohortEffects, bool]:
    never = _group(sample, sample.treated_from > sample.periods[-1], "the comparison units")
    starts = np.unique(sample.treated_from[sample.treated_from <= sample.periods[-1]])
    if not len(starts):
        raise NoTreatedError("no unit starts treatment after the first and by the last period")
    parts = [_part(sample, never, g, panel.calendar.label(g)) for g in starts]
    covariance = _covariance(sample, never, parts, variance)
    k = sum(len(p.at) for p in parts)
    n, n_periods, n_units = len(sample.outcome), len(sample.periods), sample.n_units
    clustered = variance == "clustered"
    n_parameters = k + n_periods + (0 if clustered else n_units - 1)
    groups = sample.n_clusters
    factor = groups / (groups - 1) * (n - 1) / (n - n_parameters)
    cells = CohortEffects(
        cohort=np.concatenate([np.full(len(p.at), p.start) for p in parts]),
        time=np.concatenate([sample.periods[p.at] for p in parts]),
        estimate=np.concatenate([p.estimate for p in parts]),
        covariance=covariance * (factor if clustered else n / (n - n_parameters)),
        weight=np.concatenate([p.rows for p in parts]),
        n_obs=n,
        n_units=n_units,
        n_clusters=groups,
        degrees_of_freedom=groups - 1 if clustered else n - n_parameters,
        estimator="interaction-weighted event study",
        excluded=sample.excluded | _uncompared(parts),
    )
    return cells, len({sample.periods[p.base] - p.start for p in parts}) == 1


@dataclass(frozen=True, slots=True)
class _Part:
    """The effects of one cohort.

    Attributes
    ----------
    at
        Positions of the periods with an effect, shape (m,).
    own, others
        What takes the cohort's path, and the comparison's, to these effects: shapes (m, n_own)
        and (m, n_never).
    n_uncompared
        Periods of the cohort without comparison rows.
    """

    start: float
    base: int
    at: IntArray
    group: _Group
    own: FloatArray
    others: FloatArray
    estimate: FloatArray
    rows: FloatArray
    n_uncompared: int


def _part(sample: Sample, never: _Group, start: float, label: str) -> _Part:
    group = _group(sample, sample.treated_from == start, f"cohort {label}")
    shared = np.intersect1d(group.at, never.at)
    before = shared[sample.periods[shared] < start]
    if not len(before):
        raise NoTreatedError(f"cohort {label} is never seen before its treatment")
    base = int(before[-1])
    at = shared[shared != base]
    own, others = _against(group.at, at, base), _against(never.at, at, base)
    estimate = own @ group.path.effect - others @ never.path.effect
    rows = group.rows[np.searchsorted(group.at, at)]
    return _Part(start, base, at, group, own, others, estimate, rows, len(group.at) - len(shared))


def _against(observed: IntArray, at: IntArray, base: int) -> FloatArray:
    """Contrast periods with the base: shape (n_at, n_observed)."""
    return np.asarray((observed == at[:, None]).astype(float) - (observed == base))


def _uncompared(parts: list[_Part]) -> dict[str, int]:
    n = sum(p.n_uncompared for p in parts)
    return {"cells without comparison units": n} if n else {}


def _covariance(
    sample: Sample, never: _Group, parts: list[_Part], variance: Variance
) -> FloatArray:
    others = np.concatenate([p.others for p in parts])
    if variance == "robust":
        blocks: list[FloatArray] = [p.own @ p.group.path.row_meat() @ p.own.T for p in parts]
        return np.asarray(others @ never.path.row_meat() @ others.T + _diagonal(blocks))
    scores: FloatArray = -_scores(sample, never) @ others.T
    start = 0
    for p in parts:
        stop = start + len(p.at)
        scores[:, start:stop] += _scores(sample, p.group) @ p.own.T
        start = stop
    return np.asarray(scores.T @ scores)


def _scores(sample: Sample, group: _Group) -> FloatArray:
    return group.path.cluster_scores(sample.cluster[group.unit], sample.n_clusters)


def _diagonal(blocks: list[FloatArray]) -> FloatArray:
    size = sum(len(b) for b in blocks)
    matrix, start = np.zeros((size, size)), 0
    for block in blocks:
        stop = start + len(block)
        matrix[start:stop, start:stop] = block
        start = stop
    return matrix
