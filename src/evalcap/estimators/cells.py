"""Which comparisons group-time effects are made of."""

from dataclasses import dataclass
from typing import Literal

import numpy as np

from evalcap.kernels.arrays import BoolArray, FloatArray
from evalcap.kernels.elapsed import elapsed

ComparisonGroup = Literal["never_treated", "not_yet_treated"]
BasePeriod = Literal["varying", "universal"]


@dataclass(frozen=True, slots=True)
class Cell:
    """A cohort, a time, and the period it is compared with.

    Attributes
    ----------
    cohort
        First treated period on the calendar.
    time, base
        Positions in the panel's periods.
    """

    cohort: float
    time: int
    base: int

    @property
    def is_base(self) -> bool:
        """Whether the time is the base period itself."""
        return self.time == self.base

    @property
    def earlier(self) -> int:
        """The earlier of its two periods: the base, but for cells before a universal one."""
        return min(self.time, self.base)


def plan_cells(
    cohorts: FloatArray, periods: FloatArray, *, anticipation: float, base_period: BasePeriod
) -> list[Cell]:
    """List the cells of every cohort, by cohort and time.

    After treatment the base is the last observed period before `treated_from - anticipation`.
    Before treatment it is the same period ("universal") or the period before ("varying").

    Parameters
    ----------
    cohorts
        First treated periods, each with at least one period before it, shape (n_cohorts,).
    periods
        Observed times, increasing, shape (n_periods,).
    """
    cells = []
    for cohort in cohorts:
        fixed = int(np.flatnonzero(elapsed(periods, cohort) > anticipation)[-1])
        for time, place in enumerate(periods):
            if base_period == "universal" or place >= cohort:
                cells.append(Cell(float(cohort), time, fixed))
            elif time > 0:
                cells.append(Cell(float(cohort), time, time - 1))
    return cells


def can_compare(
    treated_from: FloatArray,
    cell: Cell,
    periods: FloatArray,
    *,
    comparison: ComparisonGroup,
    anticipation: float,
) -> BoolArray:
    """Mark units that serve as comparison in a cell.

    Never treated are also those first treated after the last period plus anticipation: nothing
    of their treatment is seen.

    Parameters
    ----------
    treated_from
        First treated period of each unit, infinite for never, shape (n_units,).
    """
    if comparison == "never_treated":
        return elapsed(periods[-1], treated_from) > anticipation
    latest = periods[max(cell.time, cell.base)]
    later: BoolArray = elapsed(latest, treated_from) > anticipation
    other: BoolArray = treated_from != cell.cohort
    return later & other
