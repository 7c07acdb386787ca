"""Poisson regression with fixed effects, by pseudo maximum likelihood."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from evalcap.kernels.arrays import FloatArray, IntArray
from evalcap.kernels.partialled import absorb

_STEPS = 200
# A step that moves no row's index by more leaves an error of about its square. Where rows are
# separated, theirs never settle, however small their means have become.
_SETTLED = 1e-9
# Farther apart, exponentials are no longer numbers.
_FARTHEST = 500.0


class NoMaximumError(Exception):
    """The likelihood has no maximum, or none that was found."""


@dataclass(frozen=True, slots=True)
class PoissonFit:
    r"""Coefficients of a mean that is multiplied, not added to.

    .. math:: E[y \mid x] = \exp(x'\beta + \text{fixed effects})

    Attributes
    ----------
    coefficients
        Changes of the logarithm of the mean for one more unit of each regressor, shape (k,).
    index
        Logarithm of each row's mean, shape (n,).
    regressors
        Cleared of the fixed effects, each row weighted by its mean, shape (n, k).
    score
        Each row's weight times its distance from the mean; its score is that times `regressors`,
        shape (n,).
    bread
        Inverse of the curvature of the likelihood, shape (k, k).
    """

    coefficients: FloatArray
    index: FloatArray
    regressors: FloatArray
    score: FloatArray
    bread: FloatArray

    @property
    def mean(self) -> FloatArray:
        """Mean of each row, in units of the outcome, shape (n,)."""
        return np.exp(self.index)


def poisson(
    outcome: FloatArray, regressors: FloatArray, weight: FloatArray, ways: Sequence[IntArray]
) -> PoissonFit:
    """Fit by iterated weighted least squares, with fixed effects solved exactly in each step.

    A rate fitted with weights times exposure is a count fitted with that exposure: the scores
    are the same.

    Parameters
    ----------
    outcome
        Zero or more, shape (n,).
    regressors
        Of full rank once the fixed effects are taken out, on similar scales, shape (n, k).
    weight
        Above zero, shape (n,).
    ways
        One or two ways of fixed effects, each coded from 0; none may have only zeros in a group.
        One group of all rows is a constant.

    Raises
    ------
    NoMaximumError
        As where rows of outcome zero are separated: see `separation`.

    References
    ----------
    Correia, S., Guimaraes, P. and Zylkin, T. (2020). Fast Poisson estimation with
    high-dimensional fixed effects. Stata Journal 20(1), 95-115.
    """
    index = np.log((outcome + np.average(outcome, weights=weight)) / 2)
    loss = np.inf
    for _ in range(_STEPS):
        coefficients, left, bread, target = _solve(outcome, regressors, weight, ways, index)
        step = target - index
        if np.abs(step).max() < _SETTLED:
            score = weight * (outcome - np.exp(index))
            return PoissonFit(coefficients, index, left, score, bread)
        index, loss = _damped(outcome, weight, index, step, loss)
    raise NoMaximumError


def _solve(
    outcome: FloatArray,
    regressors: FloatArray,
    weight: FloatArray,
    ways: Sequence[IntArray],
    index: FloatArray,
) -> tuple[FloatArray, FloatArray, FloatArray, FloatArray]:
    """Regress the working outcome: coefficients, cleared regressors, bread, and the next index."""
    mean = np.exp(index)
    importance = weight * mean
    effects = absorb(ways, importance)
    working = index + (outcome - mean) / mean
    columns = np.column_stack([working, regressors])
    left = columns if effects is None else effects.residuals(columns)
    response, left = left[:, 0], left[:, 1:]
    weighted = left * importance[:, None]
    try:
        bread: FloatArray = np.linalg.inv(weighted.T @ left)
    except np.linalg.LinAlgError:
        raise NoMaximumError from None
    coefficients = bread @ (weighted.T @ response)
    return coefficients, left, bread, working - (response - left @ coefficients)


def _damped(
    outcome: FloatArray, weight: FloatArray, index: FloatArray, step: FloatArray, loss: float
) -> tuple[FloatArray, float]:
    """Go the step, or half of it as often as the likelihood falls."""
    for _ in range(_STEPS):
        tried = index + step
        if np.abs(tried).max() < _FARTHEST:
            found = float(weight @ (np.exp(tried) - outcome * tried))
            if found <= loss + 1e-12 * abs(loss) or not np.isfinite(loss):
                return tried, found
        step = step / 2
    raise NoMaximumError
