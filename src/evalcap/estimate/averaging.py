"""Group-time effects averaged into one number, or along a path."""

from collections.abc import Sequence
from dataclasses import dataclass
from numbers import Real
from typing import TYPE_CHECKING, Literal, Self

import numpy as np

from evalcap.errors.design import NoTreatedError, OptionError, RefusedCellsError
from evalcap.estimate.cohort_effects import By
from evalcap.estimate.effect import Estimate
from evalcap.estimate.path import EffectPath, PreTrends
from evalcap.estimate.spread import scores_without_rounding, spread_or_reason
from evalcap.kernels.aggregation import (
    Average,
    CohortShares,
    average_of,
    cohort_shares,
    in_window,
    plain_average,
    sum_within,
    weighted_average,
)
from evalcap.kernels.arrays import BoolArray, FloatArray, IntArray
from evalcap.kernels.elapsed import elapsed

if TYPE_CHECKING:
    from evalcap.estimate.group_time import GroupTimeEffects


@dataclass(frozen=True, slots=True)
class Window:
    """Which cells an average takes.

    Attributes
    ----------
    first, last
        First observed time on the calendar, and the last at which anything is compared.
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
        for option in ("balance_e", "min_e", "max_e"):
            given = getattr(self, option)
            if given is not None and not isinstance(given, Real):
                raise OptionError(option, given, ("numbers", None))

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
    cells = _Cells.of(effects)
    if window.by == "overall":
        overall = cells.weighted(inside)
        return _estimate(effects, overall.point, cells.scores([overall])[:, 0])
    return _PATHS[window.by](cells, inside)


def _require_identified(effects: "GroupTimeEffects", window: Window) -> None:
    cohort = np.array([cell.cohort for cell in effects.refused])
    time = np.array([cell.time for cell in effects.refused])
    needed = window.takes(cohort, time)
    if needed.any():
        reasons = [cell.reason for cell in effects.refused]
        raise RefusedCellsError([r for r, need in zip(reasons, needed, strict=True) if need])


@dataclass(frozen=True, slots=True)
class _Cells:
    """Cells to average, and the sizes of their cohorts.

    Attributes
    ----------
    cohort
        Cohort of each cell as a code into the shares, shape (k,).
    """

    effects: "GroupTimeEffects"
    cohort: IntArray
    shares: CohortShares

    @classmethod
    def of(cls, effects: "GroupTimeEffects") -> Self:
        cohorts, cohort = np.unique(effects.cohort, return_inverse=True)
        members = effects.members
        return cls(effects, cohort, cohort_shares(members.treated_from, members.weight, cohorts))

    def weighted(self, chosen: BoolArray) -> Average:
        """Average the chosen cells, shape (k,), by the shares of their cohorts."""
        return weighted_average(self.effects.att, chosen, self.cohort, self.shares.share)

    def plain(self, chosen: BoolArray) -> Average:
        """Average the chosen cells, shape (k,), alike."""
        return plain_average(self.effects.att, chosen, len(self.shares.share))

    def mean(self, averages: Sequence[Average]) -> Average:
        """Average averages alike."""
        points = np.array([a.point for a in averages])
        everyone = np.ones(len(points), bool)
        return average_of(plain_average(points, everyone, len(self.shares.share)), averages)

    def scores(self, averages: Sequence[Average]) -> FloatArray:
        """Influence summed within clusters over the number of units, shape (n_clusters, n)."""
        members = self.effects.members
        influence = self.effects.rests_on.on_sums(np.array([a.by_effect for a in averages]))
        influence += self.shares.influence(np.array([a.by_share for a in averages]))
        sums = sum_within(influence.T, members.cluster, members.n_clusters)
        return sums / len(members.cluster)


def _by_event_time(cells: _Cells, inside: BoolArray) -> EffectPath:
    exposure = elapsed(cells.effects.cohort, cells.effects.time)
    at = np.unique(exposure[inside])
    averages = [cells.weighted(inside & (exposure == e)) for e in at]
    overall = cells.mean([a for e, a in zip(at, averages, strict=True) if e >= 0])
    pre = _pre_trends(cells.effects, inside)
    return _path(cells, "event_time", at, averages, overall, pre_trends=pre)


def _pre_trends(effects: "GroupTimeEffects", inside: BoolArray) -> PreTrends:
    if effects.base_period == "varying":
        return "varying_base"
    bases = np.unique(elapsed(effects.cohort, effects.base)[inside])
    return "one_base" if len(bases) == 1 else "several_bases"


def _by_cohort(cells: _Cells, post: BoolArray) -> EffectPath:
    codes = np.unique(cells.cohort[post])
    averages = [cells.plain(post & (cells.cohort == code)) for code in codes]
    points = np.array([a.point for a in averages])
    among = weighted_average(points, np.ones(len(codes), bool), codes, cells.shares.share)
    at = np.unique(cells.effects.cohort[post])
    return _path(cells, "cohort", at, averages, average_of(among, averages))


def _by_calendar_time(cells: _Cells, post: BoolArray) -> EffectPath:
    at = np.unique(cells.effects.time[post])
    averages = [cells.weighted(post & (cells.effects.time == t)) for t in at]
    return _path(cells, "calendar_time", at, averages, cells.mean(averages))


_PATHS = {
    "event_time": _by_event_time,
    "cohort": _by_cohort,
    "calendar_time": _by_calendar_time,
}


def _estimate(effects: "GroupTimeEffects", point: float, scores: FloatArray) -> Estimate:
    std_error, reason = spread_or_reason(float(np.sqrt((scores**2).sum())), effects.rounding)
    return Estimate(
        estimand=effects.estimand,
        point=point,
        std_error=std_error,
        n_obs=effects.n_obs,
        n_units=len(effects.members.cluster),
        n_clusters=effects.members.n_clusters,
        excluded=effects.excluded,
        estimator=effects.estimator,
        notes=(*effects.notes, *reason),
    )


def _path(
    cells: _Cells,
    by: By,
    at: FloatArray,
    averages: list[Average],
    overall: Average,
    *,
    pre_trends: PreTrends = "none",
) -> EffectPath:
    effects, scores = cells.effects, cells.scores([*averages, overall])
    along = scores_without_rounding(scores[:, :-1], effects.rounding)
    return EffectPath(
        by=by,
        at=at,
        estimate=np.array([a.point for a in averages]),
        covariance=along.T @ along,
        overall=_estimate(effects, overall.point, scores[:, -1]),
        n_clusters=effects.members.n_clusters,
        pre_trends=pre_trends,
        scores=along,
        outcome=effects.outcome,
        notes=effects.notes,
    )
