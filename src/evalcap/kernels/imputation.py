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
from evalcap.kernels.layout import Layout
from evalcap.kernels.within import TwoWay


@dataclass(frozen=True, slots=True)
class Rows:
    """Rows of units that all have an untreated one.

    Attributes
    ----------
    layout
        Unit and period of each row.
    outcome, weight
        Shape (n_rows,).
    treated
        Whether treatment has begun, shape (n_rows,).
    """

    layout: Layout
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
        The two-way equations, in which treated rows have no weight.
    """

    distance: FloatArray
    effects: TwoWay


def impute(rows: Rows) -> Imputed:
    """Fit unit and period effects to untreated rows and predict every row."""
    effects = TwoWay.of(rows.layout, rows.weight * ~rows.treated)
    return Imputed(effects.residual(rows.outcome), effects)


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
    on, n_clusters = np.flatnonzero(rows.treated), int(cluster.max()) + 1
    own, effect, to = rows.weight[on], imputed.distance[on], group[on]
    k = int(to.max()) + 1
    total = sum_within(own, to, k)
    estimate = sum_within(own * effect, to, k) / total
    alike = estimate[to] if centre is None else _alike(own, effect, centre[on])
    error = own * (effect - alike) / total[to]
    treated = sum_within(error, cluster[on] * k + to, n_clusters * k).reshape(n_clusters, k)
    drawn = _drawn_on(imputed.effects, on, to, own / total[to])
    # Residuals of untreated rows by cluster and period.
    left = imputed.effects.weighted(imputed.distance)
    residuals = Layout.of(cluster, rows.layout.period).table(left)
    return Averages(estimate, treated - residuals @ drawn, total)


def _alike(weight: FloatArray, effect: FloatArray, centre: IntArray) -> FloatArray:
    """Mean effect of like rows, each by its squared weight, shape (n_treated,)."""
    n = int(centre.max()) + 1
    squared = sum_within(weight**2, centre, n)
    mean = sum_within(weight**2 * effect, centre, n) / np.where(squared > 0, squared, 1.0)
    return np.asarray(mean[centre])


def _drawn_on(effects: TwoWay, on: IntArray, group: IntArray, share: FloatArray) -> FloatArray:
    """How much each group's predictions draw on each period, shape (n_periods, n_groups).

    Parameters
    ----------
    on
        Positions of treated rows, shape (n_treated,).
    group, share
        Their group and their share of its weight, shape (n_treated,).
    """
    k = int(group.max()) + 1
    totals = (
        sum_within(share, code[on] * k + group, n * k).reshape(n, k)
        for code, n in zip(
            (effects.layout.unit, effects.layout.period), effects.layout.shape, strict=True
        )
    )
    return effects.solve(*totals)


def is_connected(layout: Layout, untreated: BoolArray) -> BoolArray:
    """Mark rows whose unit and period effects untreated rows identify together, shape (n_rows,).

    Two periods are linked when some unit is untreated in both; a prediction needs its unit's
    untreated periods and its own period to be linked.
    """
    seen = layout.table(untreated.astype(float)) > 0
    linked: BoolArray = _products(seen) > 0
    for _ in range(layout.n_periods):
        wider: BoolArray = _products(linked) > 0
        if (wider == linked).all():
            break
        linked = wider
    ever: BoolArray = np.asarray(seen.any(axis=1))
    known: BoolArray = layout.of_cell(linked, seen.argmax(axis=1)) & layout.of_unit(ever)
    return known.ravel()


def _products(marks: BoolArray) -> FloatArray:
    return np.asarray(marks.T.astype(float) @ marks.astype(float))
