"""Effects by cohort and time, and what can be averaged from them."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal, overload

import numpy as np
import pandas as pd

from evalcap.errors.design import NoTreatedError, OptionError, RefusedCellsError
from evalcap.estimate.cohort_effects import By
from evalcap.estimate.effect import Estimate
from evalcap.estimate.path import EffectPath, PreTrends
from evalcap.estimate.wald import WaldTest, wald_test
from evalcap.kernels.aggregation import (
    Average,
    CohortShares,
    cohort_shares,
    in_window,
    plain_average,
    sum_within,
    weighted_average,
)
from evalcap.kernels.arrays import BoolArray, FloatArray, IntArray
from evalcap.kernels.distribution import critical_value, two_sided_p


@dataclass(frozen=True, slots=True)
class Membership:
    """The units that group-time effects were estimated on.

    Attributes
    ----------
    treated_from
        First treated period of each unit, infinite for never, shape (n_units,).
    weight
        Weight of each unit in cohort shares, averaging one, shape (n_units,).
    cluster
        Cluster of each unit, coded from 0, shape (n_units,).
    n_clusters
        Number of clusters.
    """

    treated_from: FloatArray
    weight: FloatArray
    cluster: IntArray
    n_clusters: int


@dataclass(frozen=True, slots=True)
class RefusedCell:
    """A cell whose effect is not identified, and why."""

    cohort: float
    time: float
    reason: str


@dataclass(frozen=True, slots=True, repr=False)
class GroupTimeEffects:
    """ATT(g, t): the effect on cohort g at time t, one entry a cell.

    Attributes
    ----------
    cohort, time, base
        First treated period, time, and base period of each cell on the calendar, shape (k,).
    att
        Effects in units of the outcome, shape (k,).
    influence
        Influence of each unit on each effect, shape (n_units, k). Averages to zero.
    is_base
        Whether a cell is the base period itself, zero by construction, shape (k,).
    n_treated, n_comparison
        Units (rows in cross-sections) in each cell, shape (k,).
    members
        The units behind the influence.
    periods
        All observed times, shape (n_periods,).
    n_obs
        Rows used.
    excluded
        Units, rows and cells left out, counted by reason.
    refused
        Cells that are not identified, by name. No average that needs one is given.
    """

    cohort: FloatArray
    time: FloatArray
    base: FloatArray
    att: FloatArray
    influence: FloatArray
    is_base: BoolArray
    n_treated: IntArray
    n_comparison: IntArray
    members: Membership
    periods: FloatArray
    base_period: Literal["varying", "universal"]
    n_obs: int
    outcome: str = "outcome"
    estimator: str = ""
    excluded: Mapping[str, int] = field(default_factory=dict)
    refused: tuple[RefusedCell, ...] = ()
    notes: tuple[str, ...] = ()

    @property
    def scores(self) -> FloatArray:
        """Influence summed within clusters over the number of units, shape (n_clusters, k)."""
        return self._scores(self.influence)

    def _scores(self, influence: FloatArray) -> FloatArray:
        sums = sum_within(influence, self.members.cluster, self.members.n_clusters)
        return sums / len(influence)

    @property
    def covariance(self) -> FloatArray:
        """Joint covariance of all cells, shape (k, k)."""
        return self.scores.T @ self.scores

    @property
    def std_error(self) -> FloatArray:
        """Standard errors, NaN at a base period (zero by construction), shape (k,)."""
        return np.where(self.is_base, np.nan, np.sqrt((self.scores**2).sum(axis=0)))

    @property
    def is_post(self) -> BoolArray:
        """Whether a cell is under treatment, shape (k,)."""
        return self.time >= self.cohort

    def pre_test(self) -> WaldTest | None:
        """Test that all effects before treatment are zero; None when it cannot be computed."""
        before = ~self.is_post & ~self.is_base
        matrix = self.covariance[np.ix_(before, before)]
        null = "All effects before treatment are zero"
        return wald_test(null, self.att[before], matrix, self.members.n_clusters)

    @overload
    def aggregate(
        self,
        by: Literal["overall"],
        *,
        balance_e: float | None = None,
        min_e: float | None = None,
        max_e: float | None = None,
    ) -> Estimate: ...
    @overload
    def aggregate(
        self,
        by: By,
        *,
        balance_e: float | None = None,
        min_e: float | None = None,
        max_e: float | None = None,
    ) -> EffectPath: ...
    def aggregate(
        self,
        by: By | Literal["overall"],
        *,
        balance_e: float | None = None,
        min_e: float | None = None,
        max_e: float | None = None,
    ) -> Estimate | EffectPath:
        """Average the cells.

        Parameters
        ----------
        by
            "overall" weights every treated cell by its cohort's share (R's `simple`);
            "event_time", "cohort" and "calendar_time" give a path with its own overall.
        balance_e
            With event time: only cohorts seen for at least this many periods after the first.
        min_e, max_e
            Least and largest event time.

        References
        ----------
        Callaway and Sant'Anna (2021), section 3. Standard errors count the estimation of
        cohort shares and divide by n, as R's `did` does.
        """
        exposure = self.time - self.cohort
        inside = in_window(exposure, None, max_e)
        self._require_identified(by, min_e, max_e)
        post = self.is_post & inside
        if not post.any():
            raise NoTreatedError("no cell is under treatment within the event times asked for")
        if by == "overall":
            return self._estimate(self._weighted(post))
        if by == "event_time":
            return self._by_event_time(in_window(exposure, min_e, max_e), balance_e)
        if by == "cohort":
            return self._by_cohort(post)
        if by == "calendar_time":
            return self._by_calendar_time(post)
        raise OptionError("by", by, ("overall", "event_time", "cohort", "calendar_time"))

    def _require_identified(
        self, by: By | Literal["overall"], min_e: float | None, max_e: float | None
    ) -> None:
        exposure = np.array([cell.time - cell.cohort for cell in self.refused])
        low = min_e if by == "event_time" else 0
        needed = in_window(exposure, low, max_e)
        cells = [cell for cell, need in zip(self.refused, needed, strict=True) if need]
        if cells:
            raise RefusedCellsError([cell.reason for cell in cells])

    def _by_event_time(self, inside: BoolArray, balance_e: float | None) -> EffectPath:
        exposure = self.time - self.cohort
        if balance_e is not None:
            first, last = self.periods[0], self.periods[-1]
            inside = inside & (last - self.cohort >= balance_e) & (exposure <= balance_e)
            inside &= exposure >= balance_e - (last - first)
        at = np.unique(exposure[inside])
        averages = [self._weighted(inside & (exposure == e)) for e in at]
        after = [a for e, a in zip(at, averages, strict=True) if e >= 0]
        if not after:
            raise NoTreatedError("no cell is under treatment within the event times asked for")
        pre: PreTrends = "one_base" if self.base_period == "universal" else "varying_base"
        return self._path("event_time", at, averages, _mean(after), pre)

    def _by_cohort(self, post: BoolArray) -> EffectPath:
        at = np.unique(self.cohort[post])
        averages = [self._plain(post & (self.cohort == g)) for g in at]
        shares = self._shares(at)
        overall = weighted_average(
            np.array([a.point for a in averages]),
            np.column_stack([a.influence for a in averages]),
            shares.share,
            shares.influence,
        )
        return self._path("cohort", at, averages, overall, "none")

    def _by_calendar_time(self, post: BoolArray) -> EffectPath:
        at = np.unique(self.time[post])
        averages = [self._weighted(post & (self.time == t)) for t in at]
        return self._path("calendar_time", at, averages, _mean(averages), "none")

    def _shares(self, cohorts: FloatArray) -> CohortShares:
        return cohort_shares(self.members.treated_from, self.members.weight, cohorts)

    def _weighted(self, cells: BoolArray) -> Average:
        cohorts, which = np.unique(self.cohort[cells], return_inverse=True)
        shares = self._shares(cohorts)
        return weighted_average(
            self.att[cells],
            self.influence[:, cells],
            shares.share[which],
            shares.influence[:, which],
        )

    def _plain(self, cells: BoolArray) -> Average:
        return plain_average(self.att[cells], self.influence[:, cells])

    def _estimate(self, average: Average) -> Estimate:
        return Estimate(
            estimand="ATT",
            point=average.point,
            std_error=float(np.sqrt((self._scores(average.influence) ** 2).sum())),
            n_obs=self.n_obs,
            n_units=len(self.influence),
            n_clusters=self.members.n_clusters,
            excluded=self.excluded,
            estimator=self.estimator,
            notes=self.notes,
        )

    def _path(
        self, by: By, at: FloatArray, averages: list[Average], overall: Average, pre: PreTrends
    ) -> EffectPath:
        scores = self._scores(np.column_stack([a.influence for a in averages]))
        return EffectPath(
            by=by,
            at=at,
            estimate=np.array([a.point for a in averages]),
            covariance=scores.T @ scores,
            overall=self._estimate(overall),
            n_clusters=self.members.n_clusters,
            pre_trends=pre,
            scores=scores,
            outcome=self.outcome,
            notes=self.notes,
        )

    def to_frame(self, level: float = 0.95) -> pd.DataFrame:
        """Give the cells as tidy rows; `note` marks a base period."""
        se = self.std_error
        reach, statistic = critical_value(level, np.inf) * se, self.att / se
        return pd.DataFrame(
            {
                "cohort": self.cohort,
                "time": self.time,
                "base": self.base,
                "estimate": self.att,
                "std_error": se,
                "statistic": statistic,
                "p_value": two_sided_p(statistic, np.inf),
                "conf_low": self.att - reach,
                "conf_high": self.att + reach,
                "n_treated": self.n_treated,
                "n_comparison": self.n_comparison,
                "note": np.where(self.is_base, "base period, zero by construction", ""),
            }
        )

    def __str__(self) -> str:
        cohorts = len(np.unique(self.cohort))
        return (
            f"{len(self.att)} group-time effects of {cohorts} cohorts; {self.aggregate('overall')}"
        )

    def _repr_html_(self) -> str:
        return f"<p>{self}</p>{self.to_frame().to_html(index=False)}"


def _mean(averages: list[Average]) -> Average:
    return plain_average(
        np.array([a.point for a in averages]), np.column_stack([a.influence for a in averages])
    )
