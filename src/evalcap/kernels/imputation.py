"""Effects as the distance of treated rows from what untreated rows predict.

References
----------
Borusyak, K., Jaravel, X. and Spiess, J. (2024). Revisiting event-study designs: robust and
efficient estimation. Review of Economic Studies 91(6), 3253-3285.
"""

from dataclasses import dataclass

import numpy as np

from evalcap.kernels.aggregation import sum_within
from evalcap.kernels.arrays import BoolArray, FloatArray, IntArray
from evalcap.kernels.within import TwoWay


@dataclass(frozen=True, slots=True)
class Rows:
    """Rows with codes for unit and period, both running over the untreated rows' units.

    Attributes
    ----------
    unit, period
        Shape (n_rows,).
    outcome, weight
        Shape (n_rows,).
    treated
        Whether treatment has begun, shape (n_rows,).
    """

    unit: IntArray
    period: IntArray
    outcome: FloatArray
    weight: FloatArray
    treated: BoolArray


@dataclass(frozen=True, slots=True)
class Imputed:
    """Unit and period effects fitted to untreated rows, and every row's distance from them.

    Attributes
    ----------
    distance
        Outcome less predicted untreated outcome: the effect in treated rows, the residual in
        others, shape (n_rows,).
    effects
        The two-way equations of the untreated rows.
    """

    distance: FloatArray
    effects: TwoWay


def impute(rows: Rows) -> Imputed:
    """Fit unit and period effects to untreated rows and predict every row."""
    free = ~rows.treated
    effects = TwoWay.of(rows.unit[free], rows.period[free], rows.weight[free])
    of_unit, of_period = effects.effects(rows.outcome[free])
    return Imputed(rows.outcome - of_unit[rows.unit] - of_period[rows.period], effects)


@dataclass(frozen=True, slots=True)
class Averages:
    """Averages of effects over groups of treated rows.

    Attributes
    ----------
    estimate
        Shape (n_groups,).
    scores
        Influence summed within clusters, shape (n_clusters, n_groups).
    weight
        Weight of the rows in each group, shape (n_groups,).
    """

    estimate: FloatArray
    scores: FloatArray
    weight: FloatArray


def average_effects(
    rows: Rows, imputed: Imputed, group: IntArray, centre: IntArray | None, cluster: IntArray
) -> Averages:
    """Average the effects of treated rows within groups, by the rows' weights.

    The error of a treated row is its distance from the mean of rows whose effects are taken as
    alike; where they are not, the standard error is conservative. An untreated row's error is its
    residual, and it counts by how much predictions draw on it: on its period, as residuals sum
    to zero within units.

    Parameters
    ----------
    group
        Group of each treated row, coded from 0, shape (n_rows,).
    centre
        Rows with the same code are taken as alike, shape (n_rows,). None takes all rows of a group
        for draws around its estimate, which then counts how effects differ.
    cluster
        Cluster of each row, coded from 0, shape (n_rows,).
    """
    on, k, n_clusters = rows.treated, int(group[rows.treated].max()) + 1, int(cluster.max()) + 1
    own, effect = rows.weight[on], imputed.distance[on]
    total = sum_within(own, group[on], k)
    estimate = sum_within(own * effect, group[on], k) / total
    alike = estimate[group[on]] if centre is None else _alike(own, effect, centre[on])
    error = own * (effect - alike) / total[group[on]]
    flat = cluster[on] * k + group[on]
    treated = sum_within(error, flat, n_clusters * k).reshape(n_clusters, k)
    drawn = _drawn_on(rows, imputed, group, total)
    return Averages(estimate, treated - _residuals(rows, imputed, cluster) @ drawn, total)


def _alike(weight: FloatArray, effect: FloatArray, centre: IntArray) -> FloatArray:
    """Mean effect of like rows, each by its squared weight, shape (n_treated,)."""
    n = int(centre.max()) + 1
    squared = sum_within(weight**2, centre, n)
    mean = sum_within(weight**2 * effect, centre, n) / np.where(squared > 0, squared, 1.0)
    return np.asarray(mean[centre])


def _drawn_on(rows: Rows, imputed: Imputed, group: IntArray, total: FloatArray) -> FloatArray:
    """How much each group's predictions draw on each period, shape (n_periods, n_groups)."""
    n_units, n_periods = imputed.effects.share.shape
    on, k = rows.treated, len(total)
    share = rows.weight[on] / total[group[on]]
    by_unit = sum_within(share, rows.unit[on] * k + group[on], n_units * k).reshape(n_units, k)
    by_period = sum_within(share, rows.period[on] * k + group[on], n_periods * k)
    return imputed.effects.solve(by_unit, by_period.reshape(n_periods, k))[1]


def _residuals(rows: Rows, imputed: Imputed, cluster: IntArray) -> FloatArray:
    """Weighted residuals of untreated rows by cluster and period, shape (n_clusters, n_periods)."""
    free, n_periods = ~rows.treated, imputed.effects.share.shape[1]
    n_clusters = int(cluster.max()) + 1
    flat = cluster[free] * n_periods + rows.period[free]
    left = rows.weight[free] * imputed.distance[free]
    return sum_within(left, flat, n_clusters * n_periods).reshape(n_clusters, n_periods)


def is_connected(unit: IntArray, period: IntArray, free: BoolArray) -> BoolArray:
    """Mark rows whose unit and period effects untreated rows identify together, shape (n_rows,).

    Two periods are linked when some unit is untreated in both; a prediction needs its unit's
    untreated periods and its own period to be linked.
    """
    n_units, n_periods = int(unit.max()) + 1, int(period.max()) + 1
    seen = np.zeros((n_units, n_periods), bool)
    seen[unit[free], period[free]] = True
    linked: BoolArray = np.asarray(seen.T.astype(float) @ seen.astype(float)) > 0
    for _ in range(n_periods):
        wider: BoolArray = np.asarray(linked.astype(float) @ linked.astype(float)) > 0
        if (wider == linked).all():
            break
        linked = wider
    first = seen.argmax(axis=1)
    ever: BoolArray = np.asarray(seen.any(axis=1))
    known: BoolArray = ever[unit] & linked[first[unit], period]
    return known
