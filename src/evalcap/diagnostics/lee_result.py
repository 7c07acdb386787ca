"""Bounds on an effect under selective loss, and their interval."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from html import escape

import pandas as pd
from scipy.optimize import brentq
from scipy.special import ndtr, ndtri

from evalcap.diagnostics.words import number_words, percent_words
from evalcap.estimate.interval import require_level
from evalcap.kernels.distribution import Interval


@dataclass(frozen=True, slots=True, repr=False)
class LeeBounds:
    """What the effect on units observed in either group can be.

    Attributes
    ----------
    lower, upper
        In units of the outcome.
    lower_std_error, upper_std_error
        Theirs, in units of the outcome.
    observed_treated, observed_comparison
        Share of each group whose outcome is observed.
    trimmed
        Share of the group observed more often that is trimmed; the mean over cells.
    n_units, n_observed, n_clusters
        Rows used, those with an outcome, and clusters that inference counts.
    n_cells
        Cells that the bounds are averaged over.
    excluded
        Rows left out, by reason.
    """

    outcome: str
    lower: float
    upper: float
    lower_std_error: float
    upper_std_error: float
    observed_treated: float
    observed_comparison: float
    trimmed: float
    n_units: int
    n_observed: int
    n_clusters: int
    n_cells: int = 1
    excluded: Mapping[str, int] = field(default_factory=dict)
    notes: tuple[str, ...] = ()

    def interval(self, level: float = 0.95) -> Interval:
        """Confidence interval of the effect itself, between or near the bounds.

        References
        ----------
        Imbens, G. and Manski, C. (2004). Confidence intervals for partially identified
        parameters. Econometrica 72(6), 1845-1857.
        """
        require_level(level)
        width = (self.upper - self.lower) / max(self.lower_std_error, self.upper_std_error)

        def excess(reach: float) -> float:
            return float(ndtr(reach + width) - ndtr(-reach)) - level

        # Between a one-sided and a two-sided critical value.
        reach = brentq(excess, ndtri(level) - 1e-9, ndtri((1 + level) / 2) + 1e-9)
        low, high = reach * self.lower_std_error, reach * self.upper_std_error
        return Interval(self.lower - low, self.upper + high)

    def to_frame(self, level: float = 0.95) -> pd.DataFrame:
        """Give the bounds as tidy rows: bound, estimate, std_error, and the effect's interval."""
        low, high = self.interval(level)
        return pd.DataFrame(
            {
                "bound": ["lower", "upper"],
                "estimate": [self.lower, self.upper],
                "std_error": [self.lower_std_error, self.upper_std_error],
                "conf_low": [low, low],
                "conf_high": [high, high],
            }
        )

    def __str__(self) -> str:
        low, high = (number_words(float(limit)) for limit in self.interval())
        return (
            f"The effect on {self.outcome} of units observed in either group lies between "
            f"{number_words(self.lower)} and {number_words(self.upper)} (95% interval {low} to "
            f"{high}): {percent_words(self.observed_treated)} of treated and "
            f"{percent_words(self.observed_comparison)} of comparison units were observed, and "
            f"{percent_words(self.trimmed)} of the larger share are trimmed."
        )

    def _repr_html_(self) -> str:
        notes = "".join(f"<li>{escape(note)}</li>" for note in self.notes)
        table = self.to_frame().to_html(index=False)
        return f"<p>{escape(str(self))}</p>" + (f"<ul>{notes}</ul>" if notes else "") + table
