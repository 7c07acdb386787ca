"""A sample cut into cohorts, regressed on cohort and period, and what is left of it."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np

from evalcap.dataset import Panel
from evalcap.dataset.calendar import Calendar
from evalcap.errors.design import ClusterError, DesignError, NoTreatedError
from evalcap.estimate import EffectPath
from evalcap.estimate.cohort_effects import CohortEffects, along
from evalcap.estimate.path import PreTrends
from evalcap.estimators.lone import row_notes
from evalcap.estimators.sample import Sample
from evalcap.kernels.aggregation import sum_within
from evalcap.kernels.arrays import BoolArray, FloatArray
from evalcap.kernels.cohort_regression import CohortFit, CohortRows, fit_cohorts
from evalcap.kernels.recoding import recode
from evalcap.kernels.rounding import rounding

Variance = Literal["clustered", "robust"]


@dataclass(frozen=True, slots=True)
class Term:
    """The effect on one cohort in one period.

    Attributes
    ----------
    cohort
        First treated period on the calendar.
    period
        Position in the sample's periods.
    """

    cohort: float
    period: int


def require_repeated(panel: Panel) -> None:
    """Refuse repeated cross-sections, which have no unit effects."""
    if not panel.is_repeated:
        raise DesignError(
            "An event study with unit effects was asked for repeated cross-sections.",
            needed="The same units in several periods.",
            do="Name the `unit` of the panel, or use estimate_group_time.",
        )


def treated_cohorts(sample: Sample) -> FloatArray:
    """First treated periods within the data, increasing.

    Raises
    ------
    NoTreatedError
    """
    starts = np.unique(sample.treated_from[sample.treated_from <= sample.periods[-1]])
    if not len(starts):
        raise NoTreatedError("no unit starts treatment after the first and by the last period")
    return starts


def cell_weights(sample: Sample, cohort: float) -> FloatArray:
    """Weight of a cohort's rows in each period, shape (n_periods,)."""
    own = sample.treated_from[sample.unit] == cohort
    return sum_within(sample.weight[own], sample.period[own], len(sample.periods))


def fit_terms(
    sample: Sample,
    terms: Sequence[Term],
    *,
    calendar: Calendar,
    variance: Variance,
    estimator: str,
) -> CohortEffects:
    """Regress the outcome on unit effects, period effects and one effect for each term.

    Terms that the data do not identify, as in periods without comparison rows, are left out and
    counted. Small-sample factors and the t distribution as in R's fixest.
    """
    if sample.n_clusters < 2:  # noqa: PLR2004 - variance needs two
        raise ClusterError(sample.n_clusters)
    n_free = len(sample.periods) - 1
    fit = fit_cohorts(_cut(sample, terms), sample.n_clusters)
    known = fit.is_identified[n_free:]
    kept = [term for term, is_known in zip(terms, known, strict=True) if is_known]
    if not any(_is_post(sample, term) for term in kept):
        raise NoTreatedError("no effect can be told from period effects")
    covariance, freedom = _covariance(sample, fit, variance)
    at = n_free + np.flatnonzero(known)
    unknown = {"cells without comparison units": len(terms) - len(kept)}
    return CohortEffects(
        cohort=np.array([t.cohort for t in kept]),
        time=np.array([sample.periods[t.period] for t in kept]),
        estimate=fit.coefficients[at],
        covariance=covariance[np.ix_(at, at)],
        weight=_weights(sample, kept),
        n_obs=len(sample.outcome),
        n_units=sample.n_units,
        n_clusters=sample.n_clusters,
        degrees_of_freedom=freedom,
        estimator=estimator,
        excluded=sample.excluded | (unknown if len(kept) < len(terms) else {}),
        notes=_notes(sample, kept, calendar),
        rounding=rounding(sample.outcome),
    )


def _notes(sample: Sample, kept: Sequence[Term], calendar: Calendar) -> tuple[str, ...]:
    """Say which effects rest on one unit or cluster."""
    starts, code = np.unique(sample.treated_from, return_inverse=True)
    cohort = code[sample.unit]
    has_term = np.zeros((len(starts), len(sample.periods)), bool)
    for term in kept:
        has_term[starts == term.cohort, term.period] = True
    return row_notes(
        cohort,
        sample.period,
        has_term[cohort, sample.period],
        sample.cluster[sample.unit],
        cohorts=[calendar.label(start) for start in starts],
        periods=[calendar.label(period) for period in sample.periods],
        one="unit" if sample.n_clusters == sample.n_units else "cluster",
    )


def _weights(sample: Sample, terms: Sequence[Term]) -> FloatArray:
    by_cohort = {cohort: cell_weights(sample, cohort) for cohort in {t.cohort for t in terms}}
    return np.array([by_cohort[t.cohort][t.period] for t in terms])


def _is_post(sample: Sample, term: Term) -> bool:
    return bool(sample.periods[term.period] >= term.cohort)


def _cut(sample: Sample, terms: Sequence[Term]) -> list[CohortRows]:
    """Give each cohort its rows and regressors: period effects but the first, then terms."""
    starts = {t.cohort for t in terms}
    group = np.where(np.isin(sample.treated_from, list(starts)), sample.treated_from, np.inf)
    return [
        _rows(sample, group == start, _design(sample, terms, start)) for start in np.unique(group)
    ]


def _rows(sample: Sample, member: BoolArray, design: FloatArray) -> CohortRows:
    row = np.flatnonzero(member[sample.unit])
    units, unit = recode(sample.unit[row])
    return CohortRows(
        unit=unit,
        period=sample.period[row],
        outcome=sample.outcome[row],
        weight=sample.weight[row],
        cluster=sample.cluster[units],
        regressors=design,
    )


def _design(sample: Sample, terms: Sequence[Term], start: float) -> FloatArray:
    n_periods = len(sample.periods)
    own = np.zeros((n_periods, len(terms)))
    for j, term in enumerate(terms):
        own[term.period, j] = term.cohort == start
    return np.column_stack([np.eye(n_periods)[:, 1:], own])


def _covariance(sample: Sample, fit: CohortFit, variance: Variance) -> tuple[FloatArray, float]:
    """Give the covariance and its degrees of freedom; unit effects lie within clusters."""
    n, k, groups = len(sample.outcome), fit.rank, sample.n_clusters
    if variance == "clustered":
        factor = groups / (groups - 1) * (n - 1) / (n - k - 1)
        meat: FloatArray = fit.cluster_scores.T @ fit.cluster_scores
        return factor * (fit.bread @ meat @ fit.bread), groups - 1
    left = n - k - sample.n_units
    if not left:
        raise DesignError(
            f"The regression fits all {n} rows exactly, so that nothing is left to vary by row.",
            needed='With variance="robust", more rows than units and effects.',
            do='Use variance="clustered".',
        )
    return n / left * (fit.bread @ fit.row_meat @ fit.bread), left


def as_path(cells: CohortEffects, *, pre_trends: PreTrends, outcome: str) -> EffectPath:
    """Average effects by event time."""
    return EffectPath(
        **along(cells, "event_time"),
        overall=cells.overall(),
        n_clusters=cells.n_clusters,
        pre_trends=pre_trends,
        degrees_of_freedom=cells.degrees_of_freedom,
        cells=cells,
        outcome=outcome,
        notes=cells.notes,
    )
