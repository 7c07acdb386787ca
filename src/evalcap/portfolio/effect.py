"""What one study contributes to a synthesis: one effect, turned so that more is better."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from evalcap.evidence.model import Outcome
from evalcap.evidence.results import EstimateRecord
from evalcap.kernels.distribution import critical_value
from evalcap.portfolio.entry import Entry

Reason = Literal["no_limits", "no_spread", "second_outcome"]
_DAYS_A_MONTH = 365.25 / 12


@dataclass(frozen=True, slots=True)
class StudyEffect:
    """A primary estimate of a primary outcome, as it enters a synthesis.

    Attributes
    ----------
    entry, outcome, estimate
        Where it comes from.
    """

    entry: Entry
    outcome: Outcome
    estimate: EstimateRecord

    @property
    def family(self) -> str:
        """What is put together: the outcome's family, else the outcome itself."""
        return plain(self.outcome.family) or plain(self.outcome.name)

    @property
    def unit(self) -> str:
        """The outcome's unit, written one way."""
        return " ".join(self.outcome.unit.casefold().split())

    @property
    def sign(self) -> int:
        """One where higher is better, minus one where lower is."""
        return 1 if self.outcome.better == "higher" else -1

    @property
    def has_limits(self) -> bool:
        """Whether its interval ends on both sides and has a width."""
        ends = not (self.estimate.open_low or self.estimate.open_high)
        return ends and self.std_error(1.0) > 0

    def point(self, divisor: float) -> float:
        """Give the effect over a divisor; above zero it is an improvement."""
        return self.sign * self.estimate.point / divisor

    def limits(self, divisor: float) -> tuple[float, float]:
        """Give the limits told to readers over a divisor, turned as the effect is."""
        ends = (self.estimate.told_low, self.estimate.told_high)
        low, high = sorted(self.sign * end / divisor for end in ends)
        return low, high

    def std_error(self, divisor: float) -> float:
        """Give the standard error that the interval told to readers implies, over a divisor.

        With few clusters that interval is wider than the conventional one, and the study weighs
        less.
        """
        low, high = self.limits(divisor)
        return (high - low) / (2 * critical_value(0.95, float("inf")))

    @property
    def country(self) -> str:
        """The one country it is about; empty where there are several or none is named."""
        countries = self.entry.evidence.subject.countries
        return countries[0] if len(countries) == 1 else ""

    @property
    def mode(self) -> str:
        """How the programme is delivered; empty where the study does not say."""
        return self.entry.evidence.subject.mode

    @property
    def months(self) -> float | None:
        """How long the evaluated period is; None where the study does not say."""
        subject = self.entry.evidence.subject
        if subject.period_start is None or subject.period_end is None:
            return None
        return (subject.period_end - subject.period_start).days / _DAYS_A_MONTH


def plain(text: str) -> str:
    """Write text in small letters and figures parted by single blanks, so that equals are equal."""
    return " ".join("".join(c if c.isalnum() else " " for c in text.casefold()).split())


@dataclass(frozen=True, slots=True)
class LeftOut:
    """A study that has an effect, and why it does not enter."""

    entry: Entry
    outcome: Outcome
    reason: Reason


def effects_of(entry: Entry) -> Iterator[StudyEffect]:
    """Give the primary estimates of a study's primary outcomes."""
    for estimate in entry.evidence.headlines():
        yield StudyEffect(entry, entry.evidence.outcome(estimate.outcome), estimate)
