"""Two-way fixed effects: one coefficient for treatment, unit and period effects."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal, get_args

import numpy as np

from evalcap.dataset import Panel
from evalcap.dataset.number import column_names
from evalcap.errors.design import DesignError, NoTreatedError, OptionError
from evalcap.estimate import Estimate
from evalcap.estimate.spread import spread_or_reason
from evalcap.estimators.clustering import cluster_ways, count_parameters
from evalcap.estimators.option import choose, choose_whole
from evalcap.estimators.usable import UsableRows, usable_rows
from evalcap.kernels.arrays import FloatArray, IntArray
from evalcap.kernels.least_squares import surviving_columns
from evalcap.kernels.recoding import recode
from evalcap.kernels.rounding import root, rounding
from evalcap.kernels.sandwich import classical, clustered, driscoll_kraay, robust
from evalcap.kernels.within import TwoWay

Variance = Literal["classical", "robust", "clustered", "driscoll_kraay"]


def estimate_twfe(
    panel: Panel,
    *,
    covariates: Sequence[str] = (),
    variance: Variance = "clustered",
    cluster: str | Sequence[str] | None = None,
    lags: int | None = None,
) -> Estimate:
    """Regress the outcome on treatment with unit and period effects.

    With staggered roll-out and effects that differ, the coefficient is a weighted sum of effects
    in which some weights can be negative: see `decompose_twfe`. Units treated throughout are
    kept. Weights and covariates are those of each row.

    Parameters
    ----------
    covariates
        Further regressors, by row.
    variance
        "classical", "robust" (HC1), "clustered", or "driscoll_kraay".
    cluster
        One or several columns; the panel's cluster by default.
    lags
        Periods of dependence for Driscoll-Kraay; the integer part of T^(1/4) by default.

    Returns
    -------
    The coefficient in units of the outcome; standard errors, small-sample factors and the t
    distribution as R's fixest (0.14): fixed effects within clusters cost no degree of freedom.

    Raises
    ------
    DesignError
    """
    choose("variance", variance, get_args(Variance))
    if lags is not None:
        choose_whole("lags", lags, least=0)
    if not panel.is_repeated:
        raise DesignError(
            "Two-way fixed effects were asked for repeated cross-sections.",
            needed="Unit effects need the same units in several periods.",
            do="Name the `unit` of the panel, or use estimate_group_time.",
        )
    names = column_names(covariates)
    usable = usable_rows(panel, names)
    fit = _fit(panel, usable, names)
    uncertainty = _uncertainty(panel, fit, variance, cluster, lags)
    std_error = float(root(uncertainty.covariance[0, 0]))
    std_error, reason = spread_or_reason(std_error, rounding(panel.outcome[fit.row]))
    dropped = ", ".join(fit.dropped)
    return Estimate(
        estimand="TWFE coefficient of treatment",
        point=float(fit.coefficients[0]),
        std_error=std_error,
        n_obs=len(fit.residual),
        n_units=fit.n_units,
        n_clusters=uncertainty.n_clusters,
        excluded=usable.excluded,
        degrees_of_freedom=uncertainty.degrees_of_freedom,
        estimator="two-way fixed effects",
        notes=((f"Redundant covariates left out: {dropped}.",) if dropped else ()) + reason,
    )


@dataclass(frozen=True, slots=True)
class _Fit:
    row: IntArray
    unit: IntArray
    period: IntArray
    regressors: FloatArray
    residual: FloatArray
    weight: FloatArray
    coefficients: FloatArray
    bread: FloatArray
    dropped: tuple[str, ...]
    n_units: int

    @property
    def scores(self) -> FloatArray:
        return self.regressors * (self.weight * self.residual)[:, None]


def _fit(panel: Panel, usable: UsableRows, names: tuple[str, ...]) -> _Fit:
    row = np.flatnonzero(usable.keep)
    units, unit = recode(panel.unit[row])
    _, period = recode(panel.period[row])
    weight = usable.weight[row]
    effects = TwoWay.of(unit, period, weight)
    raw = np.column_stack([panel.is_treated[row].astype(float), usable.covariates[row]])
    regressors = effects.residuals(raw - raw.mean(axis=0))
    keep = surviving_columns(raw, regressors)
    if not keep[0]:
        raise NoTreatedError("treatment does not vary within units and periods")
    regressors = regressors[:, keep]
    outcome = panel.outcome[row]
    response = effects.residuals((outcome - outcome.mean())[:, None])[:, 0]
    weighted = regressors * weight[:, None]
    bread: FloatArray = np.linalg.inv(weighted.T @ regressors)
    coefficients = bread @ (weighted.T @ response)
    dropped = tuple(n for n, kept in zip(names, keep[1:], strict=True) if not kept)
    residual = response - regressors @ coefficients
    return _Fit(
        row, unit, period, regressors, residual, weight, coefficients, bread, dropped, len(units)
    )


@dataclass(frozen=True, slots=True)
class _Uncertainty:
    covariance: FloatArray
    degrees_of_freedom: float
    n_clusters: int


def _uncertainty(
    panel: Panel,
    fit: _Fit,
    variance: Variance,
    cluster: str | Sequence[str] | None,
    lags: int | None,
) -> _Uncertainty:
    n, k = len(fit.residual), len(fit.coefficients)
    n_periods = int(fit.period.max()) + 1
    n_parameters = k + fit.n_units + n_periods - 1
    if n <= n_parameters:
        raise DesignError(
            f"There are {n} rows for {n_parameters} coefficients and fixed effects.",
            needed="More rows than parameters.",
            do="Use fewer covariates, or data with more units or periods.",
        )
    if variance == "clustered":
        ways = cluster_ways(panel, fit.row, cluster)
        fewest = min(int(w.max()) + 1 for w in ways)
        free = count_parameters(n_parameters, (fit.unit, fit.period), ways)
        return _Uncertainty(clustered(fit.bread, fit.scores, ways, free), fewest - 1, fewest)
    if variance == "driscoll_kraay":
        reach = int(n_periods**0.25) if lags is None else lags
        if reach >= n_periods:
            raise OptionError("lags", lags, (f"fewer than the {n_periods} periods", None))
        matrix = driscoll_kraay(fit.bread, fit.scores, fit.period, reach, n_parameters)
        return _Uncertainty(matrix, n_periods - 1, n_periods)
    if variance == "robust":
        return _Uncertainty(robust(fit.bread, fit.scores, n_parameters), n - n_parameters, n)
    matrix = classical(fit.bread, fit.residual, fit.weight, n_parameters)
    return _Uncertainty(matrix, n - n_parameters, n)
