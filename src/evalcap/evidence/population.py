"""How many people stand behind the counts of a study; exact, and never written down."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

import numpy as np

from evalcap.dataset import Panel
from evalcap.kernels.arrays import BoolArray, FloatArray, IntArray

# Outcomes with more digits than this are no counts of steps.
_MOST_DIGITS = 3
_SAME = 1e-9


@dataclass(frozen=True, slots=True, eq=False)
class Seen:
    """Which rows and people of the data an analysis has an outcome of.

    Attributes
    ----------
    n_obs, n_units
        Marks of rows, shape (n_rows,), and of people, shape (n_people,).
    """

    n_obs: BoolArray
    n_units: BoolArray

    @classmethod
    def of(cls, rows: IntArray, person: IntArray) -> "Seen":
        """Mark the rows with an outcome, given by their places in the data.

        Parameters
        ----------
        person
            Code of each row's person, shape (n_rows,).
        """
        marked = np.zeros(len(person), bool)
        marked[rows] = True
        people = np.zeros(int(person.max(initial=-1)) + 1, bool)
        people[person[rows]] = True
        return cls(marked, people)


@dataclass(frozen=True, slots=True)
class Sample:
    """The rows and people that one analysis chose from.

    Attributes
    ----------
    n_rows, n_units
        Rows and people that `where` selected.
    n_treated
        People whose treatment begins within the data.
    n_outside, outside_people
        Rows that `where` left out, and how many people have one.
    missing_people
        How many people have a row without outcome.
    is_repeated
        Whether people are seen over time.
    step
        What all outcomes are multiples of, a power of ten; 0 where they have many digits.
    seen
        Who they are; None where that is not known.
    """

    n_rows: int
    n_units: int
    n_treated: int
    n_outside: int
    outside_people: int
    missing_people: int
    is_repeated: bool
    step: float = 0.0
    seen: Seen | None = None

    @classmethod
    def of(
        cls,
        panel: Panel,
        *,
        n_outside: int = 0,
        outside_people: int = 0,
        seen: Seen | None = None,
    ) -> "Sample":
        """Count an analysis' panel."""
        missing = np.isnan(panel.outcome)
        return cls(
            n_rows=panel.n_rows,
            n_units=panel.n_units,
            n_treated=int((panel.treated_from <= panel.periods[-1]).sum()),
            n_outside=n_outside,
            outside_people=outside_people,
            missing_people=len(np.unique(panel.unit[missing])),
            is_repeated=panel.is_repeated,
            step=step_of(panel.outcome[~missing]),
            seen=seen,
        )


@dataclass(frozen=True, slots=True)
class Population:
    """What the counts of a study are of.

    Attributes
    ----------
    per_person
        The most rows that one person has.
    samples
        Analysis (`outcome/analysis`) to what it chose from.
    unexpected_people
        Rule about the data to the number of people whose rows break it.
    """

    per_person: int
    samples: Mapping[str, Sample]
    unexpected_people: Mapping[str, int] = field(default_factory=dict)

    def are_nested(self, one: str, other: str, of: Literal["n_obs", "n_units"]) -> bool:
        """Say whether the rows or people of one analysis may all be in another one.

        Only then is the difference between their numbers a number of rows or people.
        """
        seen = (self.samples[one].seen, self.samples[other].seen)
        if None in seen:
            return True
        first, second = (getattr(each, of) for each in seen)
        return not ((first & ~second).any() and (second & ~first).any())


def step_of(values: FloatArray) -> float:
    """Find the power of ten that all values are multiples of: 1 for whole numbers, 0 for none."""
    for digits in range(_MOST_DIGITS + 1):
        if np.allclose(values, values.round(digits), rtol=0, atol=_SAME):
            return float(10.0**-digits)
    return 0.0


def most_rows(panel: Panel) -> int:
    """Find the most rows that one unit has."""
    return int(np.bincount(panel.unit).max(initial=1))


def arms(panel: Panel, *, later: bool) -> tuple[int, int]:
    """Count treated and comparison units with an outcome.

    Parameters
    ----------
    later
        Whether units that are treated after the first cohort serve as comparison too.
    """
    start = panel.treated_from[is_seen(panel)]
    treated = start <= panel.periods[-1]
    compared = start > start.min(initial=np.inf) if later else ~treated
    return int(treated.sum()), int((compared | ~treated).sum())


def is_seen(panel: Panel) -> BoolArray:
    """Mark units with an outcome in some period, shape (n_units,)."""
    seen = np.zeros(panel.n_units, bool)
    seen[panel.unit[~np.isnan(panel.outcome)]] = True
    return seen
