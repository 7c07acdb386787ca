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
from evalcap.estimators.cohorts import Cohorts
from evalcap.estimators.lone import cell_notes, sole_clusters
from evalcap.estimators.sample import Sample
from evalcap.kernels.arrays import FloatArray, IntArray
from evalcap.kernels.cohort_regression import (
    Cohort,
    CohortFit,
    cluster_meat,
    fit_cohorts,
    row_meat,
)
from evalcap.kernels.rounding import rounding, rounding_of_product

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


def fit_terms(
    cut: Cohorts,
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
    sample = cut.sample
    if sample.n_clusters < 2:  # noqa: PLR2004 - variance needs two
        raise ClusterError(sample.n_clusters)
    n_free = len(sample.periods) - 1
    cohorts = _cohorts(cut, terms)
    fit = fit_cohorts(cohorts)
    known = fit.is_identified[n_free:]
    kept = [term for term, is_known in zip(terms, known, strict=True) if is_known]
    if not any(_is_post(sample, term) for term in kept):
        raise NoTreatedError("no effect can be told from period effects")
    meat, freedom = _meat(sample, cohorts, fit, variance)
    at = n_free + np.flatnonzero(known)
    unknown = {"cells without comparison units": len(terms) - len(kept)}
    return CohortEffects(
        cohort=np.array([t.cohort for t in kept]),
        time=np.array([sample.periods[t.period] for t in kept]),
        estimate=fit.coefficients[at],
        covariance=(fit.bread @ meat @ fit.bread)[np.ix_(at, at)],
        weight=np.array([cut.weight_of(t.cohort)[t.period] for t in kept]),
        n_obs=len(sample.outcome),
        n_units=sample.n_units,
        n_clusters=sample.n_clusters,
        degrees_of_freedom=freedom,
        estimator=estimator,
        excluded=sample.excluded | (unknown if len(kept) < len(terms) else {}),
        notes=_notes(cut, kept, calendar),
        rounding=max(rounding(sample.outcome), rounding_of_product(fit.bread, meat)),
    )


def _notes(cut: Cohorts, kept: Sequence[Term], calendar: Calendar) -> tuple[str, ...]:
    """Say which effects rest on one unit or cluster."""
    sample = cut.sample
    has_term = np.zeros(cut.cell_weight.shape, bool)
    for term in kept:
        has_term[cut.start == term.cohort, term.period] = True
    return cell_notes(
        sole_clusters(cut.weight > 0, sample.cluster, cut.of_unit),
        has_term,
        cohorts=[calendar.label(start) for start in cut.start],
        periods=[calendar.label(period) for period in sample.periods],
        one="unit" if sample.n_clusters == sample.n_units else "cluster",
    )


def _is_post(sample: Sample, term: Term) -> bool:
    return bool(sample.periods[term.period] >= term.cohort)


def _cohorts(cut: Cohorts, terms: Sequence[Term]) -> list[Cohort]:
    """Give each cohort its regressors; those without a term are one comparison group."""
    alone = np.isin(cut.start, [t.cohort for t in terms])
    start = np.where(alone, cut.start, np.inf)
    return [
        _cohort(cut, np.flatnonzero(start[cut.of_unit] == own), _design(cut.sample, terms, own))
        for own in np.unique(start)
    ]


def _cohort(cut: Cohorts, units: IntArray, design: FloatArray) -> Cohort:
    return Cohort(cut.outcome[units], cut.weight[units], cut.sample.cluster[units], design)


def _design(sample: Sample, terms: Sequence[Term], start: float) -> FloatArray:
    """Period effects but the first, then terms, shape (n_periods, k)."""
    n_periods = len(sample.periods)
    own = np.zeros((n_periods, len(terms)))
    for j, term in enumerate(terms):
        own[term.period, j] = term.cohort == start
    return np.column_stack([np.eye(n_periods)[:, 1:], own])


def _meat(
    sample: Sample, cohorts: Sequence[Cohort], fit: CohortFit, variance: Variance
) -> tuple[FloatArray, float]:
    """Give the scores' covariance, small-sample factor and all, and its degrees of freedom.

    Unit effects lie within clusters.
    """
    n, k, groups = len(sample.outcome), fit.rank, sample.n_clusters
    if variance == "clustered":
        factor = groups / (groups - 1) * (n - 1) / (n - k - 1)
        return factor * cluster_meat(cohorts, fit), groups - 1
    left = n - k - sample.n_units
    if not left:
        raise DesignError(
            f"The regression fits all {n} rows exactly, so that nothing is left to vary by row.",
            needed='With variance="robust", more rows than units and effects.',
            do='Use variance="clustered".',
        )
    return n / left * row_meat(cohorts, fit), left


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
