"""Difference-in-differences for counts: comparison units' growth, by multiplication."""

from dataclasses import replace

import numpy as np

from evalcap.dataset import Panel
from evalcap.errors.balanced import NoUnitEffectsError
from evalcap.errors.design import ClusterError, NoTreatedError
from evalcap.errors.outcomes import NoMaximumFoundError
from evalcap.estimate.count_effects import CountEffects
from evalcap.estimators.counts import counted_words, read_counts
from evalcap.estimators.imputation_sample import ImputationSample, draw_imputation_sample
from evalcap.estimators.selection import Selection
from evalcap.kernels.arrays import BoolArray, IntArray
from evalcap.kernels.imputation import Rows
from evalcap.kernels.poisson import NoMaximumError
from evalcap.kernels.poisson_imputation import (
    Untreated,
    cell_means,
    is_predictable,
    predict_untreated,
)
from evalcap.kernels.recoding import recode
from evalcap.kernels.rounding import rounding

# What rows that `read_counts` left out, and counted, are counted as once more.
_MISSING = "rows without outcome"


def estimate_extended_poisson(
    panel: Panel,
    *,
    exposure: str | None = None,
    anticipation: float = 0,
    cluster: str | None = None,
) -> CountEffects:
    """Estimate effects on a count or rate whose trends are parallel in per cent.

    Untreated rows give the level of every unit and the common growth; what their product leaves of
    treated rows is the effect. In a balanced panel this is the Poisson regression with an effect
    of every cohort in every period under treatment.

    Parameters
    ----------
    exposure
        Column with what events are counted in, such as documents examined: trends are parallel
        in the rate, and effects are those on the count.
    anticipation
        Periods before `treated_from` in which units may already react: they are not used as
        untreated and have effects of their own, which do not count in the overall effect.
    cluster
        A column at or above the unit; the panel's cluster by default.

    Returns
    -------
    Effects of every cohort and time, with `.aggregate(by)` in units of the outcome and
    `.ratio()`, `.ratios(by)` in relation. Influence summed within clusters, times G/(G-1) as
    Stata's clustered errors, with t(G-1).

    Raises
    ------
    DesignError

    References
    ----------
    Wooldridge, J. M. (2023). Simple approaches to nonlinear difference-in-differences with panel
    data. Econometrics Journal 26(3), C31-C66.
    """
    if not panel.is_repeated:
        raise NoUnitEffectsError("The extended Poisson estimator")
    counts = read_counts(panel, (), exposure)
    outcome = np.where(counts.keep, counts.rate, np.nan)
    rates = replace(panel, outcome=outcome, weight=counts.weight)
    drawn = draw_imputation_sample(rates, anticipation=anticipation, cluster=cluster)
    sample = _predictable(rates, drawn)
    if sample.n_clusters < 2:  # noqa: PLR2004 - variance needs two
        raise ClusterError(sample.n_clusters)
    cell, first = _cells(sample)
    try:
        untreated = predict_untreated(sample.rows)
    except NoMaximumError:
        raise NoMaximumFoundError(panel.names.outcome) from None
    row = sample.taken.row
    row_weight = counts.row_weight[row]
    means = cell_means(sample.rows, untreated, row_weight, cell, sample.cluster)
    left_out = {reason: n for reason, n in sample.excluded.items() if reason != _MISSING}
    return CountEffects(
        cohort=panel.treated_from[panel.unit[first]],
        time=panel.time[first],
        observed=means.observed,
        counterfactual=means.counterfactual,
        weight=means.weight,
        scores=means.scores * np.sqrt(sample.n_clusters / (sample.n_clusters - 1)),
        n_obs=sample.taken.n_rows,
        n_units=sample.n_units,
        estimator=f"extended Poisson difference-in-differences{counted_words(exposure)}",
        outcome=panel.names.outcome,
        excluded=counts.excluded | left_out,
        n_without_events=_count_silent(sample, untreated),
        notes=sample.notes,
        rounding=rounding(panel.outcome[row]),
    )


def _cells(sample: ImputationSample) -> tuple[IntArray, IntArray]:
    """Code the cells of treated rows from 0, and find a row of the panel in each."""
    treated = sample.rows.treated
    _, code = recode(sample.cell[treated])
    cell = np.zeros(len(treated), np.intp)
    cell[treated] = code
    return cell, sample.taken.positions[treated][np.unique(code, return_index=True)[1]]


def _count_silent(sample: ImputationSample, untreated: Untreated) -> int:
    """Count treated units of which nothing is expected, as they had nothing before."""
    treated = np.unique(sample.rows.layout.unit[sample.rows.treated])
    return int((untreated.unit[treated] < 0).sum())


def _predictable(panel: Panel, sample: ImputationSample) -> ImputationSample:
    """Leave out rows in periods without an event among comparable untreated rows."""
    keep = is_predictable(sample.rows)
    if not (keep & sample.by_row(sample.event_time >= 0)).any():
        raise NoTreatedError("untreated rows have no events that could predict a treated row")
    if keep.all():
        return sample
    left_out = {"rows in periods without events among untreated rows": int((~keep).sum())}
    return _restrict(panel, sample, keep, sample.excluded | left_out)


def _restrict(
    panel: Panel, sample: ImputationSample, keep: BoolArray, excluded: dict[str, int]
) -> ImputationSample:
    rows, layout = sample.rows, sample.rows.layout
    taken = Selection.at(panel, sample.taken.positions[keep])
    units, periods = (recode(code[keep])[0] for code in (layout.unit, layout.period))
    cohort = sample.cohort[units]
    seen = np.zeros((len(sample.seen), len(periods)), bool)
    seen[cohort[taken.layout.unit], taken.layout.period] = True
    return replace(
        sample,
        taken=taken,
        rows=Rows(taken.layout, rows.outcome[keep], rows.weight[keep], rows.treated[keep]),
        cohort=cohort,
        event_time=sample.event_time[:, periods],
        treated=sample.treated[:, periods],
        seen=seen,
        cluster=recode(sample.cluster[keep])[1],
        excluded=excluded,
    )
