"""How often intervals hold the truth, and how much that share itself varies by chance."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Literal, Protocol

import numpy as np
from drawn import EFFECT, POSTS

REPEATS = 800


class Estimated(Protocol):
    """A number with its interval."""

    def interval(self) -> tuple[float, float]: ...


@dataclass(frozen=True)
class Pieces:
    """An interval, or several that together are one set, and what else a method gives."""

    parts: Sequence[tuple[float, float]]
    point: float = np.nan
    std_error: float = np.nan


Answer = Estimated | Pieces


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
    clusters
        How many, units where each is one.
    holds
        "exactly": as often as it says; "at least": conservative by its own account.
    """

    name: str
    function: Callable[..., Any]
    draw: Callable[[int], Any]
    options: Mapping[str, Any] = field(default_factory=dict)
    answer: Callable[[Any], Answer] = itself
    truth: float = EFFECT
    clusters: int = POSTS
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
    clusters: int
    repeats: int
    share: float
    bias: float
    spread: float
    std_error: float


def monte_carlo_error(repeats: int, share: float = 0.95) -> float:
    """Standard error of a share among independent repeats."""
    return float(np.sqrt(share * (1 - share) / repeats))


def _holds(answer: Answer, truth: float) -> bool:
    parts = answer.parts if isinstance(answer, Pieces) else [answer.interval()]
    return any(low <= truth <= high for low, high in parts)


def measure(case: Case) -> Coverage:
    """Draw, estimate and count."""
    answers = [case.answer_of(repeat) for repeat in range(case.repeats)]
    inside = [_holds(answer, case.truth) for answer in answers]
    points, errors = (
        np.array([getattr(answer, part, np.nan) for answer in answers], float)
        for part in ("point", "std_error")
    )
    return Coverage(
        name=case.name,
        clusters=case.clusters,
        repeats=case.repeats,
        share=float(np.mean(inside)),
        bias=float(points.mean() - case.truth),
        spread=float(points.std()),
        std_error=float(errors.mean()),
    )
