"""A sample cut into cohorts: the units that start treatment together."""

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from evalcap.errors.design import NoTreatedError
from evalcap.estimators.sample import Sample
from evalcap.kernels.aggregation import sum_within
from evalcap.kernels.arrays import FloatArray, IntArray
from evalcap.kernels.layout import Layout


def treated_cohorts(sample: Sample) -> FloatArray:
    """First treated periods within the data, increasing.

    Raises
    ------
    NoTreatedError
    """
    starts = np.unique(sample.treated_from[sample.treated_from <= sample.periods[-1]])
    if not len(starts):
        raise NoTreatedError("no unit starts treatment after the first and by the last period")
    return starts


@dataclass(frozen=True)
class Cohorts:
    """Units as a table over periods, with the cohort of each.

    Attributes
    ----------
    sample
        Units over time.
    start
        First treated period of each cohort, increasing, infinite last, shape (n_cohorts,).
    of_unit
        Cohort of each unit as a position in `start`, shape (n_units,).
    outcome, weight
        Of each unit in each period, both 0 where it is not seen, shape (n_units, n_periods).
    """

    sample: Sample
    start: FloatArray
    of_unit: IntArray
    outcome: FloatArray
    weight: FloatArray

    @cached_property
    def cell_weight(self) -> FloatArray:
        """Weight of each cohort's rows in each period, shape (n_cohorts, n_periods)."""
        return sum_within(self.weight, self.of_unit, len(self.start))

    def weight_of(self, start: float) -> FloatArray:
        """Weight of one cohort's rows in each period, shape (n_periods,)."""
        return np.asarray(self.cell_weight[np.searchsorted(self.start, start)])


def cut_cohorts(sample: Sample) -> Cohorts:
    """Cut a sample of units over time into its cohorts."""
    start = np.unique(sample.treated_from)
    layout = Layout.in_order(sample.unit, sample.period)
    return Cohorts(
        sample=sample,
        start=start,
        of_unit=np.searchsorted(start, sample.treated_from),
        outcome=layout.table(sample.outcome),
        weight=layout.table(sample.weight),
    )
