"""Effects of units and periods that a regression takes out before it estimates anything."""

from collections.abc import Sequence
from typing import Literal

import numpy as np

from evalcap.dataset import Panel
from evalcap.errors.balanced import NoUnitEffectsError
from evalcap.errors.inference import TooFewRowsError
from evalcap.kernels.arrays import FloatArray, IntArray
from evalcap.kernels.partialled import absorb

Absorbed = Literal["fixed_effects", "two_way", "pooled"]

ABSORBED_WORDS: dict[Absorbed, str] = {
    "fixed_effects": "effects of units",
    "two_way": "effects of units and periods",
    "pooled": "no effects of units",
}


def require_units(panel: Panel, model: Absorbed, method: str) -> None:
    """Refuse effects of units where rows are repeated cross-sections."""
    if model != "pooled" and not panel.is_repeated:
        raise NoUnitEffectsError(f"{method} with model={model!r}")


def absorbed_ways(model: Absorbed, unit: IntArray, period: IntArray) -> list[IntArray]:
    """Code the effects of each row, from 0; one group of all rows is a constant."""
    if model == "pooled":
        return [np.zeros(len(unit), np.intp)]
    return [unit, period] if model == "two_way" else [unit]


def cleared(columns: FloatArray, ways: Sequence[IntArray], weight: FloatArray) -> FloatArray:
    """Take the effects out of columns, shape (n_rows, k)."""
    effects = absorb(ways, weight)
    centred = columns - columns.mean(axis=0)
    return centred if effects is None else effects.residuals(centred)


def count_absorbed(ways: Sequence[IntArray]) -> int:
    """Count the parameters that the effects stand for."""
    return sum(int(way.max()) for way in ways) + 1


def require_rows(n_rows: int, n_parameters: int) -> None:
    """Refuse as many parameters as rows."""
    if n_rows <= n_parameters:
        raise TooFewRowsError(n_rows, n_parameters)
