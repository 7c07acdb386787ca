"""Counts that treated units would have had, as untreated rows predict them by multiplication.

References
----------
Wooldridge, J. M. (2023). Simple approaches to nonlinear difference-in-differences with panel data.
Econometrics Journal 26(3), C31-C66.
"""

from dataclasses import dataclass

import numpy as np

from evalcap.kernels.aggregation import sum_within
from evalcap.kernels.arrays import BoolArray, FloatArray, IntArray
from evalcap.kernels.imputation import Rows, is_connected
from evalcap.kernels.layout import Layout
from evalcap.kernels.poisson import poisson
from evalcap.kernels.recoding import recode
from evalcap.kernels.separation import separated
from evalcap.kernels.within import TwoWay


def is_predictable(rows: Rows) -> BoolArray:
    """Mark rows in periods with events among untreated rows, whose level these identify.

    A unit without an event while untreated is predicted none, wherever others have some. Untreated
    rows that are separated have no level.
    """
    layout, free = rows.layout, ~rows.treated
    happened = (free & (rows.outcome > 0)).astype(float)
    with_events = (layout.by_period(happened) > 0)[layout.period]
    has_level = (layout.by_unit(happened) > 0)[layout.unit]
    tells = free & has_level & with_events
    bare = tells & _without_level(rows, tells)
    known = is_connected(layout, tells & ~bare)
    predictable: BoolArray = with_events & (known | ~has_level) & ~bare
    return predictable


def _without_level(rows: Rows, tells: BoolArray) -> BoolArray:
    """Mark the separated among some rows, shape (n_rows,)."""
    bare = np.zeros(len(tells), bool)
    ways = [recode(code[tells])[1] for code in (rows.layout.unit, rows.layout.period)]
    bare[tells] = separated(rows.outcome[tells], np.empty((int(tells.sum()), 0)), ways)
    return bare


@dataclass(frozen=True, slots=True)
class Untreated:
    """What untreated rows predict.

    Attributes
    ----------
    mean
        Predicted outcome without treatment, in its unit, shape (n_rows,).
    tells
        Untreated rows of units with an event while untreated, shape (n_rows,).
    effects
        The two-way equations of these rows, weighted by their means.
    unit
        Place of each unit in these equations, -1 where it has none, shape (n_units,).
    """

    mean: FloatArray
    tells: BoolArray
    effects: TwoWay
    unit: IntArray


def predict_untreated(rows: Rows) -> Untreated:
    """Fit effects of units and periods to untreated rows, and predict every row.

    Parameters
    ----------
    rows
        All predictable: see `is_predictable`.
    """
    layout, free = rows.layout, ~rows.treated
    has_level = layout.by_unit(rows.outcome * free) > 0
    tells = free & has_level[layout.unit]
    units, unit = recode(layout.unit[tells])
    period, weight = layout.period[tells], rows.weight[tells]
    nothing = np.empty((len(unit), 0))
    fit = poisson(rows.outcome[tells], nothing, weight, [unit, period])
    effects = TwoWay.of(Layout.of(unit, period), weight * fit.mean)
    of_period = effects.period_effects(fit.index)
    of_unit = effects.unit_means(fit.index - of_period[period])
    place = np.full(layout.n_units, -1)
    place[units] = np.arange(len(units))
    level = np.where(place >= 0, np.exp(of_unit)[place], 0.0)
    mean = level[layout.unit] * np.exp(of_period)[layout.period]
    return Untreated(mean, tells, effects, place)


@dataclass(frozen=True, slots=True)
class CellMeans:
    """Means of treated rows in cells, as observed and as predicted without treatment.

    Attributes
    ----------
    observed, counterfactual
        In units of the outcome, shape (k,).
    weight
        Weight of the rows in each cell, shape (k,).
    scores
        Influence on `observed` and on `counterfactual`, summed within clusters, shape
        (n_clusters, 2k).
    """

    observed: FloatArray
    counterfactual: FloatArray
    weight: FloatArray
    scores: FloatArray


def cell_means(
    rows: Rows, untreated: Untreated, row_weight: FloatArray, cell: IntArray, cluster: IntArray
) -> CellMeans:
    """Average treated rows within cells, by their weights, which are taken as fixed.

    Parameters
    ----------
    row_weight
        Weight of each row alone; that of `rows` may be times an exposure, its outcome then a
        rate, and what is averaged is the count, shape (n_rows,).
    cell
        Cell of each treated row, coded from 0, shape (n_rows,).
    cluster
        Cluster of each row, coded from 0, shape (n_rows,).
    """
    on, k, n_clusters = rows.treated, int(cell[rows.treated].max()) + 1, int(cluster.max()) + 1
    total = sum_within(row_weight[on], cell[on], k)
    share = rows.weight[on] / total[cell[on]]
    both = np.column_stack([rows.outcome[on], untreated.mean[on]])
    means = sum_within(share[:, None] * both, cell[on], k)
    exposure = sum_within(share, cell[on], k)
    errors = share[:, None] * (both - (means / exposure[:, None])[cell[on]])
    flat = cluster[on] * k + cell[on]
    own = sum_within(errors, flat, n_clusters * k).reshape(n_clusters, k, 2)
    drawn = _drawn_on(rows, untreated, cell, share, k)
    predicted = own[:, :, 1] + _residuals(rows, untreated, cluster) @ drawn
    return CellMeans(means[:, 0], means[:, 1], total, np.hstack([own[:, :, 0], predicted]))


def _drawn_on(
    rows: Rows, untreated: Untreated, cell: IntArray, share: FloatArray, k: int
) -> FloatArray:
    """How much each cell's prediction draws on each period's effect, shape (n_periods, k)."""
    on, layout = rows.treated, rows.layout
    n_units, n_periods = untreated.effects.layout.shape
    mean, unit = share * untreated.mean[on], untreated.unit[layout.unit[on]]
    levelled = unit >= 0
    by_unit = sum_within(mean[levelled], (unit * k + cell[on])[levelled], n_units * k)
    by_period = sum_within(mean, layout.period[on] * k + cell[on], n_periods * k)
    return untreated.effects.solve(by_unit.reshape(n_units, k), by_period.reshape(n_periods, k))


def _residuals(rows: Rows, untreated: Untreated, cluster: IntArray) -> FloatArray:
    """Weighted residuals of untreated rows by cluster and period; they sum to zero within units."""
    tells, n_periods = untreated.tells, rows.layout.n_periods
    n_clusters = int(cluster.max()) + 1
    flat = cluster[tells] * n_periods + rows.layout.period[tells]
    left = rows.weight[tells] * (rows.outcome - untreated.mean)[tells]
    return sum_within(left, flat, n_clusters * n_periods).reshape(n_clusters, n_periods)
