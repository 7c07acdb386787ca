"""A ratio of rates or odds, known by its logarithm."""

from dataclasses import dataclass
from math import isnan
from math import log as logarithm
from typing import Literal

import numpy as np

from evalcap.estimate.interval import half_width
from evalcap.kernels.distribution import Interval, two_sided_p

RatioKind = Literal["rate ratio", "odds ratio"]
_OF: dict[RatioKind, str] = {"rate ratio": "", "odds ratio": " odds"}


@dataclass(frozen=True, slots=True)
class Ratio:
    """How many times as high something is.

    Attributes
    ----------
    kind
        Of rates (or counts) or of odds. A ratio of odds is no ratio of shares: from 50 to 75 in a
        hundred, odds are three times as high and the share one and a half times.
    log
        Its logarithm, in which it was estimated.
    std_error
        Of the logarithm.
    degrees_of_freedom
        Of the t distribution; infinite means the normal distribution.
    """

    kind: RatioKind
    log: float
    std_error: float
    degrees_of_freedom: float

    @property
    def ratio(self) -> float:
        """The ratio: one where nothing changes."""
        return _exponential(self.log)

    @property
    def percent(self) -> float:
        """The change in per cent: zero where nothing changes."""
        return 100 * (self.ratio - 1)

    def interval(self, level: float = 0.95) -> Interval:
        """Confidence interval of the ratio, symmetric in logarithms."""
        reach = half_width(level, self.degrees_of_freedom, self.std_error)
        return Interval(_exponential(self.log - reach), _exponential(self.log + reach))

    def percent_interval(self, level: float = 0.95) -> Interval:
        """Confidence interval of the change in per cent."""
        low, high = self.interval(level)
        return Interval(100 * (low - 1), 100 * (high - 1))

    def p_value(self, null: float = 1.0) -> float:
        """Two-sided p-value of a ratio of `null`."""
        return float(
            two_sided_p((self.log - logarithm(null)) / self.std_error, self.degrees_of_freedom)
        )

    def __str__(self) -> str:
        change = f"{abs(self.percent):.3g}% {'higher' if self.log >= 0 else 'lower'}"
        named = f"{change}{_OF[self.kind]} ({self.kind} {self.ratio:.4g}"
        if isnan(self.std_error):
            return f"{named}, no standard error)"
        low, high = self.interval()
        return f"{named}, 95% CI {low:.4g} to {high:.4g})"


def _exponential(value: float) -> float:
    """Give infinity where the exponential is larger than numbers go."""
    with np.errstate(over="ignore"):
        return float(np.exp(value))
