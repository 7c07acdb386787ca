"""An estimate as a reader meets it: on a natural scale, with digits it deserves."""

from dataclasses import dataclass, replace
from math import floor, log10
from typing import Literal

from evalcap.evidence.model import Outcome
from evalcap.evidence.results import EstimateRecord
from evalcap.words.catalogue import Catalogue
from evalcap.words.grammar import plural
from evalcap.words.numbers import decimals_for, decimals_written, number, signed
from evalcap.words.scale import Scale, scale_for

Direction = Literal["higher", "lower", "unclear"]


@dataclass(frozen=True, slots=True)
class Reading:
    """An effect and its 95 % interval, ready to be told.

    Attributes
    ----------
    point, low, high
        On the natural scale.
    open_low, open_high
        Whether the interval has no limit on that side, and `low` or `high` is only where it is
        drawn to.
    scale
        That scale.
    decimals
        How many are written, for all three.
    words
        The language.
    """

    point: float
    low: float
    high: float
    scale: Scale
    decimals: int
    words: Catalogue
    open_low: bool = False
    open_high: bool = False

    @property
    def direction(self) -> Direction:
        """Where the whole interval lies; "unclear" as soon as it holds zero."""
        if self.low > 0 and not self.open_low:
            return "higher"
        return "lower" if self.high < 0 and not self.open_high else "unclear"

    def size(self, value: float) -> str:
        """Write how large a value is, without its sign, with its unit: "29 %"."""
        shown, decimals = self._digits(abs(value)), self._decimals(value)
        if self.scale.kind != "plain":
            key = f"amount.{self.scale.kind}"
            return self.words.say_of(key, round(value, decimals), decimals, n=shown)
        unit = self.scale.unit_after(plural(round(value, decimals), decimals, self.words.language))
        return self.words.say("amount.plain", n=shown, unit=unit) if unit else shown

    def relative(self, value: float) -> str:
        """Write a value as higher or lower than no effect: "29 % lower"."""
        if value == 0:
            return self.words.say("amount.none")
        way = "amount.higher" if value > 0 else "amount.lower"
        return self.words.say(way, size=self.size(value))

    def estimate(self) -> str:
        """Write the estimate: "about 29 % lower"."""
        return self._about(self.relative(self.point))

    def effect_size(self) -> str:
        """Write how large the estimate is: "about 29 %"."""
        return self._about(self.size(self.point))

    def interval(self) -> str:
        """Write the limits: "from 52 % lower to 4 % higher"."""
        say = self.words.say
        low, high = self.relative(self.low), self.relative(self.high)
        return say(
            "amount.from_to",
            low=say("amount.lower_without_limit") if self.open_low else low,
            high=say("amount.higher_without_limit") if self.open_high else high,
        )

    def bounds(self) -> str:
        """Write the limits of an effect whose direction is said already: "602 to 3,130"."""
        near, far = sorted((abs(self.low), abs(self.high)))
        written = [self._digits(value) for value in (near, far)]
        if self._bends:
            written = [self.words.say("amount.percent", n=shown) for shown in written]
        if self.open_low or self.open_high:
            written[1] = self.words.say("amount.no_limit")
        return self.words.say("amount.between", low=written[0], high=written[1])

    def with_interval(self) -> str:
        """Write the estimate with its interval."""
        limits = self.interval() if self.direction == "unclear" else self.bounds()
        return self.words.say("amount.with_interval", point=self.estimate(), interval=limits)

    def divided(self, divisor: float) -> "Reading":
        """Count the numbers in something larger or smaller, such as millions."""
        point, low, high = (value / divisor for value in (self.point, self.low, self.high))
        decimals = decimals_for((high - low) / 4, (point, low, high))
        return replace(self, point=point, low=low, high=high, decimals=decimals)

    def signed(self) -> str:
        """Write the estimate and its limits as bare numbers with their signs."""
        point = self._signed(self.point)
        return self.words.say("amount.in_brackets", point=point, interval=self.signed_bounds())

    def signed_bounds(self) -> str:
        """Write the limits as bare numbers with their signs."""
        low, high = self._signed(self.low), self._signed(self.high)
        no_limit = self.words.say("amount.no_limit")
        return self.words.say(
            "amount.between",
            low=no_limit if self.open_low else low,
            high=no_limit if self.open_high else high,
        )

    def _signed(self, value: float) -> str:
        shown = signed(value, self._decimals(value), self.words)
        return self.words.say("amount.percent", n=shown) if self._bends else shown

    def _about(self, amount: str) -> str:
        """Say "about" of a logarithm told in per cent, which is an approximation."""
        return self.words.say("amount.about", amount=amount) if self._bends else amount

    def _digits(self, value: float) -> str:
        return number(value, self._decimals(value), self.words)

    def _decimals(self, value: float) -> int:
        """Give one number more decimals where it would read as zero, and is not."""
        if value == 0 or round(value, self.decimals) != 0:
            return self.decimals
        return -floor(log10(abs(value)))

    @property
    def _bends(self) -> bool:
        return self.scale.kind == "percent"


def read_effect(
    point: float, low: float, high: float, *, scale: Scale, words: Catalogue
) -> Reading:
    """Read an effect and its limits, given in the outcome's unit."""
    natural = [scale.natural(value) for value in (point, low, high)]
    # An interval is about four standard errors wide, also on a scale that bends it.
    spread = (natural[2] - natural[1]) / 4
    decimals = decimals_for(spread, natural)
    return Reading(natural[0], natural[1], natural[2], scale, decimals, words)


def read_estimate(
    estimate: EstimateRecord, outcome: Outcome, words: Catalogue, scale: Scale | None = None
) -> Reading:
    """Read an estimate of an outcome, on the scale that suits it unless another is given."""
    numbers = (estimate.point, estimate.told_low, estimate.told_high)
    own = scale or scale_for(outcome.unit, numbers, outcome.unit_one)
    told = read_effect(*numbers, scale=own, words=words)
    return replace(told, open_low=estimate.open_low, open_high=estimate.open_high)


def read_size(size: float, scale: Scale, words: Catalogue) -> Reading:
    """Read one number in the outcome's unit that has no interval, such as a target."""
    told = scale.natural(size)
    decimals = decimals_for(0, [told]) if scale.kind == "percent" else decimals_written(told)
    return Reading(told, told, told, scale, decimals, words)
