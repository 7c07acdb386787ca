"""Poisson regression for counts and rates, with effects of units and periods."""

from collections.abc import Sequence
from typing import Literal, get_args

import numpy as np

from evalcap.dataset import Panel
from evalcap.dataset.number import column_names
from evalcap.errors.design import NoStandardErrorsError, OptionError
from evalcap.errors.outcomes import NoMaximumFoundError
from evalcap.estimate.ratio_fit import AverageEffects, RatioFit
from evalcap.estimators.absorbed import (
    ABSORBED_WORDS,
    Absorbed,
    count_absorbed,
    require_rows,
    require_units,
)
from evalcap.estimators.clustering import cluster_ways, count_parameters
from evalcap.estimators.counts import counted_words
from evalcap.estimators.option import choose
from evalcap.estimators.poisson_sample import PoissonSample, draw_poisson_sample
from evalcap.estimators.selection import Selection
from evalcap.kernels.arrays import FloatArray, IntArray
from evalcap.kernels.multiplicative import poisson_effects
from evalcap.kernels.poisson import NoMaximumError, PoissonFit, poisson
from evalcap.kernels.rounding import is_rounding
from evalcap.kernels.sandwich import clustered, robust

CountVariance = Literal["clustered", "robust"]


def estimate_poisson(
    panel: Panel,
    *,
    regressors: Sequence[str],
    model: Absorbed = "fixed_effects",
    exposure: str | None = None,
    variance: CountVariance = "clustered",
    cluster: str | Sequence[str] | None = None,
) -> RatioFit:
    """Regress a count or rate on columns, by Poisson pseudo maximum likelihood.

    Only the mean must be right: counts may vary more than Poisson's, and need not be whole
    numbers. Units whose outcome is always 0 or that have a single row say nothing about ratios
    within units; they are left out and counted, and so are separated rows.

    Parameters
    ----------
    regressors
        Columns, by row.
    model
        "fixed_effects" (of units), "two_way" (units and periods) or "pooled" (a constant).
    exposure
        Column with what events are counted in, such as documents examined: the rate is modelled,
        and average effects are those on the count.
    variance
        "clustered" or "robust" (HC1); the likelihood's own needs a variance as large as the mean.
    cluster
        One or several columns; the panel's cluster by default.

    Returns
    -------
    Logarithms of rate ratios, with `.ratio(name)` and, in units of the outcome, `.effect(name)`.
    Standard errors with the small-sample factors of R's fixest (`fepois`); t(G-1) if clustered,
    where fixest has the normal distribution.

    Raises
    ------
    CollinearTermsError, SeparatedCountsError
        If a regressor has no finite rate ratio of its own.
    DesignError

    References
    ----------
    Wooldridge, J. M. (1999). Distribution-free estimation of some nonlinear panel data models.
    Journal of Econometrics 90(1), 77-97.
    """
    choose("model", model, get_args(Absorbed))
    choose("variance", variance, get_args(CountVariance))
    names = column_names(regressors)
    if not names:
        raise OptionError("regressors", names, ("at least one column",))
    require_units(panel, model, "A Poisson regression")
    sample = draw_poisson_sample(panel, names, exposure, model)
    fit = _fit(panel, sample)
    rows = Selection.at(panel, sample.row)
    ways = cluster_ways(panel, rows, cluster) if variance == "clustered" else []
    scores, effects = _scores(sample, fit)
    covariance, of_effects = (_spread(sample, own, ways) for own in scores)
    if is_rounding(covariance * np.outer(sample.scale, sample.scale)):
        raise NoStandardErrorsError(f"Poisson ({ABSORBED_WORDS[model]})")
    n_units = int(sample.unit.max()) + 1
    n_clusters = min((int(way.max()) + 1 for way in ways), default=n_units)
    return RatioFit(
        kind="rate ratio",
        terms=names,
        estimate=fit.coefficients / sample.scale,
        covariance=covariance,
        degrees_of_freedom=n_clusters - 1 if ways else np.inf,
        model=f"Poisson ({ABSORBED_WORDS[model]}{counted_words(exposure)})",
        n_obs=len(sample.row),
        n_units=n_units,
        n_clusters=n_clusters,
        average_effects=AverageEffects(effects, of_effects),
        outcome=panel.names.outcome,
        excluded=sample.excluded,
    )


def _fit(panel: Panel, sample: PoissonSample) -> PoissonFit:
    try:
        return poisson(sample.rate, sample.regressors, sample.weight, sample.ways)
    except NoMaximumError:
        raise NoMaximumFoundError(panel.names.outcome) from None


_Scores = tuple[FloatArray, FloatArray]


def _scores(sample: PoissonSample, fit: PoissonFit) -> tuple[_Scores, FloatArray]:
    """Influence of each row on coefficients and on average effects, and the effects.

    What a row adds to an effect is linear in the regressors and a constant, so that errors in the
    fixed effects count through residuals alone.

    Returns
    -------
    Two of shape (n_rows, k), and one of shape (k,).
    """
    own = fit.score[:, None] * (fit.regressors @ fit.bread) / sample.scale
    coefficients = fit.coefficients / sample.scale
    total = float(sample.row_weight.sum())
    effects = poisson_effects(sample.raw, coefficients, fit.mean, sample.weight / total)
    through_means = fit.score[:, None] * effects.by_index / total
    return (own, own * effects.by_coefficient + through_means), effects.estimate


def _spread(sample: PoissonSample, scores: FloatArray, ways: Sequence[IntArray]) -> FloatArray:
    """Covariance of what the scores belong to, shape (k, k)."""
    bread = np.eye(scores.shape[1])
    n_parameters = scores.shape[1] + count_absorbed(sample.ways)
    if not ways:
        require_rows(len(scores), n_parameters)
        return robust(bread, scores, n_parameters)
    n_parameters = count_parameters(n_parameters, sample.ways, ways)
    require_rows(len(scores), n_parameters)
    return clustered(bread, scores, ways, n_parameters)
