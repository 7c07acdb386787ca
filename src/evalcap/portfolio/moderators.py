"""Whether effects differ by country, by how a programme is delivered, or by how long it ran."""

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final, Literal

import numpy as np

from evalcap.kernels.arrays import BoolArray, FloatArray
from evalcap.kernels.between_studies import restricted_likelihood
from evalcap.kernels.distribution import Interval
from evalcap.kernels.meta_analysis import Pooled, pool
from evalcap.portfolio.effect import StudyEffect

Covariate = Literal["country", "mode", "duration"]
STUDIES_A_COEFFICIENT: Final = 10
# A category of fewer studies says more about them than about the category.
LEAST_IN_CATEGORY: Final = 3


@dataclass(frozen=True, slots=True)
class Term:
    """One coefficient: how far a category lies from the reference, or the effect a month adds."""

    label: str
    point: float
    interval: Interval


@dataclass(frozen=True, slots=True)
class Moderation:
    """One meta-regression, or why there is none.

    Attributes
    ----------
    n_studies
        Studies that say what it needs.
    needed
        How many it needs: ten for each coefficient.
    reference
        The category that others are held against; empty for a duration.
    terms
        Coefficients; empty where there are too few studies or they do not differ.
    p_value
        Of the hypothesis that all coefficients are zero; None where there are none.
    """

    covariate: Covariate
    n_studies: int
    needed: int
    reference: str = ""
    terms: tuple[Term, ...] = ()
    p_value: float | None = None


@dataclass(frozen=True, slots=True)
class Columns:
    """A covariate as regressors.

    Attributes
    ----------
    rows
        Studies that say it, shape (n_studies,).
    regressors
        Shape (n_rows, n_terms).
    """

    rows: BoolArray
    regressors: FloatArray
    labels: tuple[str, ...]
    reference: str = ""


def moderations(
    members: Sequence[StudyEffect], effect: FloatArray, variance: FloatArray
) -> tuple[Moderation, ...]:
    """Regress effects on each covariate by itself.

    Parameters
    ----------
    members
        The studies.
    effect, variance
        Their effects and sampling variances, shape (n_studies,).
    """
    columns: dict[Covariate, Columns] = {
        "country": _categories(members, lambda m: m.country),
        "mode": _categories(members, lambda m: m.mode),
        "duration": _months(members),
    }
    return tuple(_moderation(name, c, effect, variance) for name, c in columns.items())


def _moderation(
    name: Covariate, columns: Columns, effect: FloatArray, variance: FloatArray
) -> Moderation:
    n_studies, n_terms = columns.regressors.shape
    needed = STUDIES_A_COEFFICIENT * max(1, n_terms)
    if n_studies < needed or n_terms == 0:
        return Moderation(name, n_studies, needed, columns.reference)
    design = np.column_stack([np.ones(n_studies), columns.regressors])
    own, spread = effect[columns.rows], variance[columns.rows]
    fitted = pool(own, spread, design, restricted_likelihood(own, spread, design))
    terms = tuple(_term(label, fitted, place) for place, label in enumerate(columns.labels, 1))
    return Moderation(name, n_studies, needed, columns.reference, terms, fitted.joint_p_value())


def _term(label: str, fitted: Pooled, place: int) -> Term:
    return Term(label, float(fitted.coefficients[place]), fitted.interval(place))


def _categories(members: Sequence[StudyEffect], said: Callable[[StudyEffect], str]) -> Columns:
    """Make a column for each category but the most frequent one; rare ones are left out."""
    values = np.array([said(member) for member in members], dtype=object)
    counts = Counter(value for value in values if value)
    common = sorted(value for value, n in counts.items() if n >= LEAST_IN_CATEGORY)
    rows = np.isin(values, common)
    reference = max(common, key=lambda value: counts[value], default="")
    labels = tuple(value for value in common if value != reference)
    regressors = np.array([[value == label for label in labels] for value in values[rows]], float)
    return Columns(rows, regressors.reshape(int(rows.sum()), len(labels)), labels, reference)


def _months(members: Sequence[StudyEffect]) -> Columns:
    months = np.array([np.nan if m.months is None else m.months for m in members])
    rows = ~np.isnan(months)
    varies = bool(rows.any()) and bool(np.ptp(months[rows]) > 0)
    regressors = months[rows].reshape(-1, 1)[:, : int(varies)]
    return Columns(rows, regressors, ("month",) if varies else ())
