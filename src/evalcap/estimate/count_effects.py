"""Effects on counts by cohort and time, as differences and as ratios."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal, overload

import numpy as np
import pandas as pd

from evalcap.errors.design import OptionError
from evalcap.errors.outcomes import NoCounterfactualError
from evalcap.estimate.cohort_effects import By
from evalcap.estimate.effect import Estimate
from evalcap.estimate.interval import why_none
from evalcap.estimate.path import EffectPath
from evalcap.estimate.ratio import Ratio
from evalcap.estimate.spread import scores_without_rounding, spread_or_reason
from evalcap.kernels.arrays import BoolArray, FloatArray
from evalcap.kernels.elapsed import elapsed


@dataclass(frozen=True, slots=True, repr=False)
class CountEffects:
    """What treatment did to the counts of every cohort at every time.

    Attributes
    ----------
    cohort, time
        On the calendar, shape (k,).
    observed
        Mean outcome under treatment, in units of the outcome, shape (k,).
    counterfactual
        The mean that is predicted without treatment, shape (k,).
    weight
        Rows (or their weights) behind each cell, shape (k,); taken as fixed.
    scores
        Influence on `observed` and on `counterfactual`, summed within clusters, with the
        small-sample factor: their products sum to the covariance, shape (n_clusters, 2k).
    outcome
        What is counted.
    n_without_events
        Treated units without an event before treatment: none is expected of them, and they count.
    rounding
        A standard error up to this is rounding, in units of the outcome.
    """

    cohort: FloatArray
    time: FloatArray
    observed: FloatArray
    counterfactual: FloatArray
    weight: FloatArray
    scores: FloatArray
    n_obs: int
    n_units: int
    estimator: str
    outcome: str = "outcome"
    excluded: Mapping[str, int] = field(default_factory=dict)
    n_without_events: int = 0
    notes: tuple[str, ...] = ()
    rounding: float = 0.0

    @property
    def n_clusters(self) -> int:
        """Clusters that inference counts."""
        return len(self.scores)

    @property
    def att(self) -> FloatArray:
        """Effect in each cell, in units of the outcome, shape (k,)."""
        return self.observed - self.counterfactual

    @property
    def is_post(self) -> BoolArray:
        """Whether treatment has begun, shape (k,)."""
        return self.time >= self.cohort

    @overload
    def aggregate(self, by: Literal["overall"] = "overall") -> Estimate: ...
    @overload
    def aggregate(self, by: By) -> EffectPath: ...
    def aggregate(self, by: By | Literal["overall"] = "overall") -> Estimate | EffectPath:
        """Average the effects by rows, in units of the outcome.

        Parameters
        ----------
        by
            "overall", "event_time", "cohort" or "calendar_time".
        """
        if by == "overall":
            return self._overall()
        at, groups = self._groups(by)
        means, scores = self._means(groups)
        effects = scores_without_rounding(scores[:, :, 0] - scores[:, :, 1], self.rounding)
        return EffectPath(
            by=by,
            at=at,
            estimate=means[:, 0] - means[:, 1],
            covariance=effects.T @ effects,
            overall=self._overall(),
            n_clusters=self.n_clusters,
            scores=effects,
            degrees_of_freedom=self.n_clusters - 1,
            outcome=self.outcome,
            notes=self.notes,
        )

    def ratio(self) -> Ratio:
        """Give the overall effect as a ratio: events that were, to events that would have been.

        Raises
        ------
        NoCounterfactualError
            If none would have been.
        """
        return self._ratios([self.is_post])[0]

    def ratios(self, by: By, level: float = 0.95) -> pd.DataFrame:
        """Give effects as ratios and changes in per cent, one tidy row a time or cohort.

        Raises
        ------
        NoCounterfactualError
        """
        at, groups = self._groups(by)
        found = self._ratios(groups)
        rows = {
            by: at,
            "ratio": [ratio.ratio for ratio in found],
            "percent": [ratio.percent for ratio in found],
        }
        limits = np.array([ratio.interval(level) for ratio in found])
        return pd.DataFrame(rows).assign(conf_low=limits[:, 0], conf_high=limits[:, 1])

    def _groups(self, by: By) -> tuple[FloatArray, list[BoolArray]]:
        event_time = elapsed(self.cohort, self.time)
        keys = {"event_time": event_time, "cohort": self.cohort, "calendar_time": self.time}
        if by not in keys:
            raise OptionError("by", by, ("overall", *keys))
        chosen = np.ones(len(self.time), bool) if by == "event_time" else self.is_post
        at = np.unique(keys[by][chosen])
        return at, [chosen & (keys[by] == value) for value in at]

    def _means(self, groups: list[BoolArray]) -> tuple[FloatArray, FloatArray]:
        """Average observed and counterfactual within groups, shapes (m, 2), (n_clusters, m, 2)."""
        shares = np.array([self.weight * group / (self.weight @ group) for group in groups])
        k = len(self.time)
        means = np.column_stack([shares @ self.observed, shares @ self.counterfactual])
        scores = self.scores[:, :k] @ shares.T, self.scores[:, k:] @ shares.T
        return means, np.stack(scores, axis=-1)

    def _overall(self) -> Estimate:
        means, scores = self._means([self.is_post])
        error = float(np.linalg.norm(scores[:, 0, 0] - scores[:, 0, 1]))
        std_error, reason = spread_or_reason(error, self.rounding)
        return Estimate(
            estimand="ATT",
            point=float(means[0, 0] - means[0, 1]),
            std_error=std_error,
            n_obs=self.n_obs,
            n_units=self.n_units,
            n_clusters=self.n_clusters,
            excluded=self.excluded,
            degrees_of_freedom=self.n_clusters - 1,
            estimator=self.estimator,
            notes=(*self.notes, *reason, *self._silent(), *self._relative(means[0])),
        )

    def _silent(self) -> tuple[str, ...]:
        """Warn of units of which nothing is expected, without counting people."""
        if not self.n_without_events:
            return ()
        return ("Some treated units had no event before treatment: none is expected after.",)

    def _relative(self, means: FloatArray) -> tuple[str, ...]:
        if means[1] <= 0:
            return ()
        told = f"{means[0]:.4g} where {means[1]:.4g} would have been expected"
        return (f"In relation: {told}, {self.ratio()}.",)

    def _ratios(self, groups: list[BoolArray]) -> list[Ratio]:
        means, scores = self._means(groups)
        if (means[:, 1] <= 0).any():
            raise NoCounterfactualError(self.outcome)
        return [self._one_ratio(mean, scores[:, i]) for i, mean in enumerate(means)]

    def _one_ratio(self, mean: FloatArray, scores: FloatArray) -> Ratio:
        freedom = float(self.n_clusters - 1)
        if mean[0] <= 0:
            return Ratio("rate ratio", -np.inf, np.nan, freedom)
        error = float(np.linalg.norm(scores[:, 0] / mean[0] - scores[:, 1] / mean[1]))
        known, _ = spread_or_reason(error, self.rounding / float(mean.min()))
        return Ratio("rate ratio", float(np.log(mean[0] / mean[1])), known, freedom)

    def to_frame(self) -> pd.DataFrame:
        """Give the cells as tidy rows; `note` says why one has no standard error."""
        errors = self._cell_errors()
        return pd.DataFrame(
            {
                "cohort": self.cohort,
                "time": self.time,
                "estimate": self.att,
                "std_error": errors,
                "observed": self.observed,
                "counterfactual": self.counterfactual,
                "weight": self.weight,
                "note": why_none(errors, is_base=np.zeros(len(errors), bool)),
            }
        )

    def _cell_errors(self) -> FloatArray:
        k = len(self.time)
        errors = np.linalg.norm(self.scores[:, :k] - self.scores[:, k:], axis=0)
        return np.where(errors > self.rounding, errors, np.nan)

    def __str__(self) -> str:
        overall = self.aggregate("overall")
        return " ".join([f"{overall}.", *overall.notes])

    def _repr_html_(self) -> str:
        return f"<p>{self}</p>{self.to_frame().to_html(index=False)}"
