"""Group-time effects averaged into one number, or along a path."""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

import numpy as np

from evalcap.errors.design import NoTreatedError, OptionError, RefusedCellsError
from evalcap.estimate.cohort_effects import By
from evalcap.estimate.effect import Estimate
from evalcap.estimate.path import EffectPath, PreTrends
from evalcap.estimate.spread import scores_without_rounding, spread_or_reason
from evalcap.kernels.aggregation import (
    Average,
    cohort_shares,
    in_window,
    plain_average,
    sum_within,
    weighted_average,
)
from evalcap.kernels.arrays import BoolArray, FloatArray
from evalcap.kernels.elapsed import elapsed

if TYPE_CHECKING:
    from evalcap.estimate.group_time import GroupTimeEffects


@dataclass(frozen=True, slots=True)
class Window:
    """Which cells an average takes.

    Attributes
    ----------
    first, last
        First and last observed time on the calendar.
    """

    by: By | Literal["overall"]
    balance_e: float | None
    min_e: float | None
    max_e: float | None
    first: float
    last: float

    def __post_init__(self) -> None:
        if self.balance_e is not None and self.by != "event_time":
            raise OptionError("balance_e", self.balance_e, ("None, unless by='event_time'",))

    def takes(self, cohort: FloatArray, time: FloatArray) -> BoolArray:
        """Mark the cells within the window, shape (k,)."""
        exposure = elapsed(cohort, time)
        inside = in_window(exposure, self.min_e, self.max_e)
        if self.by != "event_time":
            return inside & (exposure >= 0)
        if self.balance_e is None:
            return inside
        span = elapsed(self.first, self.last)
        seen_long = elapsed(cohort, self.last) >= self.balance_e
        inside &= seen_long & (exposure <= self.balance_e)
        return inside & (exposure >= self.balance_e - span)


def average(effects: "GroupTimeEffects", window: Window) -> Estimate | EffectPath:
    """Average the cells within a window.

    Raises
    ------
    OptionError, RefusedCellsError, NoTreatedError
    """
    if window.by not in ("overall", *_PATHS):
        raise OptionError("by", window.by, ("overall", *_PATHS))
    _require_identified(effects, window)
    inside = window.takes(effects.cohort, effects.time)
    if not (inside & effects.is_post).any():
        raise NoTreatedError("no cell is under treatment within the event times asked for")
    if window.by == "overall":
        return _estimate(effects, _weighted(effects, inside))
    return _PATHS[window.by](effects, inside)


def _require_identified(effects: "GroupTimeEffects", window: Window) -> None:
    cohort = np.array([cell.cohort for cell in effects.refused])
    time = np.array([cell.time for cell in effects.refused])
    needed = window.takes(cohort, time)
    if needed.any():
        reasons = [cell.reason for cell in effects.refused]
        raise RefusedCellsError([r for r, need in zip(reasons, needed, strict=True) if need])


def _by_event_time(effects: "GroupTimeEffects", inside: BoolArray) -> EffectPath:
    exposure = elapsed(effects.cohort, effects.time)
    at = np.unique(exposure[inside])
    averages = [_weighted(effects, inside & (exposure == e)) for e in at]
    after = [a for e, a in zip(at, averages, strict=True) if e >= 0]
    pre = _pre_trends(effects, inside)
    return _path(effects, "event_time", at, averages, _mean(after), pre_trends=pre)


def _pre_trends(effects: "GroupTimeEffects", inside: BoolArray) -> PreTrends:
    if effects.base_period == "varying":
        return "varying_base"
    bases = np.unique(elapsed(effects.cohort, effects.base)[inside])
    return "one_base" if len(bases) == 1 else "several_bases"


def _by_cohort(effects: "GroupTimeEffects", post: BoolArray) -> EffectPath:
    at = np.unique(effects.cohort[post])
    chosen = [post & (effects.cohort == g) for g in at]
    averages = [plain_average(effects.att[c], effects.influence[:, c]) for c in chosen]
    shares = cohort_shares(effects.members.treated_from, effects.members.weight, at)
    overall = weighted_average(
        np.array([a.point for a in averages]),
        np.column_stack([a.influence for a in averages]),
        shares.share,
        shares.influence,
    )
    return _path(effects, "cohort", at, averages, overall)


def _by_calendar_time(effects: "GroupTimeEffects", post: BoolArray) -> EffectPath:
    at = np.unique(effects.time[post])
    averages = [_weighted(effects, post & (effects.time == t)) for t in at]
    return _path(effects, "calendar_time", at, averages, _mean(averages))


_PATHS = {
    "event_time": _by_event_time,
    "cohort": _by_cohort,
    "calendar_time": _by_calendar_time,
}


def _weighted(effects: "GroupTimeEffects", cells: BoolArray) -> Average:
    cohorts, which = np.unique(effects.cohort[cells], return_inverse=True)
    shares = cohort_shares(effects.members.treated_from, effects.members.weight, cohorts)
    return weighted_average(
        effects.att[cells],
        effects.influence[:, cells],
        shares.share[which],
        shares.influence[:, which],
    )


def _mean(averages: list[Average]) -> Average:
    return plain_average(
        np.array([a.point for a in averages]), np.column_stack([a.influence for a in averages])
    )


def _scores(effects: "GroupTimeEffects", influence: FloatArray) -> FloatArray:
    members = effects.members
    return sum_within(influence, members.cluster, members.n_clusters) / len(influence)


def _estimate(effects: "GroupTimeEffects", average: Average) -> Estimate:
    std_error = float(np.sqrt((_scores(effects, average.influence) ** 2).sum()))
    std_error, reason = spread_or_reason(std_error, effects.rounding)
    return Estimate(
        estimand="ATT",
        point=average.point,
        std_error=std_error,
        n_obs=effects.n_obs,
        n_units=len(effects.influence),
        n_clusters=effects.members.n_clusters,
        excluded=effects.excluded,
        estimator=effects.estimator,
        notes=(*effects.notes, *reason),
    )


def _path(
    effects: "GroupTimeEffects",
    by: By,
    at: FloatArray,
    averages: list[Average],
    overall: Average,
    *,
    pre_trends: PreTrends = "none",
) -> EffectPath:
    influence = np.column_stack([a.influence for a in averages])
    scores = scores_without_rounding(_scores(effects, influence), effects.rounding)
    return EffectPath(
        by=by,
        at=at,
        estimate=np.array([a.point for a in averages]),
        covariance=scores.T @ scores,
        overall=_estimate(effects, overall),
        n_clusters=effects.members.n_clusters,
        pre_trends=pre_trends,
        scores=scores,
        outcome=effects.outcome,
        notes=effects.notes,
    )
