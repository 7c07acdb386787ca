"""Group-time average treatment effects under staggered adoption."""

from collections.abc import Sequence

from evalcap.dataset import Panel
from evalcap.dataset.number import column_names
from evalcap.estimate import GroupTimeEffects
from evalcap.estimators.cells import BasePeriod, ComparisonGroup
from evalcap.estimators.collect import collect
from evalcap.estimators.group_time_rules import Rules
from evalcap.estimators.sample import Unbalanced
from evalcap.estimators.two_period import choose_method
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
        their value in the earlier of a cell's two periods, which is its base after treatment; in
        cross-sections each row has its own.
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
    rules = Rules(comparison, anticipation, base_period, unbalanced)
    names = column_names(covariates)
    chosen = choose_method(method, names)
    sample = rules.draw(panel, names)
    estimator = rules.estimator(panel, sample, chosen, names)
    results = [
        estimator.estimate(cell, rules.untouched(sample, cell)) for cell in rules.cells(sample)
    ]
    return collect(
        panel,
        sample,
        results,
        comparison=comparison,
        base_period=base_period,
        words=f"group-time effects, {rules.words(panel, chosen)}",
    )
