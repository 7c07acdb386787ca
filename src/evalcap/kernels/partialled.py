"""One regressor and the outcome, cleared of all other regressors and fixed effects."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from evalcap.kernels.arrays import BoolArray, FloatArray, IntArray
from evalcap.kernels.layout import Layout
from evalcap.kernels.least_squares import COLLINEAR, cleared, exact_factor, span
from evalcap.kernels.tall import combined, lengths, products
from evalcap.kernels.within import TwoWay

# What fixed effects leave of a column they determine is rounding: of this share of its variation,
# or of that share of its level.
_OF_VARIATION, _OF_LEVEL = 1e-9, 1e-13


@dataclass(frozen=True, slots=True)
class Partialled:
    """A regression reduced to one regressor; rows are multiplied by the root of their weight.

    Attributes
    ----------
    directions
        Orthonormal columns: of the other regressors, cleared of the constant or fixed effects; of
        what they leave of the regressor; of the residual; and the constant, where there are no
        fixed effects. Zeros where nothing is left; shape (n_rows, n_others + 2 or 3).
    n_others
        Other regressors that are not redundant.
    length
        Of what others do not explain of the regressor; 0 if nothing is left.
    spread
        Length of the residual of the full regression.
    point
        Coefficient, in units of the outcome for each unit of the regressor.
    root
        Root of each row's weight, shape (n_rows,).
    effects
        Fixed effects; None where there are none.
    redundant
        Which other regressors were left out.
    """

    directions: FloatArray
    n_others: int
    length: float
    spread: float
    point: float
    root: FloatArray
    effects: TwoWay | None
    redundant: BoolArray

    @property
    def is_identified(self) -> bool:
        """Whether the regressor varies beyond the others."""
        return self.length > 0

    @property
    def regressor(self) -> FloatArray:
        """What others do not explain of the regressor, shape (n_rows,)."""
        return self.directions[:, self.n_others] * self.length

    @property
    def residual(self) -> FloatArray:
        """Residual of the full regression, shape (n_rows,)."""
        return self.directions[:, self.n_others + 1] * self.spread

    @property
    def n_parameters(self) -> int:
        """Coefficients and fixed effects, which count as the dummies they stand for."""
        own = 1 + self.n_others
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
    m = len(others)
    left = np.empty((len(outcome), m + (3 if effects is None else 2)), order="F")
    left[:, m + 2 :] = 1.0
    for column, values in zip(left.T, (*others, regressor, outcome), strict=False):
        column[:] = values
        _clear(column, weight, effects)
    root = weight if (weight == 1).all() else np.sqrt(weight)
    if root is not weight:
        left *= root[:, None]
    factor = exact_factor(left)
    if factor is None:
        return _one_by_one(left, m, root, effects)
    return Partialled(
        directions=combined(left, np.linalg.inv(factor)),
        n_others=m,
        length=float(factor[m, m]),
        spread=float(factor[m + 1, m + 1]),
        point=float(factor[m, m + 1] / factor[m, m]),
        root=root,
        effects=effects,
        redundant=np.zeros(m, bool),
    )


def _one_by_one(left: FloatArray, m: int, root: FloatArray, effects: TwoWay | None) -> Partialled:
    """Clear columns by those before, where cross products are not exact or some are redundant."""
    spanned = span(left[:, :m])
    own, residual, point = _regress(left[:, m], left[:, m + 1], spanned.basis)
    last = [own, residual, *left.T[m + 2 :]]
    sizes = [float(lengths(column)) for column in last]
    units = [column / (size or 1.0) for column, size in zip(last, sizes, strict=True)]
    n_others = spanned.basis.shape[1]
    directions = np.column_stack([spanned.basis, *units])
    return Partialled(directions, n_others, sizes[0], sizes[1], point, root, effects, ~spanned.keep)


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
