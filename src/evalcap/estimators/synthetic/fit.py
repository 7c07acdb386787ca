"""Weights of each cohort, and its effect in one or many draws of units."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Self

import numpy as np

from evalcap.errors.balanced import TooLittleBeforeError
from evalcap.estimators.synthetic.design import Cohort, Design
from evalcap.estimators.synthetic.method import Recipe, Tuning
from evalcap.kernels.arrays import FloatArray, IntArray
from evalcap.kernels.synthetic import Block, Weights, effect_path, share_out


@dataclass(frozen=True, slots=True)
class Draws:
    """Versions of the sample.

    Attributes
    ----------
    role
        What each unit is in each draw, as in `Design`, shape (n_draws, n_units).
    copies
        How often each unit is in each draw, shape (n_draws, n_units).
    """

    role: IntArray
    copies: FloatArray

    @classmethod
    def whole(cls, design: Design) -> Self:
        """Take every unit once, in its own role."""
        return cls(design.role[None], np.ones((1, len(design.role))))


@dataclass(frozen=True, slots=True)
class CohortFit:
    """A cohort's weights and effects.

    Attributes
    ----------
    unit
        Weight of each comparison unit, shape (n_comparison,).
    time
        Weight of each period before treatment, shape (n_before,).
    path
        Effects from the first treated period on, in units of the outcome, shape (n_after,).
    """

    cohort: Cohort
    tuning: Tuning
    unit: FloatArray
    time: FloatArray
    path: FloatArray


def fit_cohorts(design: Design, recipe: Recipe) -> list[CohortFit]:
    """Weigh comparison units and periods for each cohort.

    Raises
    ------
    TooLittleBeforeError
        If weights are to be fitted to a single period or comparison unit.
    """
    return [_fit_cohort(design, recipe, cohort) for cohort in design.cohorts]


def _fit_cohort(design: Design, recipe: Recipe, cohort: Cohort) -> CohortFit:
    n_comparison = len(design.comparison)
    if recipe.is_fitted and min(n_comparison, cohort.n_before) < 2:  # noqa: PLR2004 - noise needs two
        raise TooLittleBeforeError(
            str(cohort.label), n_before=cohort.n_before, n_comparison=n_comparison
        )
    tuning = recipe.tune(design, cohort)
    treated = design.outcome[cohort.unit].mean(axis=0, keepdims=True)
    block = Block(
        design.outcome[design.comparison], np.ones((1, n_comparison)), treated, cohort.n_before
    )
    weights = recipe.fit(block, _even(block), tuning)
    path = effect_path(block, weights)
    return CohortFit(cohort, tuning, weights.unit[0], weights.time[0], path[0])


def _even(block: Block) -> Weights:
    n_draws, n_units = block.copies.shape
    time = np.full((n_draws, block.n_before), 1 / block.n_before)
    return Weights(share_out(block.copies, np.ones(n_units)), time)


def average_effect(fits: Sequence[CohortFit]) -> float:
    """Average effects over treated unit-periods."""
    cells = [fit.cohort.n_cells for fit in fits]
    return float(np.average([fit.path.mean() for fit in fits], weights=cells))


def drawn_effects(
    design: Design, recipe: Recipe | None, fits: Sequence[CohortFit], draws: Draws
) -> FloatArray:
    """Average effect in each draw over its treated unit-periods, shape (n_draws,).

    Parameters
    ----------
    recipe
        Weights are fitted anew by this; None keeps those of `fits`, scaled to the units drawn.
    """
    total, cells = np.zeros(len(draws.role)), np.zeros(len(draws.role))
    compared = (draws.copies * (draws.role == 0))[:, design.comparison]
    for place, fit in enumerate(fits, start=1):
        treated = draws.copies * (draws.role == place)
        n_treated = treated.sum(axis=1)
        drawn = n_treated > 0
        mean = treated[drawn] @ design.outcome / n_treated[drawn, None]
        block = Block(design.outcome[design.comparison], compared[drawn], mean, fit.cohort.n_before)
        effect = _effects(block, recipe, fit)
        total[drawn] += effect * n_treated[drawn] * fit.cohort.n_after
        cells += n_treated * fit.cohort.n_after
    return total / cells


def _effects(block: Block, recipe: Recipe | None, fit: CohortFit) -> FloatArray:
    n_draws = len(block.copies)
    kept = Weights(share_out(block.copies, fit.unit), np.tile(fit.time, (n_draws, 1)))
    if recipe is None:
        weights = kept
    else:
        weights = recipe.fit(block, _even(block) if recipe.starts_even else kept, fit.tuning)
    return np.asarray(effect_path(block, weights).mean(axis=1))
