"""How often intervals hold the truth, and how much that share itself varies by chance."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, Literal, Protocol

import numpy as np

REPEATS = 800


class Answer(Protocol):
    """What an estimator gives."""

    def interval(self) -> tuple[float, float]: ...


@dataclass(frozen=True)
class Interval:
    """An interval that a method gives without an object of its own."""

    low: float
    high: float
    point: float = np.nan
    std_error: float = np.nan

    def interval(self) -> tuple[float, float]:
        """Give both limits."""
        return self.low, self.high


def itself(result: Any) -> Answer:
    """Take a result as it is."""
    return result


@dataclass(frozen=True)
class Case:
    """One estimator on one design.

    Attributes
    ----------
    function
        The public function that it is about.
    draw
        Draws the data of a repeat.
    options
        What the function is called with beside the data.
    answer
        Takes the number in question from what the function gives.
    holds
        "exactly": as often as it says; "at least": conservative by its own account.
    """

    name: str
    function: Callable[..., Any]
    draw: Callable[[int], Any]
    options: Mapping[str, Any] = field(default_factory=dict)
    answer: Callable[[Any], Answer] = itself
    truth: float = 1.0
    repeats: int = REPEATS
    holds: Literal["exactly", "at least"] = "exactly"

    def answer_of(self, repeat: int) -> Answer:
        """Draw one repeat and estimate."""
        return self.answer(self.function(self.draw(repeat), **self.options))


@dataclass(frozen=True)
class Coverage:
    """What repeated sampling showed.

    Attributes
    ----------
    share
        Of 95 % intervals that hold the truth.
    bias, spread, std_error
        Mean distance of estimates from the truth, their standard deviation, and their mean
        standard error; NaN for a method that gives an interval only.
    """

    name: str
    repeats: int
    share: float
    bias: float
    spread: float
    std_error: float


def monte_carlo_error(repeats: int, share: float = 0.95) -> float:
    """Standard error of a share among independent repeats."""
    return float(np.sqrt(share * (1 - share) / repeats))


def measure(case: Case) -> Coverage:
    """Draw, estimate and count."""
    answers = [case.answer_of(repeat) for repeat in range(case.repeats)]
    inside = [low <= case.truth <= high for low, high in (a.interval() for a in answers)]
    points, errors = (
        np.array([getattr(answer, part, np.nan) for answer in answers], float)
        for part in ("point", "std_error")
    )
    return Coverage(
        name=case.name,
        repeats=case.repeats,
        share=float(np.mean(inside)),
        bias=float(points.mean() - case.truth),
        spread=float(points.std()),
        std_error=float(errors.mean()),
    )
