"""One regressor and the outcome, cleared of all other regressors and fixed effects."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from evalcap.kernels.arrays import BoolArray, FloatArray, IntArray
from evalcap.kernels.least_squares import COLLINEAR, span
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
        rank = int(np.linalg.matrix_rank(self.effects.solver, hermitian=True))
        return own + len(self.effects.unit_weight) + rank


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
    raw = np.column_stack([outcome, regressor, others])
    centred = raw - weight @ raw / weight.sum()
    root = np.sqrt(weight)
    left = _varying(raw, centred if effects is None else effects.residuals(centred))
    left *= root[:, None]
    spanned = span(left[:, 2:])
    basis = spanned.basis
    if effects is None:
        basis = np.column_stack([root / np.linalg.norm(root), basis])
    response, own = (_cleared(left[:, j], basis) for j in (0, 1))
    if np.linalg.norm(own) <= COLLINEAR * np.linalg.norm(left[:, 1]):
        own = np.zeros_like(own)
    size = float(own @ own)
    point = float(own @ response) / size if size else 0.0
    return Partialled(own, response - point * own, point, basis, root, effects, ~spanned.keep)


def _varying(raw: FloatArray, left: FloatArray) -> FloatArray:
    """Set columns that the constant or fixed effects determine to zero."""
    variation, level = np.linalg.norm(raw - raw.mean(axis=0), axis=0), np.linalg.norm(raw, axis=0)
    alive = np.linalg.norm(left, axis=0) > _OF_VARIATION * variation + _OF_LEVEL * level
    return np.where(alive, left, 0.0)


def _cleared(column: FloatArray, basis: FloatArray) -> FloatArray:
    once = column - basis @ (basis.T @ column)
    return np.asarray(once - basis @ (basis.T @ once))


def absorb(ways: Sequence[IntArray], weight: FloatArray) -> TwoWay | None:
    """Prepare one or two ways of fixed effects, each coded from 0 with every code present."""
    if not ways:
        return None
    ordered = sorted(ways, key=lambda way: int(way.max()), reverse=True)
    most, fewest = ordered if len(ordered) > 1 else (*ordered, np.zeros(len(weight), np.intp))
    return TwoWay.of(most, fewest, weight)
