"""One regressor and the outcome, cleared of all other regressors and fixed effects."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from evalcap.kernels.arrays import BoolArray, FloatArray, IntArray
from evalcap.kernels.layout import Layout
from evalcap.kernels.least_squares import COLLINEAR, cleared, lengths, products, span
from evalcap.kernels.within import TwoWay

# What fixed effects leave of a column they determine is rounding: of this share of its variation,
# or of that share of its level.
_OF_VARIATION, _OF_LEVEL = 1e-9, 1e-13


@dataclass(frozen=True, slots=True)
class Partialled:
    """A regression reduced to one regressor; rows are multiplied by the root of their weight.

    Attributes
    ----------
    regressor
        What others do not explain of the regressor, shape (n_rows,); zeros if nothing is left.
    residual
        Residual of the full regression, shape (n_rows,).
    point
        Coefficient, in units of the outcome for each unit of the regressor.
    others
        Orthonormal columns that span the other regressors, cleared of the constant or fixed
        effects, shape (n_rows, m).
    root
        Root of each row's weight, shape (n_rows,).
    effects
        Fixed effects; None where there are none.
    redundant
        Which other regressors were left out, shape (n_others,).
    """

    regressor: FloatArray
    residual: FloatArray
    point: float
    others: FloatArray
    root: FloatArray
    effects: TwoWay | None
    redundant: BoolArray

    @property
    def is_identified(self) -> bool:
        """Whether the regressor varies beyond the others."""
        return bool(self.regressor.any())

    @property
    def n_parameters(self) -> int:
        """Coefficients and fixed effects, which count as the dummies they stand for."""
        own = 1 + int(self.others.shape[1])
        if self.effects is None:
            return own + 1
        return own + self.effects.layout.n_units + self.effects.rank


def partial_out(
    outcome: FloatArray,
    regressor: FloatArray,
    others: Sequence[FloatArray],
    weight: FloatArray,
    effects: TwoWay | None,
) -> Partialled:
    """Clear a regressor and the outcome of everything else (Frisch, Waugh and Lovell).

    A constant is taken out as well, by itself or with the fixed effects.

    Parameters
    ----------
    outcome, regressor, weight
        Shape (n_rows,).
    others
        Further regressors, without a constant, each of shape (n_rows,).
    """
    left = np.empty((len(outcome), len(others) + 2), order="F")
    for column, values in zip(left.T, (*others, regressor, outcome), strict=True):
        column[:] = values
        _clear(column, weight, effects)
    root = np.sqrt(weight)
    if (weight != 1).any():
        left *= root[:, None]
    spanned = span(left[:, :-2])
    own, residual, point = _regress(left[:, -2], left[:, -1], spanned.basis)
    return Partialled(own, residual, point, spanned.basis, root, effects, ~spanned.keep)


def _regress(
    regressor: FloatArray, outcome: FloatArray, basis: FloatArray
) -> tuple[FloatArray, FloatArray, float]:
    """Clear the regressor of the basis, and the outcome of both; also give its coefficient."""
    own, response = (cleared(column, basis) for column in (regressor, outcome))
    if lengths(own) <= COLLINEAR * lengths(regressor):
        return np.zeros_like(own), response, 0.0
    point = float(products(own, response) / products(own, own))
    response -= point * own
    return own, response, point


def _clear(column: FloatArray, weight: FloatArray, effects: TwoWay | None) -> None:
    """Take out the constant or fixed effects, in place; set to zero what they determine."""
    mean = products(weight, column) / weight.sum()
    column -= mean
    variation = left = lengths(column)
    if effects is not None:
        effects.clear(column)
        left = lengths(column)
    level = abs(mean) * np.sqrt(len(column))
    if left <= _OF_VARIATION * variation + _OF_LEVEL * level:
        column[:] = 0.0


def absorb(ways: Sequence[IntArray], weight: FloatArray) -> TwoWay | None:
    """Prepare one or two ways of fixed effects, each coded from 0 with every code present."""
    if not ways:
        return None
    ordered = sorted(ways, key=lambda way: int(way.max()), reverse=True)
    most, fewest = ordered if len(ordered) > 1 else (*ordered, np.zeros(len(weight), np.intp))
    return TwoWay.of(Layout.of(most, fewest), weight)
