"""Group-time average treatment effects under staggered adoption."""

from collections.abc import Sequence
from typing import get_args

import numpy as np

from evalcap.dataset import Panel
from evalcap.dataset.number import column_names
from evalcap.errors.design import ClusterError, NoTreatedError
from evalcap.estimate import GroupTimeEffects
from evalcap.estimators.cell_effect import CellEstimator
from evalcap.estimators.cells import BasePeriod, ComparisonGroup, can_compare, plan_cells
from evalcap.estimators.collect import collect
from evalcap.estimators.option import choose, choose_anticipation
from evalcap.estimators.sample import Sample, Unbalanced, draw_sample
from evalcap.estimators.two_period import WORDS, choose_method
from evalcap.kernels.arrays import FloatArray
from evalcap.kernels.contrasts import Method


def estimate_group_time(
    panel: Panel,
    *,
    comparison: ComparisonGroup = "never_treated",
    method: Method | None = None,
    covariates: Sequence[str] = (),
    anticipation: float = 0,
    base_period: BasePeriod = "varying",
    unbalanced: Unbalanced = "pairs",
) -> GroupTimeEffects:
    """Estimate the effect on each cohort at each time.

    Parameters
    ----------
    comparison
        Who stands for what would have happened: units never treated, or not treated yet.
    method
        How comparison units are made comparable; doubly robust by default with covariates.
    covariates
        Columns that differ between the groups and may shape the trend. They, and weights, take
        their value in the cell's base period; in cross-sections each row has its own.
    anticipation
        Periods before `treated_from` in which units may already react.
    base_period
        Before treatment: compare with the period before ("varying"), or always with the last
        period before treatment ("universal"), as event studies and sensitivity checks need.
    unbalanced
        "pairs" uses in each cell the units seen in both of its periods, "complete" only units
        seen in every period, "cross_sections" all rows as repeated cross-sections with
        inference by unit.

    Returns
    -------
    Effects in units of the outcome with influence by unit; standard errors as R's `did`:
    normal distribution, influence divided by n, summed within clusters.

    Raises
    ------
    DesignError
        If no effect is identified in this sample. A single cell that is not is left out by name,
        and no average over it is given.

    References
    ----------
    Callaway, B. and Sant'Anna, P. H. C. (2021). Difference-in-differences with multiple time
    periods. Journal of Econometrics 225(2), 200-230.
    """
    choose("comparison", comparison, get_args(ComparisonGroup))
    choose("base_period", base_period, get_args(BasePeriod))
    choose("unbalanced", unbalanced, get_args(Unbalanced))
    anticipation = choose_anticipation(anticipation)
    names = column_names(covariates)
    chosen = choose_method(method, names)
    sample = draw_sample(panel, covariates=names, unbalanced=unbalanced, anticipation=anticipation)
    if sample.n_clusters < 2:  # noqa: PLR2004 - variance needs two
        raise ClusterError(sample.n_clusters)
    cells = plan_cells(
        _cohorts(sample), sample.periods, anticipation=anticipation, base_period=base_period
    )
    rule: Unbalanced = unbalanced if panel.is_repeated else "cross_sections"
    by_rows = rule == "cross_sections"
    estimator = CellEstimator(sample, panel.calendar, chosen, names, by_rows)
    results = []
    for cell in cells:
        compared = can_compare(
            sample.treated_from,
            cell,
            sample.periods,
            comparison=comparison,
            anticipation=anticipation,
        )
        results.append(estimator.estimate(cell, compared))
    words = f"group-time effects, {WORDS[chosen]}, {_WHO[comparison]}, {_SEEN[rule]}"
    return collect(
        panel, sample, results, comparison=comparison, base_period=base_period, words=words
    )


_WHO: dict[ComparisonGroup, str] = {
    "never_treated": "compared with units never treated",
    "not_yet_treated": "compared with units not yet treated",
}
_SEEN: dict[Unbalanced, str] = {
    "pairs": "units seen in both periods of a comparison",
    "complete": "units seen in every period",
    "cross_sections": "rows as repeated cross-sections",
}


def _cohorts(sample: Sample) -> FloatArray:
    treated = sample.treated_from[sample.treated_from <= sample.periods[-1]]
    if not len(treated):
        raise NoTreatedError("no unit starts treatment after the first and by the last period")
    return np.unique(treated)
