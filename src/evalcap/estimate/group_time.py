"""Effects by cohort and time, and what can be averaged from them."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal, overload

import numpy as np
import pandas as pd

from evalcap.errors.root import count
from evalcap.estimate.averaging import Window, average
from evalcap.estimate.cohort_effects import By
from evalcap.estimate.effect import Estimate
from evalcap.estimate.interval import half_width, why_none
from evalcap.estimate.membership import Membership, RefusedCell
from evalcap.estimate.path import EffectPath
from evalcap.estimate.spread import scores_without_rounding
from evalcap.estimate.wald import WaldTest, wald_test
from evalcap.kernels.arrays import BoolArray, FloatArray, IntArray
from evalcap.kernels.distribution import two_sided_p
from evalcap.kernels.influence import Influence


@dataclass(frozen=True, slots=True, repr=False)
class GroupTimeEffects:
    """ATT(g, t): the effect on cohort g at time t, one entry a cell.

    Attributes
    ----------
    cohort, time, base
        First treated period, time, and base period of each cell on the calendar, shape (k,).
    att
        Effects in units of the outcome, shape (k,).
    rests_on
        The units that each effect rests on, with their influence.
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
    rounding
        A standard error up to this is rounding, in units of the outcome.
    estimand
        What each effect is.
    """

    cohort: FloatArray
    time: FloatArray
    base: FloatArray
    att: FloatArray
    rests_on: Influence
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
    rounding: float = 0.0
    notes: tuple[str, ...] = ()
    estimand: str = "ATT"

    @property
    def influence(self) -> FloatArray:
        """Influence of each unit on each effect, shape (n_units, k). Averages to zero."""
        n_units = self.rests_on.n_units
        return self.rests_on.within(np.arange(n_units), n_units)

    @property
    def scores(self) -> FloatArray:
        """Influence summed within clusters over the number of units, shape (n_clusters, k)."""
        sums = self.rests_on.within(self.members.cluster, self.members.n_clusters)
        return sums / self.rests_on.n_units

    @property
    def covariance(self) -> FloatArray:
        """Joint covariance of all cells, zero where one varies by rounding alone, shape (k, k)."""
        scores = scores_without_rounding(self.scores, self.rounding)
        return scores.T @ scores

    @property
    def std_error(self) -> FloatArray:
        """Standard errors, NaN where there is none: see the note in `to_frame`, shape (k,)."""
        error = np.sqrt((self.scores**2).sum(axis=0))
        return np.where(error <= self.rounding, np.nan, error)

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
            With event time only: cohorts seen for at least this many periods after the first.
        min_e, max_e
            Least and largest event time.

        Raises
        ------
        DesignError
            If a cell that the average needs is refused, or nothing is left to average.

        References
        ----------
        Callaway and Sant'Anna (2021), section 3. Standard errors count the estimation of
        cohort shares and divide by n, as R's `did` does.
        """
        # Without anyone never treated, nothing is compared once the last cohort starts.
        last = max([float(self.time.max()), *(cell.time for cell in self.refused)])
        return average(self, Window(by, balance_e, min_e, max_e, float(self.periods[0]), last))

    def to_frame(self, level: float = 0.95) -> pd.DataFrame:
        """Give the cells as tidy rows; `note` says why one has no standard error."""
        se = self.std_error
        reach, statistic = half_width(level, np.inf, se), self.att / se
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
                "note": why_none(se, is_base=self.is_base),
            }
        )

    def __str__(self) -> str:
        cohorts = len(np.unique(self.cohort))
        head = f"{count(len(self.att), 'group-time effect')} of {count(cohorts, 'cohort')}"
        if self.refused:
            return f"{head}; {count(self.refused, 'cell')} refused, which averages may need"
        return f"{head}; {self.aggregate('overall')}"

    def _repr_html_(self) -> str:
        return f"<p>{self}</p>{self.to_frame().to_html(index=False)}"
