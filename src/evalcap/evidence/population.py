"""How many people stand behind the counts of a study; exact, and never written down."""

from collections.abc import Mapping
from dataclasses import dataclass, field

import numpy as np

from evalcap.dataset import Panel
from evalcap.kernels.arrays import BoolArray


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
    """

    n_rows: int
    n_units: int
    n_treated: int
    n_outside: int
    outside_people: int
    missing_people: int
    is_repeated: bool

    @classmethod
    def of(cls, panel: Panel, *, n_outside: int = 0, outside_people: int = 0) -> "Sample":
        """Count an analysis' panel."""
        missing = np.isnan(panel.outcome)
        return cls(
            n_rows=len(panel.order),
            n_units=panel.n_units,
            n_treated=int((panel.treated_from <= panel.periods[-1]).sum()),
            n_outside=n_outside,
            outside_people=outside_people,
            missing_people=len(np.unique(panel.unit[missing])),
            is_repeated=panel.is_repeated,
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
