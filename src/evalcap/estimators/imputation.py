"""Imputation: effects as the distance from what untreated rows predict."""

from dataclasses import dataclass

import numpy as np

from evalcap.dataset import Panel
from evalcap.errors.design import DesignError, NoTreatedError, OptionError
from evalcap.estimate import EffectPath, Estimate
from evalcap.estimators.clustering import cluster_codes
from evalcap.estimators.usable import UsableRows, usable_rows
from evalcap.kernels.arrays import BoolArray, FloatArray, IntArray
from evalcap.kernels.imputation import (
    Averages,
    Rows,
    average_effects,
    impute,
    is_connected,
)
from evalcap.kernels.sandwich import clustered
from evalcap.kernels.within import TwoWay


@dataclass(frozen=True, slots=True)
class _Sample:
    """Rows that can be predicted.

    Attributes
    ----------
    row
        Positions in the panel, shape (n_rows,).
    event_time
        Periods since treatment began, minus infinity for never, shape (n_rows,).
    cell
        Cohort and period of each row as one code, shape (n_rows,).
    cluster
        Cluster of each row, coded from 0, shape (n_rows,).
    """

    panel: Panel
    row: IntArray
    rows: Rows
    event_time: FloatArray
    cell: IntArray
    cluster: IntArray
    excluded: dict[str, int]

    @property
    def n_clusters(self) -> int:
        return int(self.cluster.max()) + 1


def estimate_imputation(
    panel: Panel, *, pre_periods: int = 0, anticipation: float = 0, cluster: str | None = None
) -> EffectPath:
    """Estimate effects by event time, and overall, by imputation.

    Unit and period effects are fitted to untreated rows alone; the effect of a treated row is
    its distance from the prediction. Effects are averaged by the rows' weights.

    Parameters
    ----------
    pre_periods
        So many coefficients before treatment, from a separate regression on untreated rows:
        each against all earlier periods.
    anticipation
        Periods before `treated_from` that count as treated.
    cluster
        A column at or above the unit; the panel's cluster by default.

    Returns
    -------
    Effects in units of the outcome, with `.overall` over all treated rows; conservative standard
    errors and the normal distribution, as R's didimputation. Coefficients before treatment have
    the clustered errors of R's fixest.

    Raises
    ------
    DesignError

    References
    ----------
    Borusyak, Jaravel and Spiess (2024). Review of Economic Studies 91(6), 3253-3285.
    """
    if pre_periods < 0:
        raise OptionError("pre_periods", pre_periods, ("0 or more",))
    sample = _draw(panel, anticipation, cluster)
    imputed = impute(sample.rows)
    at, event = np.unique(sample.event_time, return_inverse=True)
    first = int(np.searchsorted(at, sample.event_time[sample.rows.treated].min()))
    averages = average_effects(sample.rows, imputed, event - first, sample.cell, sample.cluster)
    at, effects, scores = at[first:], averages.estimate, averages.scores
    covariance: FloatArray = scores.T @ scores
    if pre_periods:
        before, pre, spread = _pre_trends(sample, pre_periods, anticipation)
        at, effects = np.concatenate([before, at]), np.concatenate([pre, effects])
        covariance = _block(spread, covariance)
    return EffectPath(
        by="event_time",
        at=at,
        estimate=effects,
        covariance=covariance,
        overall=_overall(sample, averages, "imputation"),
        n_clusters=sample.n_clusters,
        pre_trends="separate" if pre_periods else "none",
        scores=None if pre_periods else scores,
        outcome=panel.names.outcome,
    )


def estimate_two_stage(
    panel: Panel, *, anticipation: float = 0, cluster: str | None = None
) -> Estimate:
    """Estimate the overall effect in two stages.

    The point is the imputation estimate; the standard error takes one mean effect from all
    treated rows, as R's did2s, so that it also counts how effects differ.

    References
    ----------
    Gardner, J. (2022). Two-stage differences in differences. arXiv:2207.05943.
    """
    sample = _draw(panel, anticipation, cluster)
    everyone = np.zeros(len(sample.row), np.intp)
    averages = average_effects(sample.rows, impute(sample.rows), everyone, everyone, sample.cluster)
    return _overall(sample, averages, "two-stage difference-in-differences")


