"""Units seen in both periods of a cell."""

from dataclasses import dataclass

import numpy as np

from evalcap.estimators.cells import Cell
from evalcap.estimators.lone import lone_groups
from evalcap.estimators.sample import Sample
from evalcap.estimators.two_by_two import Prepared, prepare
from evalcap.kernels.arrays import BoolArray, FloatArray, IntArray


@dataclass(frozen=True, slots=True)
class Pairs:
    """Units of a cohort and those it is compared with, ready for every cell they are in.

    Attributes
    ----------
    cell
        The first of these cells: covariates and weights are those of its earlier period.
    present
        Which units of the sample take part, shape (n_units,).
    unit
        Their positions in the sample, shape (m,).
    treated
        Whether they are the treated ones of the comparison, shape (m,).
    lone
        Groups that are one cluster.
    """

    cell: Cell
    present: BoolArray
    unit: IntArray
    treated: BoolArray
    lone: tuple[str, ...]
    prepared: Prepared

    def serve(self, sample: Sample, cell: Cell, present: BoolArray) -> bool:
        """Whether another cell compares the same units by the same covariates and weights."""
        if cell.cohort != self.cell.cohort or not np.array_equal(present, self.present):
            return False
        return cell.earlier == self.cell.earlier or sample.is_steady

    def change(self, sample: Sample, cell: Cell) -> FloatArray:
        """Give the outcome less the outcome in the base period, shape (m,)."""
        after, before = (sample.outcome_by_period[period] for period in (cell.time, cell.base))
        return np.asarray(after[self.unit] - before[self.unit])


def pair_up(
    sample: Sample,
    cell: Cell,
    present: BoolArray,
    names: tuple[str, ...],
    *,
    member: BoolArray | None = None,
) -> Pairs:
    """Prepare the marked units, shape (n_units,), which are seen in both periods of a cell.

    Parameters
    ----------
    member
        Which of them are the treated ones, shape (n_units,); those of the cohort by default.
    """
    assert sample.row is not None  # noqa: S101 - cells of rows are not paired
    unit = np.flatnonzero(present)
    if member is None:
        member = sample.treated_from == cell.cohort
    treated, row = member[unit], sample.row[unit, cell.earlier]
    return Pairs(
        cell=cell,
        present=present,
        unit=unit,
        treated=treated,
        lone=lone_groups(sample.cluster[unit], treated, [np.ones(len(unit), bool)]),
        prepared=prepare(treated.astype(float), sample.covariates[row], sample.weight[row], names),
    )
