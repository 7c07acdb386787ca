"""Effects along event time, cohorts or the calendar."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from numbers import Integral
from typing import TYPE_CHECKING, Literal, Self

import numpy as np
import pandas as pd

from evalcap.errors.design import DesignError, OptionError
from evalcap.estimate.cohort_effects import By, CohortEffects, along
from evalcap.estimate.effect import Estimate
from evalcap.estimate.interval import half_width, require_level, why_none
from evalcap.estimate.spread import require_covariance
from evalcap.kernels.arrays import BoolArray, FloatArray
from evalcap.kernels.bands import gaussian_critical_value, multiplier_critical_value
from evalcap.kernels.distribution import Interval, critical_value, two_sided_p

if TYPE_CHECKING:
    from matplotlib.axes import Axes

# How the coefficients before treatment are made, which decides what can be asked of them: relative
# to one omitted period, to one for each cohort where a gap in the calendar parts their event times,
# each relative to the period before, or by a separate regression.
PreTrends = Literal["one_base", "several_bases", "varying_base", "separate", "none"]


@dataclass(frozen=True, slots=True)
class EffectPath:
    """Effects at several event times, cohorts or calendar times.

    Attributes
    ----------
    by
        What `at` counts.
    at
        Event times, cohorts or calendar times, increasing, shape (k,).
    estimate
        Effects in units of the outcome, shape (k,).
    covariance
        Joint covariance of the effects, shape (k, k). Zero in the row of a base period.
    overall
        The effects summarised in one number; None when only a path was given.
    n_clusters
        Clusters that the covariance rests on.
    pre_trends
        How coefficients before treatment are made.
    scores
        Influence summed within clusters and divided by the number of units, so that
        `scores.T @ scores` is `covariance`, shape (n_clusters, k); None where unknown.
    degrees_of_freedom
        Of the t distribution; infinite means the normal distribution.
    cells
        The effects by cohort and time behind the path, where a regression gave them.
    """

    by: By
    at: FloatArray
    estimate: FloatArray
    covariance: FloatArray
    overall: Estimate | None
    n_clusters: int
    pre_trends: PreTrends = "none"
    scores: FloatArray | None = None
    degrees_of_freedom: float = np.inf
    cells: CohortEffects | None = None
    outcome: str = "outcome"
    notes: tuple[str, ...] = ()

    @classmethod
    def from_estimates(
        cls,
        at: Sequence[float],
        estimate: Sequence[float],
        covariance: Sequence[Sequence[float]] | FloatArray,
        *,
        n_clusters: int | None = None,
        degrees_of_freedom: float = np.inf,
    ) -> Self:
        """Take a path estimated elsewhere, event times relative to one omitted base period.

        Raises
        ------
        DesignError
            If the numbers do not belong together, or the matrix is no covariance.
        """
        times, effects = np.asarray(at, float), np.asarray(estimate, float)
        matrix = np.asarray(covariance, float)
        k = len(times)
        if effects.shape != (k,) or matrix.shape != (k, k):
            raise DesignError(
                f"{k} event times came with {effects.size} estimates and a covariance of shape "
                f"{matrix.shape}.",
                needed="One estimate for each event time, and a covariance of shape (k, k).",
                do="Leave out the base period in all three.",
            )
        require_covariance(matrix)
        order = np.argsort(times)
        return cls(
            by="event_time",
            at=times[order],
            estimate=effects[order],
            covariance=matrix[np.ix_(order, order)],
            overall=None,
            n_clusters=n_clusters if n_clusters is not None else np.iinfo(np.int64).max,
            pre_trends="one_base",
            degrees_of_freedom=degrees_of_freedom,
        )

    @property
    def std_error(self) -> FloatArray:
        """Standard errors, NaN where there is none: see the note in `to_frame`, shape (k,)."""
        variance = np.diag(self.covariance)
        return np.sqrt(np.where(variance > 0, variance, np.nan))

    @property
    def is_base(self) -> BoolArray:
        """Whether a point is a base period, zero by construction, shape (k,)."""
        bare: BoolArray = (self.estimate == 0) & (np.diag(self.covariance) == 0)
        if self.pre_trends not in ("one_base", "several_bases"):
            return np.zeros_like(bare)
        return bare & (self.at < 0)

    def interval(self, level: float = 0.95) -> Interval:
        """Pointwise confidence intervals: arrays of lower and upper limits, shape (k,)."""
        reach = half_width(level, self.degrees_of_freedom, self.std_error)
        return Interval(self.estimate - reach, self.estimate + reach)

    def uniform_interval(
        self, level: float = 0.95, *, draws: int = 9999, seed: int = 1
    ) -> Interval:
        """Intervals that hold jointly with probability `level`, by multiplier bootstrap.

        Where only a covariance is known, by draws of a normal vector.
        """
        reach = self._uniform_critical_value(level, draws, seed) * self.std_error
        return Interval(self.estimate - reach, self.estimate + reach)

    def _uniform_critical_value(self, level: float, draws: int, seed: int) -> float:
        require_level(level)
        if not isinstance(draws, Integral) or draws < 1:
            raise OptionError("draws", draws, ("whole numbers, 1 or more",))
        pointwise = critical_value(level, self.degrees_of_freedom)
        free = ~np.isnan(self.std_error)
        if free.sum() < 2:  # noqa: PLR2004 - a band over one point is its interval
            return pointwise
        if self.scores is None:
            matrix = self.covariance[np.ix_(free, free)]
            joint = gaussian_critical_value(matrix, level=level, draws=draws, seed=seed)
        else:
            scores, se = self.scores[:, free], self.std_error[free]
            joint = multiplier_critical_value(scores, se, level=level, draws=draws, seed=seed)
        return max(pointwise, joint)

    def aggregate(self, by: By) -> Self:
        """Average the effects behind this path along something else."""
        if self.cells is None:
            raise DesignError(
                "This path does not carry effects by cohort and time.",
                needed="A path of estimate_sun_abraham; group-time effects aggregate themselves.",
                do="Use gt.aggregate() on the result of estimate_group_time.",
            )
        return replace(self, **along(self.cells, by), pre_trends="none")

    def to_frame(self, level: float = 0.95) -> pd.DataFrame:
        """Give the path as tidy rows; `note` says why a point has no standard error."""
        low, high = self.interval(level)
        statistic = self.estimate / self.std_error
        return pd.DataFrame(
            {
                self.by: _whole(self.at),
                "estimate": self.estimate,
                "std_error": self.std_error,
                "statistic": statistic,
                "p_value": two_sided_p(statistic, self.degrees_of_freedom),
                "conf_low": low,
                "conf_high": high,
                "note": why_none(self.std_error, is_base=self.is_base),
            }
        )

    def plot(self, *, level: float = 0.95) -> "Axes":
        """Draw the path with pointwise and uniform intervals."""
        from evalcap.estimate.plot import plot_path  # noqa: PLC0415 - matplotlib is slow to load

        return plot_path(self, level=level)

    def __str__(self) -> str:
        head = f"{len(self.at)} effects by {self.by.replace('_', ' ')}"
        return f"{head}; overall {self.overall}" if self.overall else head

    def _repr_html_(self) -> str:
        return f"<p>{self}</p>{self.to_frame().to_html(index=False)}"


def _whole(at: FloatArray) -> "np.ndarray[tuple[int], np.dtype[np.generic]]":
    return at.astype(np.int64) if (at == np.round(at)).all() else at
