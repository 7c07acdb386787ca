"""One regressor and the outcome, cleared of all other regressors and fixed effects."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from evalcap.kernels.arrays import BoolArray, FloatArray, IntArray
from evalcap.kernels.layout import Layout
from evalcap.kernels.least_squares import COLLINEAR, cleared, span
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
        Orthonormal columns that span the other regressors, cleared of fixed effects, or with the
        constant where there are none, shape (n_rows, m).
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
            return own
        return own + self.effects.layout.n_units + self.effects.rank


def partial_out(
    outcome: FloatArray,
    regressor: FloatArray,
    others: FloatArray,
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
        Further regressors, without a constant, shape (n_rows, n_others).
    """
    root = np.sqrt(weight)
    left = np.empty((len(outcome), 2 + others.shape[1]), order="F")
    for j, column in enumerate((outcome, regressor, *others.T)):
        left[:, j] = root * _varying(column, weight, effects)
    spanned = span(left[:, 2:])
    constant = [root / np.linalg.norm(root)] if effects is None else []
    basis = np.vstack([*constant, spanned.basis.T]).T
    response, own = (cleared(left[:, j], basis) for j in (0, 1))
    if np.linalg.norm(own) <= COLLINEAR * np.linalg.norm(left[:, 1]):
        own = np.zeros_like(own)
    size = float(own @ own)
    point = float(own @ response) / size if size else 0.0
    return Partialled(own, response - point * own, point, basis, root, effects, ~spanned.keep)


def _varying(column: FloatArray, weight: FloatArray, effects: TwoWay | None) -> FloatArray:
    """Take out the constant or fixed effects; zeros where they determine the column."""
    centred = column - weight @ column / weight.sum()
    left = centred if effects is None else effects.residual(centred)
    variation, level = np.linalg.norm(centred), np.linalg.norm(column)
    alive = np.linalg.norm(left) > _OF_VARIATION * variation + _OF_LEVEL * level
    return left if alive else np.zeros_like(left)


def absorb(ways: Sequence[IntArray], weight: FloatArray) -> TwoWay | None:
    """Prepare one or two ways of fixed effects, each coded from 0 with every code present."""
    if not ways:
        return None
    ordered = sorted(ways, key=lambda way: int(way.max()), reverse=True)
    most, fewest = ordered if len(ordered) > 1 else (*ordered, np.zeros(len(weight), np.intp))
    return TwoWay.of(Layout.of(most, fewest), weight)