def _draw(panel: Panel, anticipation: float, cluster: str | None) -> _Sample:
    if not panel.is_repeated:
        raise DesignError(
            "Imputation was asked for repeated cross-sections.",
            needed="Unit effects need the same units in several periods.",
            do="Name the `unit` of the panel, or use estimate_group_time.",
        )
    usable = usable_rows(panel, ())
    excluded = dict(usable.excluded)
    treated = panel.time >= panel.treated_from[panel.unit] - anticipation
    keep = _predictable(panel, usable, treated, excluded)
    row = np.flatnonzero(keep)
    if not treated[row].any():
        raise NoTreatedError("no treated row can be predicted from untreated rows")
    _, unit = np.unique(panel.unit[row], return_inverse=True)
    _, period = np.unique(panel.period[row], return_inverse=True)
    rows = Rows(unit, period, panel.outcome[row], usable.weight[row], treated[row])
    return _cut(panel, rows, row, cluster_codes(panel, row, cluster), excluded)


def _predictable(
    panel: Panel, usable: UsableRows, treated: BoolArray, excluded: dict[str, int]
) -> BoolArray:
    """Leave out units without an untreated row, then rows whose prediction is not identified."""
    keep = usable.keep
    free = np.bincount(panel.unit[keep & ~treated], minlength=panel.n_units) > 0
    present = np.bincount(panel.unit[keep], minlength=panel.n_units) > 0
    if n := int((present & ~free).sum()):
        excluded["units without an untreated row (treated from the first period)"] = n
    keep = keep & free[panel.unit]
    row = np.flatnonzero(keep)
    if not len(row):
        raise NoTreatedError("every unit is treated from its first row on")
    known = is_connected(panel.unit[row], panel.period[row], ~treated[row])
    if n := int((~known).sum()):
        excluded["rows in periods without comparable untreated rows"] = n
    keep[row] = known
    return keep


def _cut(
    panel: Panel, rows: Rows, row: IntArray, cluster: IntArray, excluded: dict[str, int]
) -> _Sample:
    start = panel.treated_from[panel.unit[row]]
    event_time = np.where(np.isfinite(start), panel.time[row] - start, -np.inf)
    _, cohort = np.unique(start, return_inverse=True)
    cell = cohort * (int(rows.period.max()) + 1) + rows.period
    return _Sample(panel, row, rows, event_time, cell, cluster, excluded)


def _overall(sample: _Sample, averages: Averages, words: str) -> Estimate:
    """Average over all treated rows: over groups by their weight, taken as fixed."""
    share = averages.weight / averages.weight.sum()
    return Estimate(
        estimand="ATT",
        point=float(share @ averages.estimate),
        std_error=float(np.linalg.norm(averages.scores @ share)),
        n_obs=len(sample.row),
        n_units=int(sample.rows.unit.max()) + 1,
        n_clusters=sample.n_clusters,
        excluded=sample.excluded,
        estimator=words,
    )


def _pre_trends(
    sample: _Sample, pre_periods: int, anticipation: float
) -> tuple[FloatArray, FloatArray, FloatArray]:
    """Regress untreated rows on dummies of the last periods before treatment."""
    free, rows = ~sample.rows.treated, sample.rows
    at = -anticipation - np.arange(pre_periods, 0, -1.0)
    dummies = (sample.event_time[free, None] == at).astype(float)
    _, period = np.unique(rows.period[free], return_inverse=True)
    effects = TwoWay.of(rows.unit[free], period, rows.weight[free])
    regressors = effects.residuals(dummies)
    _require_identified(regressors, at)
    weighted = regressors * rows.weight[free, None]
    bread: FloatArray = np.linalg.inv(weighted.T @ regressors)
    response = effects.residuals(rows.outcome[free][:, None])[:, 0]
    estimate = bread @ (weighted.T @ response)
    residual = response - regressors @ estimate
    _, cluster = np.unique(sample.cluster[free], return_inverse=True)
    n_parameters = pre_periods + int(period.max()) + 1
    spread = clustered(bread, weighted * residual[:, None], [cluster], n_parameters)
    return at, estimate, spread


def _require_identified(regressors: FloatArray, at: FloatArray) -> None:
    size = np.linalg.norm(regressors, axis=0)
    if np.linalg.matrix_rank(regressors) < len(at) or (size == 0).any():
        raise DesignError(
            f"The data do not identify {len(at)} coefficients before treatment.",
            needed="Treated units seen in each of these periods and in at least one before them.",
            do="Ask for fewer `pre_periods`.",
        )


def _block(first: FloatArray, second: FloatArray) -> FloatArray:
    k, m = len(first), len(second)
    matrix = np.zeros((k + m, k + m))
    matrix[:k, :k], matrix[k:, k:] = first, second
    return matrix
