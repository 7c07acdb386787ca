"""Extended two-way fixed effects: one coefficient for every cohort under treatment."""

from typing import get_args

import numpy as np

from evalcap.dataset import Panel
from evalcap.estimate import EffectPath
from evalcap.estimators.cohort_study import (
    Term,
    Variance,
    as_path,
    fit_terms,
    require_repeated,
)
from evalcap.estimators.cohorts import cut_cohorts, treated_cohorts
from evalcap.estimators.company import sample_accompanied
from evalcap.estimators.option import choose
from evalcap.estimators.sample import draw_sample


def estimate_extended_twfe(panel: Panel, *, variance: Variance = "clustered") -> EffectPath:
    """Estimate effects by event time from a regression with an effect for every treated cell.

    All rows before treatment are the base, of every cohort: more precise than one base period
    where trends are parallel throughout. In a balanced panel the effects equal imputation's.

    Returns
    -------
    Effects in units of the outcome, weighted by rows, with `.overall` and `.aggregate("cohort")`;
    standard errors and t distribution as R's fixest.

    Raises
    ------
    DesignError

    References
    ----------
    Wooldridge, J. M. (2021). Two-way fixed effects, the two-way Mundlak regression, and
    difference-in-differences estimators. SSRN 3906345.
    """
    choose("variance", variance, get_args(Variance))
    require_repeated(panel)
    drawn = draw_sample(panel, covariates=(), unbalanced="pairs", anticipation=0)
    sample = sample_accompanied(drawn)
    cut = cut_cohorts(sample)
    terms = [
        Term(float(start), int(period))
        for start in treated_cohorts(sample)
        for period in np.flatnonzero(cut.weight_of(start) > 0)
        if sample.periods[period] >= start
    ]
    cells = fit_terms(
        cut,
        terms,
        calendar=panel.calendar,
        variance=variance,
        estimator="extended two-way fixed effects",
    )
    return as_path(cells, pre_trends="none", outcome=panel.names.outcome)
