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


def influence_weights(rows: Rows, imputed: Imputed, weight: FloatArray) -> FloatArray:
    """Weight of every row's outcome in a weighted sum of effects, shape (n_rows,).

    Parameters
    ----------
    weight
        Weight of each effect, zero in untreated rows, shape (n_rows,).
    """
    n_units, n_periods = imputed.effects.share.shape
    of_unit, of_period = imputed.effects.solve(
        sum_within(weight, rows.unit, n_units), sum_within(weight, rows.period, n_periods)
    )
    drawn = rows.weight * (of_unit[rows.unit] + of_period[rows.period])
    return np.where(rows.treated, weight, -drawn)


def centred(
    rows: Rows, distance: FloatArray, weight: FloatArray, group: IntArray, n_groups: int
) -> FloatArray:
    """Take from each treated row its group's mean effect, weighted by squared weights.

    What remains stands for the error of a treated row; heterogeneity within groups makes the
    standard error conservative.

    Parameters
    ----------
    group
        Group of each row whose effects are taken as alike, shape (n_rows,).
    """
    squared = np.where(rows.treated, weight**2, 0.0)
    total = sum_within(squared, group, n_groups)
    mean = sum_within(squared * distance, group, n_groups) / np.where(total > 0, total, 1.0)
    return np.where(rows.treated, distance - mean[group], distance)


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
