"""One estimated effect."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from html import escape
from typing import Any

import numpy as np
import pandas as pd

from evalcap.errors.design import DesignError
from evalcap.estimate.interval import half_width
from evalcap.estimate.synthetic import SyntheticComparison
from evalcap.kernels.distribution import Interval, two_sided_p


@dataclass(frozen=True, slots=True)
class Estimate:
    """An effect, how sure we are of it, and what it rests on.

    Attributes
    ----------
    estimand
        What is estimated: "ATT", or the coefficient's name.
    point
        The estimate, in units of the outcome.
    std_error
        Its standard error, in units of the outcome.
    n_obs
        Rows used.
    n_units
        Units used.
    n_clusters
        Clusters that inference counts.
    excluded
        What was left out, counted by reason.
    degrees_of_freedom
        Of the t distribution; infinite means the normal distribution.
    estimator
        The method in words.
    notes
        What a reader must know before using the number.
    synthetic
        The weights behind a synthetic comparison.
    """

    estimand: str
    point: float
    std_error: float
    n_obs: int
    n_units: int
    n_clusters: int
    excluded: Mapping[str, int] = field(default_factory=dict)
    degrees_of_freedom: float = np.inf
    estimator: str = ""
    notes: tuple[str, ...] = ()
    synthetic: SyntheticComparison | None = field(default=None, compare=False, repr=False)

    @property
    def unit_weights(self) -> "pd.Series[Any]":
        """Weight of each comparison unit, where the comparison is synthetic."""
        return self._synthetic().unit_weights

    @property
    def time_weights(self) -> "pd.Series[Any]":
        """Weight of each period before treatment, where the comparison is synthetic."""
        return self._synthetic().time_weights

    @property
    def effect_by_period(self) -> "pd.Series[Any]":
        """Effect in each period under treatment, where the comparison is synthetic."""
        return self._synthetic().effect_by_period

    def _synthetic(self) -> SyntheticComparison:
        if self.synthetic is None:
            raise DesignError(
                f"This estimate ({self.estimator or self.estimand}) rests on no fitted weights.",
                needed="A synthetic comparison.",
                do="Use estimate_synthetic.",
            )
        return self.synthetic

    def interval(self, level: float = 0.95) -> Interval:
        """Confidence interval, in units of the outcome."""
        reach = half_width(level, self.degrees_of_freedom, self.std_error)
        return Interval(self.point - reach, self.point + reach)

    def statistic(self, null: float = 0.0) -> float:
        """Distance from the null in standard errors."""
        return (self.point - null) / self.std_error

    def p_value(self, null: float = 0.0) -> float:
        """Two-sided p-value of the null."""
        return float(two_sided_p(self.statistic(null), self.degrees_of_freedom))

    def to_frame(self, level: float = 0.95) -> pd.DataFrame:
        """Give the estimate as one tidy row."""
        low, high = self.interval(level)
        return pd.DataFrame(
            {
                "term": [self.estimand],
                "estimate": [self.point],
                "std_error": [self.std_error],
                "statistic": [self.statistic()],
                "p_value": [self.p_value()],
                "conf_low": [low],
                "conf_high": [high],
            }
        )

    def __str__(self) -> str:
        if np.isnan(self.std_error):
            sample = sample_words(self.n_units, self.n_clusters)
            return f"{self.estimand} {self.point:.4g} (no standard error; {sample})"
        low, high = self.interval()
        return (
            f"{self.estimand} {self.point:.4g} (95% CI {low:.4g} to {high:.4g}; "
            f"{sample_words(self.n_units, self.n_clusters)})"
        )

    def _repr_html_(self) -> str:
        notes = "".join(f"<li>{escape(note)}</li>" for note in self.notes)
        return f"<p>{escape(str(self))}</p>" + (f"<ul>{notes}</ul>" if notes else "")


def sample_words(n_units: int, n_clusters: int) -> str:
    """Say how many units there are, and clusters where these are others."""
    units = f"{n_units:,} units"
    return units if n_clusters == n_units else f"{units} in {n_clusters:,} clusters"
