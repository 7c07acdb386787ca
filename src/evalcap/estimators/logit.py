"""Logit for yes-or-no outcomes: of all rows, or within units."""

from collections.abc import Sequence
from typing import Literal, get_args

import numpy as np

from evalcap.dataset import Panel
from evalcap.dataset.number import column_names
from evalcap.errors.balanced import NoUnitEffectsError
from evalcap.errors.design import NoStandardErrorsError, OptionError
from evalcap.errors.outcomes import (
    ClusterSplitsUnitError,
    SeparatedOutcomeError,
    WeightsOfRowsError,
)
from evalcap.estimate.ratio_fit import AverageEffects, RatioFit
from evalcap.estimators.absorbed import require_rows
from evalcap.estimators.binary import BinarySample, draw_binary_sample
from evalcap.estimators.clustering import cluster_ways, is_within
from evalcap.estimators.option import choose
from evalcap.estimators.selection import Selection
from evalcap.kernels.arrays import FloatArray, IntArray
from evalcap.kernels.conditional_logit import conditional_logit
from evalcap.kernels.least_squares import Fit
from evalcap.kernels.logit import SeparationError, logit
from evalcap.kernels.multiplicative import logit_effects
from evalcap.kernels.rounding import is_rounding
from evalcap.kernels.sandwich import clustered, robust

LogitModel = Literal["pooled", "conditional"]
LogitVariance = Literal["clustered", "robust", "classical"]

_VARIANCES: dict[LogitModel, tuple[LogitVariance, ...]] = {
    "pooled": ("clustered", "robust", "classical"),
    # Rows of a unit are one observation: what is robust by row is not.
    "conditional": ("clustered", "classical"),
}


def estimate_logit(
    panel: Panel,
    *,
    regressors: Sequence[str],
    model: LogitModel = "pooled",
    variance: LogitVariance = "clustered",
    cluster: str | Sequence[str] | None = None,
) -> RatioFit:
    """Regress a yes-or-no outcome on columns.

    Odds ratios are no ratios or differences of shares. `.effect(name)` of the pooled model is the
    average difference in shares; the conditional model has odds ratios only.

    Parameters
    ----------
    regressors
        Columns, by row.
    model
        "pooled" (a constant, all rows), or "conditional" on each unit's number of successes,
        which takes out effects of units; units whose outcome never changes are left out and
        counted.
    variance
        "clustered", "robust" (HC1, pooled only) or "classical": by the likelihood's curvature.
    cluster
        One or several columns; the panel's cluster by default. At or above the unit for the
        conditional model.

    Returns
    -------
    Logarithms of odds ratios. Clustered errors of the pooled model have the small-sample factor
    of R's fixest, those of the conditional model G/(G-1) as Stata's clogit; both t(G-1). Others
    have the normal distribution. Average effects by the delta method, regressors as they are.

    Raises
    ------
    NotBinaryError, SeparatedOutcomeError, CollinearTermsError
    DesignError
    """
    choose("model", model, get_args(LogitModel))
    choose("variance", variance, _VARIANCES[model])
    names = column_names(regressors)
    if not names:
        raise OptionError("regressors", names, ("at least one column",))
    if model == "conditional":
        _require_histories(panel)
    sample = draw_binary_sample(panel, names, within_units=model == "conditional")
    rows = Selection.at(panel, sample.row)
    ways = cluster_ways(panel, rows, cluster) if variance == "clustered" else []
    if model == "conditional" and not all(is_within(sample.unit, way) for way in ways):
        raise ClusterSplitsUnitError(cluster)
    estimate = _conditional if model == "conditional" else _pooled
    try:
        coefficients, covariance, effects = estimate(sample, variance, ways)
    except SeparationError:
        raise SeparatedOutcomeError(panel.names.outcome, names) from None
    if is_rounding(covariance):
        raise NoStandardErrorsError(f"{model} logit")
    n_units = int(sample.unit.max()) + 1
    n_clusters = min((int(way.max()) + 1 for way in ways), default=n_units)
    return RatioFit(
        kind="odds ratio",
        terms=names,
        estimate=coefficients / sample.scale,
        covariance=covariance / np.outer(sample.scale, sample.scale),
        degrees_of_freedom=n_clusters - 1 if ways else np.inf,
        model=f"{model} logit",
        n_obs=len(sample.row),
        n_units=n_units,
        n_clusters=n_clusters,
        average_effects=effects,
        outcome=panel.names.outcome,
        excluded=sample.excluded,
    )


_Found = tuple[FloatArray, FloatArray, AverageEffects | None]


def _require_histories(panel: Panel) -> None:
    if not panel.is_repeated:
        raise NoUnitEffectsError("A conditional logit")
    if panel.names.weight is not None:
        raise WeightsOfRowsError(panel.names.weight)


def _pooled(sample: BinarySample, variance: LogitVariance, ways: Sequence[IntArray]) -> _Found:
    """Give coefficients and covariance of the scaled regressors, and effects of those as given."""
    design = np.column_stack([np.ones(len(sample.row)), sample.regressors])
    require_rows(*design.shape)
    if (sample.outcome == sample.outcome[0]).all():
        raise SeparationError
    fit = logit(design, sample.outcome, sample.weight)
    if (fit.fitted == 0).any():  # where separated rows have the outcome 0, it gives the limit
        raise SeparationError
    covariance = _covariance(fit, variance, ways)
    effects = logit_effects(
        sample.raw,
        fit.coefficients[1:] / sample.scale,
        sample.weight,
        centre=sample.centre,
        constant=float(fit.coefficients[0]),
    )
    gradient = effects.gradient / np.r_[1.0, sample.scale]
    average = AverageEffects(effects.estimate, gradient @ covariance @ gradient.T)
    return fit.coefficients[1:], covariance[1:, 1:], average


def _covariance(fit: Fit, variance: LogitVariance, ways: Sequence[IntArray]) -> FloatArray:
    n, k = fit.regressors.shape
    bread, scores = fit.bread / n, fit.score[:, None] * fit.regressors
    if variance == "clustered":
        return clustered(bread, scores, ways, k)
    return robust(bread, scores, k) if variance == "robust" else bread


def _conditional(sample: BinarySample, variance: LogitVariance, ways: Sequence[IntArray]) -> _Found:
    fit = conditional_logit(sample.outcome, sample.regressors, sample.unit)
    if variance == "classical":
        return fit.coefficients, fit.bread, None
    first = np.searchsorted(sample.unit, np.arange(len(fit.scores)))
    covariance = clustered(fit.bread, fit.scores, [way[first] for way in ways], 1)
    return fit.coefficients, covariance, None
