"""Local projections: for every event time, a regression of long differences on entry."""

from dataclasses import dataclass
from typing import Literal, get_args

import numpy as np

from evalcap.dataset import Panel
from evalcap.errors.design import ClusterError, NoComparisonError
from evalcap.estimate import EffectPath, Estimate
from evalcap.estimators.cohort_study import require_repeated, treated_cohorts
from evalcap.estimators.option import choose
from evalcap.estimators.sample import Sample, draw_sample
from evalcap.kernels.aggregation import sum_within
from evalcap.kernels.arrays import FloatArray, IntArray

Weighting = Literal["equal", "variance"]


def estimate_local_projection(
    panel: Panel, *, before: int = 0, after: int | None = None, weighting: Weighting = "equal"
) -> EffectPath:
    """Estimate effects by event time from long differences against clean comparison units.

    At horizon h, units that enter treatment at t are compared with units still untreated at t
    and at t + h (LP-DiD). With equal weights every entering unit counts the same, and each effect
    is the average of not-yet-treated group-time effects by cohort size; regression's own variance
    weights are more precise when effects are alike.

    Parameters
    ----------
    before, after
        Horizons before the base period and after entry; all that the data allow by default.
    weighting
        "equal" or "variance".

    Returns
    -------
    Effects in units of the outcome against the period before treatment; influence summed within
    clusters, divided by n, normal distribution. `.overall` is the average over entering units
    and horizons.

    Raises
    ------
    DesignError

    References
    ----------
    Dube, A., Girardi, D., Jorda, O. and Taylor, A. M. (2023). A local projections approach to
    difference-in-differences. NBER Working Paper 31184.
    """
    choose("weighting", weighting, get_args(Weighting))
    require_repeated(panel)
    sample = draw_sample(panel, covariates=(), unbalanced="pairs", anticipation=0)
    if sample.n_clusters < 2:  # noqa: PLR2004 - variance needs two
        raise ClusterError(sample.n_clusters)
    span = int(sample.periods[-1] - sample.periods[0])
    horizons = [*range(-before - 1, -1), *range((span if after is None else after) + 1)]
    found = [p for h in horizons if (p := _project(sample, h, weighting)) is not None]
    post = [p for p in found if p.horizon >= 0]
    if not post:
        raise NoComparisonError("not_yet_treated")
    scores = np.column_stack([p.scores for p in found])
    return EffectPath(
        by="event_time",
        at=np.array([float(p.horizon) for p in found]),
        estimate=np.array([p.effect for p in found]),
        covariance=scores.T @ scores,
        overall=_overall(sample, post, weighting),
        n_clusters=sample.n_clusters,
        pre_trends="one_base",
        scores=scores,
        outcome=panel.names.outcome,
    )


@dataclass(frozen=True, slots=True)
class _Projection:
    """One horizon.

    Attributes
    ----------
    scores
        Influence summed within clusters, shape (n_clusters,).
    entering
        Weight of entering units.
    """

    horizon: int
    effect: float
    scores: FloatArray
    entering: float


@dataclass(frozen=True, slots=True)
class _Entry:
    """Units that enter at one time and those they are compared with.

    Attributes
    ----------
    unit
        Shape (n,).
    change, weight
        Long difference and weight in the base period, shape (n,).
    entering
        1 for entering, 0 for comparison, shape (n,).
    """

    unit: IntArray
    change: FloatArray
    weight: FloatArray
    entering: FloatArray


def _entry(sample: Sample, start: float, horizon: int) -> _Entry | None:
    """Cut one entry time; None when a period or a group is not observed."""
    assert sample.row is not None  # noqa: S101 - the panel is repeated
    at = np.flatnonzero(sample.periods == start + horizon)
    earlier = np.flatnonzero(sample.periods < start)
    if not len(at):
        return None
    base, time = sample.row[:, earlier[-1]], sample.row[:, at[0]]
    clean = sample.treated_from > max(start, start + horizon)
    entering = sample.treated_from == start
    unit = np.flatnonzero((base >= 0) & (time >= 0) & (entering | clean))
    if not entering[unit].any() or entering[unit].all():
        return None
    change = sample.outcome[time[unit]] - sample.outcome[base[unit]]
    return _Entry(unit, change, sample.weight[base[unit]], entering[unit].astype(float))


def _project(sample: Sample, horizon: int, weighting: Weighting) -> _Projection | None:
    """Average each entry time's contrast, by entering units or by regression's weights."""
    starts = treated_cohorts(sample)
    entries = [e for g in starts if (e := _entry(sample, float(g), horizon)) is not None]
    if not entries:
        return None
    size = np.array([(e.weight * e.entering).sum() for e in entries])
    if weighting == "variance":
        share = size / np.array([e.weight.sum() for e in entries])
        importance = size * (1 - share)
    else:
        importance = size
    parts = [_contrast(e) for e in entries]
    effect = float(importance @ np.array([p[0] for p in parts]) / importance.sum())
    scores = np.zeros(sample.n_clusters)
    for entry, (own, errors), weight in zip(entries, parts, importance, strict=True):
        spread = errors * weight
        if weighting == "equal":
            spread = spread + entry.weight * entry.entering * (own - effect)
        scores += sum_within(spread, sample.cluster[entry.unit], sample.n_clusters)
    return _Projection(horizon, effect, scores / importance.sum(), float(size.sum()))


def _contrast(entry: _Entry) -> tuple[float, FloatArray]:
    """Difference of mean changes, and each unit's part in its error, shape (n,)."""
    treated, compared = entry.weight * entry.entering, entry.weight * (1 - entry.entering)
    gain = float(treated @ entry.change / treated.sum())
    trend = float(compared @ entry.change / compared.sum())
    errors = treated * (entry.change - gain) / treated.sum()
    errors -= compared * (entry.change - trend) / compared.sum()
    return gain - trend, errors


def _overall(sample: Sample, post: list[_Projection], weighting: Weighting) -> Estimate:
    share = np.array([p.entering for p in post])
    share = share / share.sum()
    scores = np.column_stack([p.scores for p in post]) @ share
    return Estimate(
        estimand="ATT",
        point=float(share @ np.array([p.effect for p in post])),
        std_error=float(np.sqrt((scores**2).sum())),
        n_obs=len(sample.outcome),
        n_units=sample.n_units,
        n_clusters=sample.n_clusters,
        excluded=sample.excluded,
        estimator=f"local projections, {weighting} weights",
    )
