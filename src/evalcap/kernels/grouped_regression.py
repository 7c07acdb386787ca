"""Two-way regression on one regressor that has the same course for every unit of a group.

Treatment is such a regressor: units that start together share it. Where units are seen alike, all
that it takes from rows are the outcome's sums; the regressor itself is never written out.
"""

from dataclasses import dataclass

import numpy as np

from evalcap.kernels.arrays import FloatArray, IntArray
from evalcap.kernels.within import TwoWay

# Units whose courses are written out at a time, few enough for the processor's cache.
_UNITS = 2**13


@dataclass(frozen=True, slots=True)
class GroupedFit:
    """Coefficient of the regressor beside unit and period effects.

    Attributes
    ----------
    effects
        Unit and period effects of units that are seen alike.
    outcome
        Shape (n_rows,).
    course
        The regressor cleared of the effects, shape (n_groups, n_periods).
    group
        Group of each unit, shape (n_units,).
    coefficients
        Shape (1,).
    bread
        Inverse of the regressor's sum of squares, shape (1, 1).
    unit_products
        Products of the regressor and the outcome, summed within units, shape (n_units,).
    """

    effects: TwoWay
    outcome: FloatArray
    course: FloatArray
    group: IntArray
    coefficients: FloatArray
    bread: FloatArray
    unit_products: FloatArray

    @property
    def regressors(self) -> FloatArray:
        """The regressor by row, shape (n_rows, 1)."""
        return self.effects.layout.of_cell(self.course, self.group).reshape(-1, 1)

    @property
    def residual(self) -> FloatArray:
        """Outcome less effects and regressor, shape (n_rows,)."""
        fitted = self.regressors[:, 0] * self.coefficients[0]
        return np.asarray(self.effects.residual(self.outcome) - fitted)

    @property
    def scores(self) -> FloatArray:
        """Residual times regressor, shape (n_rows, 1)."""
        return self.regressors * self.residual[:, None]

    @property
    def unit_scores(self) -> FloatArray:
        """Scores summed within units, shape (n_units, 1); `TwoWayFit` says why no residual is."""
        layout = self.effects.layout
        by_unit, by_period = layout.by_unit(self.outcome), layout.by_period(self.outcome)
        period = self.effects.solve(by_unit, by_period)
        fitted = period + self.coefficients[0] * self.course
        explained = np.einsum("gt,gt->g", self.course, fitted)
        scores: FloatArray = self.unit_products - explained[self.group]
        return scores[:, None]


def regress_on_groups(
    outcome: FloatArray, course: FloatArray, group: IntArray, effects: TwoWay
) -> GroupedFit:
    """Regress an outcome, shape (n_rows,), on what `effects.clear_groups` left of a regressor."""
    totals = effects.layout.by_unit(outcome)
    # What rounding leaves of a course's sum must not meet the level of the outcome.
    level = totals / effects.unit_weight
    own = _products(course, group, effects.layout.spread(outcome))
    own -= level * course.sum(axis=1)[group]
    size = np.bincount(group, minlength=len(course))
    bread = 1 / np.einsum("g,gt,gt->", size.astype(float), course, course)
    coefficient = bread * own.sum()
    return GroupedFit(
        effects, outcome, course, group, np.array([coefficient]), np.array([[bread]]), own
    )


def _products(course: FloatArray, group: IntArray, table: FloatArray) -> FloatArray:
    """Sum each unit's products of its course and its row of a table, shape (n_units,)."""
    found = np.empty(len(group))
    for start in range(0, len(group), _UNITS):
        rows = slice(start, start + _UNITS)
        np.einsum("ut,ut->u", course.take(group[rows], axis=0), table[rows], out=found[rows])
    return found
