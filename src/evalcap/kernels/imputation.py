"""Effects as the distance of treated rows from what untreated rows predict.

References
----------
Borusyak, K., Jaravel, X. and Spiess, J. (2024). Revisiting event-study designs: robust and
efficient estimation. Review of Economic Studies 91(6), 3253-3285.
"""

from dataclasses import dataclass

import numpy as np

from evalcap.kernels.arrays import BoolArray, FloatArray
from evalcap.kernels.layout import Layout
from evalcap.kernels.tall import crossed
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
    numbers = marks.astype(float)
    return crossed(numbers, numbers)
