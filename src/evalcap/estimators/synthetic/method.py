"""How units and periods are weighted."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Literal

import numpy as np

from evalcap.estimators.synthetic.design import Cohort, Design
from evalcap.kernels.arrays import FloatArray
from evalcap.kernels.synthetic import (
    Block,
    Weights,
    fit_time_weights,
    fit_unit_weights,
    noise_level,
    share_out,
)

Method = Literal["synthetic_did", "synthetic_control", "did"]
# As in synthdid, relative to the noise: enough to make weights unique, too little to spread them.
_FAINT, _TOLERANCE = 1e-6, 1e-5


@dataclass(frozen=True, slots=True)
class Tuning:
    """What the search for weights is told about a cohort's data.

    Attributes
    ----------
    noise
        Standard deviation of the comparison units' changes before treatment, in units of the
        outcome.
    n_cells
        Unit-periods under treatment.
    """

    noise: float
    n_cells: int

    @property
    def tolerance(self) -> float:
        """Gain below which the search ends, in units of the outcome."""
        return _TOLERANCE * self.noise


UnitRule = Callable[[Block, Weights, Tuning], FloatArray]
TimeRule = Callable[[Block, Weights, Tuning], FloatArray]


def _spread_units(block: Block, start: Weights, tuning: Tuning) -> FloatArray:
    ridge = tuning.n_cells**0.25 * tuning.noise
    return fit_unit_weights(
        block, start.unit, ridge=ridge, tolerance=tuning.tolerance, any_level=True
    )


def _matched_units(block: Block, start: Weights, tuning: Tuning) -> FloatArray:
    ridge = _FAINT * tuning.noise
    return fit_unit_weights(
        block, start.unit, ridge=ridge, tolerance=tuning.tolerance, any_level=False
    )


def _equal_units(block: Block, _start: Weights, _tuning: Tuning) -> FloatArray:
    return share_out(block.copies, np.ones(block.copies.shape[1]))


def _fitted_periods(block: Block, start: Weights, tuning: Tuning) -> FloatArray:
    ridge = _FAINT * tuning.noise
    return fit_time_weights(block, start.time, ridge=ridge, tolerance=tuning.tolerance)


def _no_periods(block: Block, _start: Weights, _tuning: Tuning) -> FloatArray:
    return np.zeros((len(block.copies), block.n_before))


def _equal_periods(block: Block, _start: Weights, _tuning: Tuning) -> FloatArray:
    return np.full((len(block.copies), block.n_before), 1 / block.n_before)


@dataclass(frozen=True, slots=True)
class Recipe:
    """A method's two rules.

    Attributes
    ----------
    words
        The method's name.
    is_fitted
        Whether unit weights are fitted to periods before treatment.
    """

    words: str
    units: UnitRule
    periods: TimeRule
    is_fitted: bool
    starts_even: bool = False

    def fit(self, block: Block, start: Weights, tuning: Tuning) -> Weights:
        """Weigh units and periods in every draw."""
        return Weights(self.units(block, start, tuning), self.periods(block, start, tuning))

    def tune(self, design: Design, cohort: Cohort) -> Tuning:
        """Learn the noise from comparison units before treatment; none where nothing is fitted."""
        before = design.outcome[design.comparison, : cohort.n_before]
        return Tuning(noise_level(before) if self.is_fitted else 0.0, cohort.n_cells)


RECIPES: Mapping[Method, Recipe] = {
    "synthetic_did": Recipe(
        "synthetic difference-in-differences", _spread_units, _fitted_periods, is_fitted=True
    ),
    "synthetic_control": Recipe(
        "synthetic control", _matched_units, _no_periods, is_fitted=True, starts_even=True
    ),
    "did": Recipe(
        "difference-in-differences with equal weights",
        _equal_units,
        _equal_periods,
        is_fitted=False,
    ),
}
