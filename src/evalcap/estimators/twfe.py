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
from evalcap.estimators.clustering import cluster_codes
from evalcap.estimators.option import choose
from evalcap.estimators.selection import Selection
from evalcap.estimators.usable import UsableRows, usable_rows
from evalcap.kernels.arrays import BoolArray, FloatArray, IntArray
from evalcap.kernels.least_squares import surviving_columns
from evalcap.kernels.rounding import rounding
from evalcap.kernels.sandwich import classical, clustered, driscoll_kraay, robust
from evalcap.kernels.within import TwoWay

Variance = Literal["classical", "robust", "clustered", "driscoll_kraay"]

# Effects that cross clusters show it in so many rows.
_FEW = 1_000


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
    if lags is not None and lags < 0:
        raise OptionError("lags", lags, ("0 or more", None))
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
    std_error = float(np.sqrt(uncertainty.covariance[0, 0]))
    std_error, reason = spread_or_reason(std_error, rounding(panel.outcome[fit.rows.row]))
    dropped = ", ".join(fit.dropped)
    return Estimate(
        estimand="TWFE coefficient of treatment",
        point=float(fit.coefficients[0]),
        std_error=std_error,
        n_obs=len(fit.residual),
        n_units=len(fit.rows.units),
        n_clusters=uncertainty.n_clusters,
        excluded=usable.excluded,
        degrees_of_freedom=uncertainty.degrees_of_freedom,
        estimator="two-way fixed effects",
        notes=((f"Redundant covariates left out: {dropped}.",) if dropped else ()) + reason,
    )


@dataclass(frozen=True, slots=True)
class _Fit:
    rows: Selection
    regressors: FloatArray
    residual: FloatArray
    effects: TwoWay
    coefficients: FloatArray
    bread: FloatArray
    dropped: tuple[str, ...]

    @property
    def scores(self) -> FloatArray:
        return self.regressors * self.effects.weighted(self.residual)[:, None]


def _fit(panel: Panel, usable: UsableRows, names: tuple[str, ...]) -> _Fit:
    rows = Selection.of(panel, usable.keep)
    effects = TwoWay.of(rows.layout, usable.weight[rows.row])
    raw = np.empty((rows.n_rows, 1 + len(names)), order="F")
    raw[:, 0], raw[:, 1:] = _is_treated(panel, rows), usable.covariates[rows.row]
    regressors = effects.residuals(raw)
    keep = surviving_columns(raw, regressors)
    if not keep[0]:
        raise NoTreatedError("treatment does not vary within units and periods")
    if not keep.all():
        regressors = regressors[:, keep]
    residual = effects.residual(panel.outcome[rows.row])
    weighted = effects.weighted(regressors)
    bread: FloatArray = np.linalg.inv(weighted.T @ regressors)
    coefficients = bread @ (weighted.T @ residual)
    residual -= regressors @ coefficients
    dropped = tuple(n for n, kept in zip(names, keep[1:], strict=True) if not kept)
    return _Fit(rows, regressors, residual, effects, coefficients, bread, dropped)


def _is_treated(panel: Panel, rows: Selection) -> BoolArray:
    """Whether rows are under treatment, shape (n_rows,)."""
    start, time = panel.treated_from[rows.units], panel.periods[rows.times]
    treated: BoolArray = rows.layout.of_unit(start) <= rows.layout.of_period(time)
    return treated.ravel()


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
    n, k, layout = len(fit.residual), len(fit.coefficients), fit.rows.layout
    n_units, n_periods = layout.shape
    n_parameters = k + n_units + n_periods - 1
    if n <= n_parameters:
        raise DesignError(
            f"There are {n} rows for {n_parameters} coefficients and fixed effects.",
            needed="More rows than parameters.",
            do="Use fewer covariates, or data with more units or periods.",
        )
    if variance == "clustered":
        ways = _ways(panel, fit.rows, cluster)
        fewest = min(int(w.max()) + 1 for w in ways)
        free = _outside(n_parameters, (layout.unit, layout.period), ways)
        return _Uncertainty(clustered(fit.bread, fit.scores, ways, free), fewest - 1, fewest)
    if variance == "driscoll_kraay":
        reach = int(n_periods**0.25) if lags is None else lags
        matrix = driscoll_kraay(fit.bread, fit.scores, layout.period, reach, n_parameters)
        return _Uncertainty(matrix, n_periods - 1, n_periods)
    if variance == "robust":
        return _Uncertainty(robust(fit.bread, fit.scores, n_parameters), n - n_parameters, n)
    matrix = classical(fit.bread, fit.residual, fit.effects.weighted(fit.residual), n_parameters)
    return _Uncertainty(matrix, n - n_parameters, n)


def _ways(panel: Panel, rows: Selection, cluster: str | Sequence[str] | None) -> list[IntArray]:
    names = [None] if cluster is None else column_names(cluster)
    return [cluster_codes(panel, rows, name) for name in names]


def _outside(n_parameters: int, effects: Sequence[IntArray], ways: Sequence[IntArray]) -> int:
    """Count parameters, leaving out fixed effects that lie within a cluster."""
    for effect in effects:
        if any(_is_within(effect, way) for way in ways):
            n_parameters -= int(effect.max())
    return n_parameters


def _is_within(inner: IntArray, outer: IntArray) -> bool:
    if inner is outer:
        return True
    few = slice(_FEW)
    return _agree(inner[few], outer[few]) and _agree(inner, outer)


def _agree(inner: IntArray, outer: IntArray) -> bool:
    first = np.zeros(int(inner.max()) + 1, np.intp)
    first[inner] = outer
    return bool((first[inner] == outer).all())
