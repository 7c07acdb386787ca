"""A number that should be zero: how far it is from that, and what follows."""

from dataclasses import dataclass
from typing import Self

import numpy as np

from evalcap.diagnostics.check import Verdict
from evalcap.diagnostics.words import number_words, p_words
from evalcap.estimate import Estimate
from evalcap.kernels.distribution import critical_value, two_sided_p

FAILED_BELOW, CONCERN_BELOW = 0.05, 0.10


def verdict_at(p_value: float) -> Verdict:
    """Failed below p = 0.05, of concern below 0.10."""
    if p_value < FAILED_BELOW:
        return "failed"
    return "concern" if p_value < CONCERN_BELOW else "passed"


@dataclass(frozen=True, slots=True)
class FromZero:
    """An effect or difference that should be zero.

    Attributes
    ----------
    point, std_error
        In units of the outcome.
    degrees_of_freedom
        Of the t distribution; infinite means the normal distribution.
    """

    point: float
    std_error: float
    degrees_of_freedom: float = np.inf

    @classmethod
    def of(cls, estimate: Estimate) -> Self:
        """Take an estimate's distance from zero."""
        return cls(estimate.point, estimate.std_error, estimate.degrees_of_freedom)

    @property
    def statistic(self) -> float:
        """Distance from zero in standard errors."""
        return self.point / self.std_error

    @property
    def p_value(self) -> float:
        """Two-sided p-value."""
        return float(two_sided_p(self.statistic, self.degrees_of_freedom))

    @property
    def limits(self) -> tuple[float, float]:
        """Limits of the 95 % interval."""
        reach = critical_value(0.95, self.degrees_of_freedom) * self.std_error
        return self.point - reach, self.point + reach

    @property
    def verdict(self) -> Verdict:
        """Failed below p = 0.05, of concern below 0.10."""
        return verdict_at(self.p_value)

    def columns(self) -> dict[str, list[float]]:
        """Give the facts as the columns of a table with one row."""
        low, high = self.limits
        return {
            "estimate": [self.point],
            "std_error": [self.std_error],
            "conf_low": [low],
            "conf_high": [high],
        }

    def __str__(self) -> str:
        low, high = map(number_words, self.limits)
        return f"{number_words(self.point)}, 95% interval {low} to {high}, {p_words(self.p_value)}"
