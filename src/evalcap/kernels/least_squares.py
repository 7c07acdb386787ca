"""Weighted least squares, and what each row contributed to the coefficients."""

from dataclasses import dataclass
from typing import Self

import numpy as np

from evalcap.kernels.arrays import BoolArray, FloatArray
from evalcap.kernels.tall import combination, crossed, lengths, products

# A column explained by the others to this share of its own size is redundant, as in R's qr().
COLLINEAR = 1e-7
# Unit columns whose cross products have no eigenvalue below this are not redundant: each leaves at
# least its root, a thousand times as much.
_APART = 1e-8
# Rounding of cross products is divided by their smallest eigenvalue.
_EXACT = 1e-2
# What is left of a column, as a share of its size, up to here is rounding.
_ROUNDING = 1e-10


@dataclass(frozen=True, slots=True)
class Fit:
    """Coefficients that solve a mean of scores, and their first-order errors.

    Attributes
    ----------
    coefficients
        Shape (k,).
    fitted
        Fitted values of every row, shape (n,).
    score
        Each row's residual times its weight; its score is that times its regressors, shape (n,).
    bread
        Inverse of the mean derivative of the scores, shape (k, k).
    regressors
        Shape (n, k).
    """

    coefficients: FloatArray
    fitted: FloatArray
    score: FloatArray
    bread: FloatArray
    regressors: FloatArray

    def influence(self, gradient: FloatArray) -> FloatArray:
        """Influence of each row on `gradient @ coefficients`, shape (n,)."""
        return self.score * (self.regressors @ (self.bread @ gradient))


@dataclass(frozen=True, slots=True)
class WeightedDesign:
    """Regressors and weights, ready for any response.

    Attributes
    ----------
    regressors, weighted
        Without and with the weight of each row, shape (n, k).
    weight
        Shape (n,); weight 0 leaves a row out.
    bread
        Inverse of the mean weighted outer product of rows, shape (k, k).
    """

    regressors: FloatArray
    weighted: FloatArray
    weight: FloatArray
    bread: FloatArray

    @classmethod
    def of(cls, regressors: FloatArray, weight: FloatArray) -> Self:
        """Prepare regressors of full rank among the rows with weight."""
        weighted = regressors * weight[:, None]
        bread: FloatArray = np.linalg.inv(weighted.T @ regressors / len(weight))
        return cls(regressors, weighted, weight, bread)

    def fit(self, response: FloatArray) -> Fit:
        """Regress a response, shape (n,)."""
        coefficients = self.bread @ (self.weighted.T @ response / len(response))
        fitted = self.regressors @ coefficients
        score = self.weight * (response - fitted)
        return Fit(coefficients, fitted, score, self.bread, self.regressors)


def least_squares(regressors: FloatArray, response: FloatArray, weight: FloatArray) -> Fit:
    """Regress `response`, shape (n,), on `regressors`, shape (n, k); weight 0 leaves a row out.

    The design must have full rank among the rows with weight: ask `independent_columns` first.
    """
    return WeightedDesign.of(regressors, weight).fit(response)


@dataclass(frozen=True, slots=True)
class Span:
    """What columns span, without the redundant ones.

    Attributes
    ----------
    keep
        Columns that, from left to right, add to the span of those before, shape (k,).
    basis
        Orthonormal columns with the same span, shape (n, n_kept).
    """

    keep: BoolArray
    basis: FloatArray


def span(columns: FloatArray) -> Span:
    """Find what the columns span, shape (n, k).

    By Cholesky's factor of their cross products where that is exact, else by Gram and Schmidt's
    method applied twice.
    """
    factor = exact_factor(columns)
    if factor is None:
        return _orthonormal(columns)
    basis = np.empty(columns.shape, order="F")
    for j, weights in enumerate(np.linalg.inv(factor).T):
        basis[:, j] = combination(columns[:, : j + 1], weights[: j + 1])
    return Span(np.ones(columns.shape[1], bool), basis)


def exact_factor(columns: FloatArray) -> FloatArray | None:
    """Factor columns into orthonormal ones, on the left, and a triangle of shape (k, k).

    Returns
    -------
    The upper triangle; None where cross products do not give it exactly.
    """
    square = crossed(columns, columns)
    return np.linalg.cholesky(square).T if _smallest_part(square) > _EXACT else None


def _orthonormal(columns: FloatArray) -> Span:
    n, k = columns.shape
    keep, basis = np.zeros(k, bool), np.empty((n, k), order="F")
    size = lengths(columns)
    for j in np.flatnonzero(size):
        rest = cleared(columns[:, j] / size[j], basis[:, : keep.sum()])
        length = np.sqrt(products(rest, rest))
        if length > COLLINEAR:
            basis[:, keep.sum()] = rest / length
            keep[j] = True
    return Span(keep, basis[:, : keep.sum()])


def cleared(column: FloatArray, basis: FloatArray) -> FloatArray:
    """Take out of a column what orthonormal ones explain; twice, if rounding blurs what is left."""
    left = column - combination(basis, products(basis, column))
    if products(left, left) > products(column, column) / 2:
        return left
    return left - combination(basis, products(basis, left))


def independent_columns(regressors: FloatArray, weight: FloatArray | None = None) -> BoolArray:
    """Mark columns, from left to right, that add to the span of those before, shape (k,).

    Parameters
    ----------
    regressors
        Shape (n, k).
    weight
        Rows with weight 0 do not count, shape (n,).
    """
    columns = regressors if weight is None else regressors[weight > 0]
    if _smallest_part(crossed(columns, columns)) > _APART:
        return np.ones(columns.shape[1], bool)
    return _orthonormal(columns).keep


def _smallest_part(square: FloatArray) -> float:
    """Least that unit columns can add up to, squared, from cross products of columns."""
    size = np.sqrt(np.diag(square))
    if not size.all():
        return 0.0
    return float(np.linalg.eigvalsh(square / np.outer(size, size)).min(initial=1.0))


def surviving_columns(length: FloatArray, left: FloatArray) -> BoolArray:
    """Mark columns that fixed effects, or columns before, leave something of, shape (k,).

    Parameters
    ----------
    length
        Of each column before fixed effects are taken out, shape (k,).
    left
        What is left of them, shape (m, k).
    """
    alive: BoolArray = np.asarray(lengths(left) > _ROUNDING * length)
    if len(alive) == 1:
        return alive
    surviving: BoolArray = alive & independent_columns(left if alive.all() else left * alive)
    return surviving
