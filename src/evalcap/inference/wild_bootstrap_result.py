"""The result of a wild cluster bootstrap."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from html import escape

import pandas as pd

from evalcap.estimate.interval import require_level
from evalcap.kernels.arrays import FloatArray
from evalcap.kernels.distribution import Interval
from evalcap.kernels.inversion import Redrawn, invert
from evalcap.kernels.multipliers import Multiplier


@dataclass(frozen=True, slots=True)
class WildBootstrap:
    """A coefficient tested by redrawing the residuals of whole clusters.

    Attributes
    ----------
    parameter
        The regressor tested.
    point
        Its coefficient, in units of the outcome for each unit of the regressor.
    std_error
        Clustered standard error (CR1S), which studentises the estimate and every draw.
    n_obs
        Rows used.
    n_clusters
        Clusters.
    draws
        Draws used; all sign patterns when `is_enumerated`.
    excluded
        Rows left out, counted by reason.
    """

    parameter: str
    point: float
    std_error: float
    n_obs: int
    n_clusters: int
    draws: int
    is_enumerated: bool
    weights: Multiplier
    impose_null: bool
    redrawn: Redrawn = field(repr=False, compare=False)
    small_sample: float = field(repr=False)
    excluded: Mapping[str, int] = field(default_factory=dict)
    notes: tuple[str, ...] = ()

    @property
    def statistic(self) -> float:
        """The estimate in standard errors."""
        return self.point / self.std_error

    @property
    def p_value(self) -> float:
        """Share of draws with a statistic farther from zero; draws that tie do not count."""
        return self.p_value_of(0.0)

    @property
    def bootstrap(self) -> FloatArray:
        """Statistics of the draws when the effect is supposed zero, shape (draws,)."""
        return self.redrawn.statistics(-self.point) / self.small_sample

    def p_value_of(self, null: float) -> float:
        """P-value of another null, in units of the coefficient, from the same draws."""
        return self._p_value(null - self.point)

    def _p_value(self, gap: float) -> float:
        plain = self.std_error / self.small_sample
        return self.redrawn.share_beyond(gap / plain, gap, ties=False)

    def interval(self, level: float = 0.95) -> Interval:
        """Effects around the estimate that the test does not reject, in units of the outcome.

        Infinite on a side where no effect is rejected.
        """
        require_level(level)
        low, high = invert(self._p_value, level=level, step=self.std_error)
        return Interval(self.point + low, self.point + high)

    def to_frame(self, level: float = 0.95) -> pd.DataFrame:
        """Give the test as one tidy row."""
        low, high = self.interval(level)
        return pd.DataFrame(
            {
                "term": [self.parameter],
                "estimate": [self.point],
                "std_error": [self.std_error],
                "statistic": [self.statistic],
                "p_value": [self.p_value],
                "conf_low": [low],
                "conf_high": [high],
            }
        )

    def p_words(self) -> str:
        """Say the p-value; zero draws beyond mean less than one in so many."""
        p = self.p_value
        return f"p = {p:.3g}" if p > 0 else f"p < 1/{self.draws}"

    def __str__(self) -> str:
        low, high = self.interval()
        how = "all {} sign patterns" if self.is_enumerated else "{} draws"
        return (
            f"{self.parameter} {self.point:.4g} (95% CI {low:.4g} to {high:.4g}, "
            f"{self.p_words()}; wild bootstrap of {self.n_clusters} clusters, "
            f"{how.format(self.draws)})"
        )

    def _repr_html_(self) -> str:
        notes = "".join(f"<li>{escape(note)}</li>" for note in self.notes)
        return f"<p>{escape(str(self))}</p>" + (f"<ul>{notes}</ul>" if notes else "")
