"""Differences between treated and comparison units from before treatment."""

from dataclasses import dataclass

import numpy as np

from evalcap.diagnostics.one_base import find_base
from evalcap.errors.diagnostics import NotByEventTimeError
from evalcap.estimate import EffectPath, GroupTimeEffects
from evalcap.estimate.path import PreTrends
from evalcap.kernels.arrays import BoolArray, FloatArray
from evalcap.kernels.distribution import critical_value
from evalcap.kernels.elapsed import elapsed


@dataclass(frozen=True, slots=True)
class Trend:
    """What a steady trend of one unit a period adds to differences and to the first effect.

    Attributes
    ----------
    distance
        To each difference: the periods that it spans, negative looking back, shape (k,).
    first
        To the first effect under treatment.
    covariance_with_first
        Of the first effect and the differences, shape (k,); None where unknown.
    """

    distance: FloatArray
    first: float
    covariance_with_first: FloatArray | None = None


@dataclass(frozen=True, slots=True)
class Before:
    """Differences before treatment.

    Attributes
    ----------
    keys
        What identifies each difference in a table, each of shape (k,).
    event_time, estimate
        Shape (k,).
    covariance
        Shape (k, k).
    n_clusters
        Clusters that the covariance rests on.
    degrees_of_freedom
        Of the t distribution; infinite means the normal distribution.
    made
        What each difference is relative to.
    n_refused
        Differences before treatment that are not identified.
    trend
        What a steady trend adds to them; None where their base periods are not known.
    """

    keys: dict[str, FloatArray]
    event_time: FloatArray
    estimate: FloatArray
    covariance: FloatArray
    n_clusters: int
    degrees_of_freedom: float
    made: PreTrends
    outcome: str
    n_refused: int = 0
    trend: Trend | None = None

    @property
    def std_error(self) -> FloatArray:
        """Standard errors, NaN where a difference does not vary, shape (k,)."""
        variance = np.diag(self.covariance)
        return np.sqrt(np.where(variance > 0, variance, np.nan))

    @property
    def reach(self) -> FloatArray:
        """Half the width of each 95 % interval, shape (k,)."""
        return critical_value(0.95, self.degrees_of_freedom) * self.std_error


def find_before(effects: GroupTimeEffects | EffectPath, anticipation: float) -> Before:
    """Take the differences that treatment, or its anticipation, cannot have caused.

    Raises
    ------
    NotByEventTimeError
        If a path is not by event time.
    """
    if isinstance(effects, GroupTimeEffects):
        return _of_cells(effects, anticipation)
    if effects.by != "event_time":
        raise NotByEventTimeError(effects.by)
    return _of_path(effects, anticipation)


def _of_cells(effects: GroupTimeEffects, anticipation: float) -> Before:
    exposure = elapsed(effects.cohort, effects.time)
    chosen = (exposure < -anticipation) & ~effects.is_base
    return Before(
        keys={"cohort": effects.cohort[chosen], "time": effects.time[chosen]},
        event_time=exposure[chosen],
        estimate=effects.att[chosen],
        covariance=_square(effects.covariance, chosen),
        n_clusters=effects.members.n_clusters,
        degrees_of_freedom=np.inf,
        made="one_base" if effects.base_period == "universal" else "varying_base",
        outcome=effects.outcome,
        n_refused=sum(bool(elapsed(c.cohort, c.time) < -anticipation) for c in effects.refused),
        trend=_trend_of_cells(effects, chosen),
    )


def _trend_of_cells(effects: GroupTimeEffects, chosen: BoolArray) -> Trend | None:
    distance = elapsed(effects.base, effects.time)
    exposure = elapsed(effects.cohort, effects.time)
    first = np.unique(distance[exposure == exposure[effects.is_post].min()])
    return Trend(distance[chosen], float(first[0])) if len(first) == 1 else None


def _of_path(path: EffectPath, anticipation: float) -> Before:
    chosen = (path.at < -anticipation) & ~path.is_base
    return Before(
        keys={},
        event_time=path.at[chosen],
        estimate=path.estimate[chosen],
        covariance=_square(path.covariance, chosen),
        n_clusters=path.n_clusters,
        degrees_of_freedom=path.degrees_of_freedom,
        made=path.pre_trends,
        outcome=path.outcome,
        trend=_trend_of_path(path, chosen),
    )


def _trend_of_path(path: EffectPath, chosen: BoolArray) -> Trend | None:
    base = find_base(path) if path.pre_trends == "one_base" else None
    under = np.flatnonzero(path.at >= 0)
    if base is None or not len(under):
        return None
    distance, first = path.at - base, under[0]
    return Trend(distance[chosen], float(distance[first]), path.covariance[chosen, first])


def _square(covariance: FloatArray, chosen: BoolArray) -> FloatArray:
    return covariance[np.ix_(chosen, chosen)]
