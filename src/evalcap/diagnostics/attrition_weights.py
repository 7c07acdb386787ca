"""Weights that let units who stay stand for those who were lost."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

import numpy as np

from evalcap.dataset import Panel
from evalcap.dataset.number import column_names
from evalcap.diagnostics.baseline import first_rows, group_units
from evalcap.diagnostics.words import count_words, number_words
from evalcap.errors.design import DesignError, EmptySampleError
from evalcap.errors.diagnostics import SeparatedLossError
from evalcap.estimators.usable import UsableRows, usable_rows
from evalcap.kernels.arrays import BoolArray, FloatArray, IntArray
from evalcap.kernels.least_squares import span
from evalcap.kernels.logit import SeparationError, logit


@dataclass(frozen=True, slots=True, repr=False)
class AttritionWeights:
    """Inverse-probability weights of the units that stay.

    Attributes
    ----------
    weight
        Factor of each unit's weight: the share of its group that stays over its own probability
        to stay; zero for units that are lost or never seen before treatment, shape (n_units,).
    panel
        The panel with these factors in its weights. Rows of units with weight zero are left out
        by estimators, and counted.
    n_kept, n_lost
        Units with an outcome in the last period, and without.
    excluded
        Units that could not be weighted, by reason.
    """

    weight: FloatArray
    panel: Panel
    n_kept: int
    n_lost: int
    excluded: dict[str, int] = field(default_factory=dict)

    @property
    def effective_size(self) -> float:
        """Equally weighted units that are as informative: (sum w)^2 / sum w^2 (Kish)."""
        return float(self.weight.sum() ** 2 / (self.weight**2).sum())

    @property
    def largest(self) -> float:
        """The largest factor."""
        return float(self.weight.max())

    def __str__(self) -> str:
        return (
            f"{count_words(self.n_kept)} units that stay stand for {count_words(self.n_lost)} that "
            f"were lost, with factors up to {number_words(self.largest)}; they count for as much "
            f"as {count_words(round(self.effective_size))} equally weighted ones."
        )


def attrition_weights(panel: Panel, covariates: Sequence[str]) -> AttritionWeights:
    """Weigh units that stay by the inverse of their probability to stay.

    The probability to have an outcome in the last period is a logit of the covariates at the
    unit's first usable row before treatment, fitted among treated and among comparison units
    apart, so that loss may depend on them differently. Assumes that given the covariates those
    lost are like those who stay.

    Parameters
    ----------
    covariates
        Columns known before treatment, which may include earlier outcomes.

    Raises
    ------
    SeparatedLossError
        If covariates predict perfectly who is lost.
    DesignError, DatasetError
    """
    if not panel.is_repeated:
        raise DesignError(
            "Weights for lost units were asked for repeated cross-sections.",
            needed="The same units in several periods, so that one can be lost.",
            do="Name the `unit` of the panel.",
        )
    usable = usable_rows(panel, column_names(covariates))
    first = first_rows(panel, usable.keep & ~panel.is_treated)
    unit = np.flatnonzero(first >= 0)
    if not len(unit):
        raise EmptySampleError(f"{panel.n_units} units without a usable row before treatment")
    stays = _stays(panel)[unit]
    factor = np.zeros(panel.n_units)
    factor[unit] = _factors(panel, usable, unit, first[unit], stays)
    weight = factor[panel.unit] * (1.0 if panel.weight is None else panel.weight)
    missing = {"units without a usable row before treatment": int((first < 0).sum())}
    return AttritionWeights(
        weight=factor,
        panel=replace(panel, weight=weight),
        n_kept=int(stays.sum()),
        n_lost=int((~stays).sum()),
        excluded={reason: n for reason, n in missing.items() if n},
    )


def _factors(
    panel: Panel, usable: UsableRows, unit: IntArray, row: IntArray, stays: BoolArray
) -> FloatArray:
    """Give the factor of each of these units, from its row before treatment, shape (n,)."""
    covariates, weight = usable.covariates[row], usable.weight[row]
    treated, _ = group_units(panel, panel.treated_from[unit])
    factors = np.zeros(len(unit))
    for name, group in (("treated", treated), ("comparison", ~treated)):
        if group.any():
            own = _probability(covariates[group], stays[group], weight[group], name)
            share = np.average(stays[group], weights=weight[group])
            factors[group] = np.where(stays[group], share / own, 0.0)
    return factors


def _stays(panel: Panel) -> BoolArray:
    """Mark units with an outcome in the last period that has any, shape (n_units,)."""
    known = ~np.isnan(panel.outcome)
    there = np.zeros(panel.n_units, bool)
    there[panel.unit[known & (panel.period == panel.period[known].max())]] = True
    return there


def _probability(
    covariates: FloatArray, stays: BoolArray, weight: FloatArray, group: str
) -> FloatArray:
    """Fit the probability to stay; one where everybody does."""
    if stays.all():
        return np.ones(len(stays))
    regressors = span(np.column_stack([np.ones(len(stays)), covariates])).basis
    try:
        # A logit tolerates perfect prediction of zeros only, and it is those lost that must not be.
        lost = logit(regressors, (~stays).astype(float), weight).fitted
    except SeparationError:
        raise SeparatedLossError(group) from None
    return 1 - lost
