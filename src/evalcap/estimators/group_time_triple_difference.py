"""Triple differences under staggered roll-out, by cohort and time."""

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from evalcap.dataset import Panel
from evalcap.dataset.number import column_names
from evalcap.estimate import GroupTimeEffects
from evalcap.estimators.cells import BasePeriod, ComparisonGroup
from evalcap.estimators.collect import collect
from evalcap.estimators.eligibility import four_groups, require_eligibility
from evalcap.estimators.group_time_rules import Rules
from evalcap.estimators.sample import Sample, Unbalanced
from evalcap.estimators.triple_cell import TripleEstimator
from evalcap.estimators.triple_difference import ESTIMAND
from evalcap.estimators.two_period import choose_method
from evalcap.kernels.arrays import BoolArray
from evalcap.kernels.contrasts import Method


def estimate_group_time_triple_difference(
    panel: Panel,
    *,
    eligible: str,
    comparison: ComparisonGroup = "never_treated",
    method: Method | None = None,
    covariates: Sequence[str] = (),
    anticipation: float = 0,
    base_period: BasePeriod = "varying",
    unbalanced: Unbalanced = "pairs",
) -> GroupTimeEffects:
    """Estimate the effect on eligible units of each cohort at each time.

    A cohort is the places to which the programme came in the same period; its eligible units are
    compared with its own ineligible ones, and with both kinds of another cohort, not treated yet
    or ever. Other cohorts are taken one by one and their results averaged, with the weights that
    make the average vary least: taken together they would be no comparison where eligible units
    are not the same share of each.

    Parameters
    ----------
    eligible
        Column with 1 for whom the programme is meant and 0 for others, the same in every row of
        a unit. `treated_from` says for both kinds when the programme came to their place.
    comparison
        Which other places: those the programme never came to, or those it has not come to yet.
    method
        How the groups are made comparable; doubly robust by default with covariates.
    covariates
        Columns that differ between the groups and may shape the trend. They, and weights, take
        their value in the earlier of a cell's two periods; in cross-sections each row has its own.
    anticipation, base_period, unbalanced
        As for `estimate_group_time`.

    Returns
    -------
    Effects in units of the outcome with influence by unit, zero for units that a cell leaves out;
    normal distribution, influence divided by n, summed within clusters. Averages weight a cohort
    by its eligible units.

    Raises
    ------
    DesignError
        If no effect is identified in this sample. A single cell that is not is left out by name,
        and no average over it is given.

    References
    ----------
    Ortiz-Villavicencio, M. and Sant'Anna, P. H. C. (2025). Better understanding triple differences
    estimators. arXiv:2505.09942, section 4.
    """
    rules = Rules(comparison, anticipation, base_period, unbalanced)
    names = column_names(covariates)
    chosen = choose_method(method, names)
    require_eligibility(panel, eligible)
    sample, is_eligible = _split(rules.draw(panel, (eligible, *names)))
    cells = [(cell, rules.untouched(sample, cell)) for cell in rules.cells(sample)]
    elsewhere = np.any([untouched for _, untouched in cells], axis=0)
    four_groups(sample.treated_from <= sample.periods[-1], elsewhere, is_eligible)
    estimator = TripleEstimator(rules.estimator(panel, sample, chosen, names), is_eligible)
    results = [estimator.estimate(cell, untouched) for cell, untouched in cells]
    # The programme treats nobody who is not eligible: shares of cohorts count the others.
    counted = replace(sample, treated_from=np.where(is_eligible, sample.treated_from, np.inf))
    effects = collect(
        panel,
        counted,
        results,
        comparison=comparison,
        base_period=base_period,
        words=f"group-time triple differences, {rules.words(panel, chosen)}",
    )
    left_out = {reason: n for reason, n in estimator.left_out.items() if n}
    return replace(effects, estimand=ESTIMAND, excluded=dict(effects.excluded) | left_out)


def _split(drawn: Sample) -> tuple[Sample, BoolArray]:
    """Take eligibility out of the covariates, shape (n_units,)."""
    is_eligible = np.zeros(drawn.n_units, bool)
    is_eligible[drawn.unit] = drawn.covariates[:, 0] == 1
    return replace(drawn, covariates=drawn.covariates[:, 1:]), is_eligible
