"""Effects by cohort and time with their covariance, averaged by fixed weights."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

import numpy as np

from evalcap.errors.design import OptionError
from evalcap.estimate.effect import Estimate
from evalcap.estimate.spread import spread_or_reason, without_rounding
from evalcap.kernels.arrays import BoolArray, FloatArray
from evalcap.kernels.elapsed import elapsed
from evalcap.kernels.rounding import root

By = Literal["event_time", "cohort", "calendar_time"]


@dataclass(frozen=True, slots=True)
class CohortEffects:
    """Regression effects of every cohort at every time but its base.

    Attributes
    ----------
    cohort, time
        On the calendar, shape (k,).
    estimate
        In units of the outcome, shape (k,).
    covariance
        Shape (k, k).
    weight
        Rows (or their weights) behind each effect, shape (k,); taken as fixed.
    rounding
        A standard error up to this is rounding, in units of the outcome.
    """

    cohort: FloatArray
    time: FloatArray
    estimate: FloatArray
    covariance: FloatArray
    weight: FloatArray
    n_obs: int
    n_units: int
    n_clusters: int
    degrees_of_freedom: float
    estimator: str
    excluded: Mapping[str, int] = field(default_factory=dict)
    notes: tuple[str, ...] = ()
    rounding: float = 0.0

    @property
    def event_time(self) -> FloatArray:
        """Periods since treatment began, shape (k,)."""
        return elapsed(self.cohort, self.time)

    @property
    def is_post(self) -> BoolArray:
        """Whether treatment has begun, shape (k,)."""
        return self.time >= self.cohort

    def averages(self, groups: list[BoolArray]) -> tuple[FloatArray, FloatArray]:
        """Average within groups of effects: shapes (n_groups,) and (n_groups, n_groups)."""
        shares = np.array([self.weight * group / (self.weight @ group) for group in groups])
        return shares @ self.estimate, shares @ self.covariance @ shares.T

    def overall(self) -> Estimate:
        """Average all effects after treatment began, by rows."""
        effect, covariance = self.averages([self.is_post])
        std_error, reason = spread_or_reason(float(root(covariance[0, 0])), self.rounding)
        return Estimate(
            estimand="ATT",
            point=float(effect[0]),
            std_error=std_error,
            n_obs=self.n_obs,
            n_units=self.n_units,
            n_clusters=self.n_clusters,
            excluded=self.excluded,
            degrees_of_freedom=self.degrees_of_freedom,
            estimator=self.estimator,
            notes=(*self.notes, *reason),
        )


def along(cells: CohortEffects, by: By) -> dict[str, Any]:
    """Average effects along event time, cohorts or the calendar, as the parts of a path."""
    keys = {"event_time": cells.event_time, "cohort": cells.cohort, "calendar_time": cells.time}
    if by not in keys:
        raise OptionError("by", by, tuple(keys))
    chosen = np.ones(len(cells.time), bool) if by == "event_time" else cells.is_post
    at = np.unique(keys[by][chosen])
    estimate, covariance = cells.averages([chosen & (keys[by] == value) for value in at])
    covariance = without_rounding(covariance, cells.rounding)
    return {"by": by, "at": at, "estimate": estimate, "covariance": covariance, "scores": None}
