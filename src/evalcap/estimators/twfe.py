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
from evalcap.estimators.clustering import cluster_ways, count_parameters, is_within
from evalcap.estimators.company import select_accompanied
from evalcap.estimators.option import choose, choose_whole
from evalcap.estimators.selection import Selection
from evalcap.estimators.usable import UsableRows, usable_rows
from evalcap.kernels.arrays import BoolArray, FloatArray, IntArray
from evalcap.kernels.grouped_regression import GroupedFit, regress_on_groups
from evalcap.kernels.least_squares import surviving_columns
from evalcap.kernels.rounding import root, rounding
from evalcap.kernels.sandwich import classical, clustered, driscoll_kraay, robust
from evalcap.kernels.tall import lengths
from evalcap.kernels.two_way_regression import TwoWayFit, regress
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
    regression = _regress(panel, usable, names)
    rows, fit = regression.rows, regression.fit
    uncertainty = _uncertainty(panel, regression, variance, cluster, lags)
    std_error = float(root(uncertainty.covariance[0, 0]))
    std_error, reason = spread_or_reason(std_error, rounding(fit.outcome))
    dropped = ", ".join(regression.dropped)
    return Estimate(
        estimand="TWFE coefficient of treatment",
        point=float(fit.coefficients[0]),
        std_error=std_error,
        n_obs=rows.n_rows,
        n_units=len(rows.units),
        n_clusters=uncertainty.n_clusters,
        excluded=regression.excluded,
        degrees_of_freedom=uncertainty.degrees_of_freedom,
        estimator="two-way fixed effects",
        notes=((f"Redundant covariates left out: {dropped}.",) if dropped else ()) + reason,
    )


@dataclass(frozen=True, slots=True)
class _Regression:
    rows: Selection
    fit: TwoWayFit | GroupedFit
    dropped: tuple[str, ...]
    excluded: dict[str, int]


def _regress(panel: Panel, usable: UsableRows, names: tuple[str, ...]) -> _Regression:
    rows, excluded = select_accompanied(panel, Selection.of(panel, usable.keep), usable.excluded)
    effects = TwoWay.of(rows.layout, usable.weight[rows.row])
    start, cohort = np.unique(panel.treated_from[rows.units], return_inverse=True)
    treated = (panel.periods[rows.times] >= start[:, None]).astype(float)
    outcome = panel.outcome[rows.row]
    if effects.are_alike and not names:
        return _Regression(rows, _regress_alone(outcome, treated, cohort, effects), (), excluded)
    treatment = effects.residual_of_groups(treated, cohort)[:, None]
    raw = usable.covariates[rows.row]
    regressors = np.hstack([treatment, effects.residuals(raw)]) if names else treatment
    keep = surviving_columns(np.append(_most(outcome), lengths(raw)), regressors)
    _require_variation(keep)
    if not keep.all():
        regressors = regressors[:, keep]
    dropped = tuple(n for n, kept in zip(names, keep[1:], strict=True) if not kept)
    return _Regression(rows, regress(outcome, regressors, effects), dropped, excluded)


def _regress_alone(
    outcome: FloatArray, treated: FloatArray, cohort: IntArray, effects: TwoWay
) -> GroupedFit:
    """Regress on treatment alone, where cohorts are seen alike."""
    course = effects.clear_groups(treated, cohort)
    size = np.bincount(cohort)[:, None]
    _require_variation(surviving_columns(_most(outcome), (np.sqrt(size) * course).reshape(-1, 1)))
    return regress_on_groups(outcome, course, cohort, effects)


def _most(outcome: FloatArray) -> FloatArray:
    """Length of a treatment that is on in every row; none is longer."""
    return np.sqrt([len(outcome)])


def _require_variation(keep: BoolArray) -> None:
    if not keep[0]:
        raise NoTreatedError("treatment does not vary within units and periods")


@dataclass(frozen=True, slots=True)
class _Uncertainty:
    covariance: FloatArray
    degrees_of_freedom: float
    n_clusters: int


def _uncertainty(
    panel: Panel,
    regression: _Regression,
    variance: Variance,
    cluster: str | Sequence[str] | None,
    lags: int | None,
) -> _Uncertainty:
    fit, layout = regression.fit, regression.rows.layout
    n, k, n_periods = len(fit.outcome), len(fit.coefficients), layout.n_periods
    n_parameters = k + layout.n_units + n_periods - 1
    if n <= n_parameters:
        raise DesignError(
            f"There are {n} rows for {n_parameters} coefficients and fixed effects.",
            needed="More rows than parameters.",
            do="Use fewer covariates, or data with more units or periods.",
        )
    if variance == "clustered":
        return _clustered(fit, cluster_ways(panel, regression.rows, cluster), n_parameters)
    if variance == "driscoll_kraay":
        reach = int(n_periods**0.25) if lags is None else lags
        if reach >= n_periods:
            raise OptionError("lags", lags, (f"fewer than the {n_periods} periods", None))
        matrix = driscoll_kraay(fit.bread, fit.scores, layout.period, reach, n_parameters)
        return _Uncertainty(matrix, n_periods - 1, n_periods)
    if variance == "robust":
        return _Uncertainty(robust(fit.bread, fit.scores, n_parameters), n - n_parameters, n)
    residual = fit.residual
    matrix = classical(fit.bread, residual, fit.effects.weighted(residual), n_parameters)
    return _Uncertainty(matrix, n - n_parameters, n)


def _clustered(
    fit: TwoWayFit | GroupedFit, ways: list[IntArray], n_parameters: int
) -> _Uncertainty:
    """Sum scores within clusters: within units first, where clusters contain them."""
    layout = fit.effects.layout
    free = count_parameters(n_parameters, (layout.unit, layout.period), ways)
    if all(is_within(layout.unit, way) for way in ways):
        scores, ways = fit.unit_scores, [layout.first(way) for way in ways]
    else:
        scores = fit.scores
    matrix = clustered(fit.bread, scores, ways, free, n_rows=len(fit.outcome))
    fewest = min(int(way.max()) + 1 for way in ways)
    return _Uncertainty(matrix, fewest - 1, fewest)
