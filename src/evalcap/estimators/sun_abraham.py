"""Interaction-weighted event studies: effects of every cohort, averaged by its size."""

from typing import get_args

import numpy as np

from evalcap.dataset import Panel
from evalcap.errors.design import NoComparisonError, NoTreatedError
from evalcap.estimate import EffectPath
from evalcap.estimate.path import PreTrends
from evalcap.estimators.cohort_study import (
    Term,
    Variance,
    as_path,
    fit_terms,
    require_repeated,
)
from evalcap.estimators.cohorts import Cohorts, cut_cohorts, treated_cohorts
from evalcap.estimators.company import restrict, sample_accompanied
from evalcap.estimators.option import choose
from evalcap.estimators.sample import Sample, draw_sample
from evalcap.kernels.elapsed import elapsed


def estimate_sun_abraham(panel: Panel, *, variance: Variance = "clustered") -> EffectPath:
    """Estimate effects by event time from a regression with an effect for every cohort and time.

    Units never treated within the data are the comparison; without any, the last cohort is, and
    periods from its start on are left out and counted. The base of each cohort is its last
    observed period before treatment. Units treated in or before the first period, and cohorts
    never seen before their treatment, are left out and counted.

    Returns
    -------
    Effects in units of the outcome, weighted by rows, with `.overall` and `.aggregate("cohort")`;
    standard errors and t distribution as R's fixest: `sunab()`, weights taken as fixed.

    Raises
    ------
    DesignError

    References
    ----------
    Sun, L. and Abraham, S. (2021). Estimating dynamic treatment effects in event studies with
    heterogeneous treatment effects. Journal of Econometrics 225(2), 175-199.
    """
    choose("variance", variance, get_args(Variance))
    require_repeated(panel)
    drawn = draw_sample(panel, covariates=(), unbalanced="pairs", anticipation=0)
    cut = _informative(_with_comparison(drawn))
    terms, bases = [], set()
    for start in treated_cohorts(cut.sample):
        own, base = _terms(cut, float(start))
        terms += own
        bases.add(base)
    cells = fit_terms(
        cut,
        terms,
        calendar=panel.calendar,
        variance=variance,
        estimator="interaction-weighted event study",
    )
    pre: PreTrends = "one_base" if len(bases) == 1 else "several_bases"
    return as_path(cells, pre_trends=pre, outcome=panel.names.outcome)


def _informative(sample: Sample) -> Cohorts:
    """Leave out rows and cohorts that tell nothing, until none is left."""
    cut, n_before = cut_cohorts(sample), -1
    while n_before != len(cut.sample.outcome):
        n_before = len(cut.sample.outcome)
        cut = _seen_before(cut_cohorts(sample_accompanied(cut.sample)))
    return cut


def _seen_before(cut: Cohorts) -> Cohorts:
    """Leave out cohorts that are never seen before their treatment."""
    sample, starts = cut.sample, treated_cohorts(cut.sample)
    seen = [(cut.weight_of(g)[sample.periods < g] > 0).any() for g in starts]
    if all(seen):
        return cut
    if not any(seen):
        raise NoTreatedError("no cohort is seen before its treatment")
    never_seen = starts[~np.array(seen)]
    keep = ~np.isin(sample.treated_from[sample.unit], never_seen)
    left_out = {"rows of cohorts never seen before treatment": int((~keep).sum())}
    return cut_cohorts(restrict(sample, keep, left_out))


def _terms(cut: Cohorts, start: float) -> tuple[list[Term], float]:
    """List the cohort's periods but its base, and the event time of the base."""
    periods, seen = cut.sample.periods, np.flatnonzero(cut.weight_of(start) > 0)
    base = int(seen[periods[seen] < start][-1])
    terms = [Term(start, int(period)) for period in seen if period != base]
    return terms, float(elapsed(start, periods[base]))


def _with_comparison(sample: Sample) -> Sample:
    """Keep the sample, or make the last cohort its comparison."""
    if (sample.treated_from > sample.periods[-1]).any():
        return sample
    last = sample.treated_from.max()
    keep = sample.periods[sample.period] < last
    if (sample.treated_from == last).all() or not keep.any():
        raise NoComparisonError
    return restrict(sample, keep, {"rows from the start of the last cohort on": int((~keep).sum())})
