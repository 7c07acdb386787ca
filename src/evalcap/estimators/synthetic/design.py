"""Which units are treated from when, and which stay untreated."""

from dataclasses import dataclass

import numpy as np
import pandas as pd

from evalcap.dataset import Panel
from evalcap.errors.balanced import NeverTreatedNeededError
from evalcap.errors.design import NoTreatedError
from evalcap.errors.root import count
from evalcap.estimators.balanced import balanced_outcomes
from evalcap.estimators.label import period_label
from evalcap.kernels.arrays import BoolArray, FloatArray, IntArray


@dataclass(frozen=True, slots=True)
class Cohort:
    """Units treated from the same period on.

    Attributes
    ----------
    label
        First observed period under treatment.
    unit
        Their rows in the design's table, shape (n_treated,).
    n_before, n_after
        Periods before and from the first treated period on.
    """

    label: int | float | str
    unit: IntArray
    n_before: int
    n_after: int

    @property
    def n_cells(self) -> int:
        """Unit-periods under treatment."""
        return len(self.unit) * self.n_after


@dataclass(frozen=True, slots=True)
class Design:
    """Cohorts and never-treated units, complete in every period.

    Attributes
    ----------
    outcome
        Shape (n_units, n_periods).
    role
        0 for comparison units, else the place of the unit's cohort counted from 1, shape
        (n_units,).
    units, periods
        Labels, shapes (n_units,) and (n_periods,).
    excluded
        Units left out, by reason.
    """

    outcome: FloatArray
    role: IntArray
    cohorts: tuple[Cohort, ...]
    units: pd.Index
    periods: pd.Index
    excluded: dict[str, int]

    @property
    def comparison(self) -> IntArray:
        """Rows of the comparison units, shape (n_comparison,)."""
        return np.flatnonzero(self.role == 0)

    @property
    def n_treated(self) -> int:
        """Number of treated units."""
        return int((self.role > 0).sum())


def read_design(panel: Panel, *, method: str) -> Design:
    """Lay out the panel, without units treated in or before the first period.

    Units first treated after the last period count as never treated.

    Raises
    ------
    DesignError
    """
    begin = np.searchsorted(panel.periods, panel.treated_from)
    early = begin == 0
    outcome = balanced_outcomes(panel, ~early, method=method)
    begin, n_early, n_periods = begin[~early], int(early.sum()), len(panel.periods)
    _require_both(begin == n_periods, n_early)
    begins = np.unique(begin[begin < n_periods])
    labels = [period_label(panel, place) for place in panel.periods]
    return Design(
        outcome=outcome,
        role=np.where(begin == n_periods, 0, np.searchsorted(begins, begin) + 1),
        cohorts=tuple(
            Cohort(labels[b], np.flatnonzero(begin == b), int(b), n_periods - int(b))
            for b in begins
        ),
        units=panel.unit_labels[~early].rename(panel.names.unit),
        periods=pd.Index(labels, name=panel.names.time),
        excluded={"units treated in or before the first period": n_early} if n_early else {},
    )


def _require_both(untreated: BoolArray, n_early: int) -> None:
    if untreated.all():
        if not n_early:
            raise NoTreatedError("no unit starts treatment by the last period")
        raise NoTreatedError(
            f"{count(n_early, 'unit')} treated in or before the first period, none from a later "
            "one on"
        )
    if not untreated.any():
        raise NeverTreatedNeededError
