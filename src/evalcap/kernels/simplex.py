"""Weights that are positive and sum to one, for many problems of least squares at once."""

from dataclasses import dataclass
from typing import Self

import numpy as np

from evalcap.kernels.arrays import BoolArray, FloatArray, IntArray

# As in synthdid: a short first search, its small weights dropped, then a long one from there.
_FIRST_STEPS, _MOST_STEPS = 100, 10_000
_SMALL = 1 / 4


def sparse_weights(
    gram: FloatArray, start: FloatArray, *, allowed: BoolArray, tolerance: FloatArray
) -> FloatArray:
    """Search, drop weights up to a quarter of the largest, and search again from the others.

    The search stops when a step gains little, so that where it starts is part of the definition.

    Parameters
    ----------
    gram, start, allowed, tolerance
        As in `minimise_on_simplex`.

    Returns
    -------
    Weights, shape (n_problems, n).

    References
    ----------
    Arkhangelsky, D., Athey, S., Hirshberg, D. A., Imbens, G. W. and Wager, S. (2021). Synthetic
    difference-in-differences. American Economic Review 111(12), 4088-4118.
    """
    first = minimise_on_simplex(
        gram, start, allowed=allowed, tolerance=tolerance, max_steps=_FIRST_STEPS
    )
    large = np.where(first > _SMALL * first.max(axis=1, keepdims=True), first, 0.0)
    return minimise_on_simplex(
        gram,
        large / large.sum(axis=1, keepdims=True),
        allowed=allowed,
        tolerance=tolerance,
        max_steps=_MOST_STEPS,
    )


def minimise_on_simplex(
    gram: FloatArray,
    start: FloatArray,
    *,
    allowed: BoolArray,
    tolerance: FloatArray,
    max_steps: int,
) -> FloatArray:
    r"""Minimise :math:`x'Gx` over weights that sum to one, by Frank and Wolfe's method.

    As weights sum to one, :math:`\|Ax - b\|^2 = \|(A - b1')x\|^2`: a least-squares problem needs
    only the Gram matrix of its columns' distances from the target.

    Parameters
    ----------
    gram
        Positive semidefinite matrices, shape (n_problems, n, n).
    start
        Weights to start from, zero where not allowed, shape (n_problems, n).
    allowed
        Which weights may be positive, shape (n_problems, n).
    tolerance
        A problem ends when a step, but not its first, lowers :math:`x'Gx` by no more, shape
        (n_problems,).
    max_steps
        Most steps.

    Returns
    -------
    Weights, shape (n_problems, n).

    References
    ----------
    Frank, M. and Wolfe, P. (1956). An algorithm for quadratic programming. Naval Research
    Logistics Quarterly 3(1-2), 95-110.
    """
    solution = start.copy()
    search = _Search.begin(gram, start, allowed)
    for step in range(max_steps):
        gain = search.step(gram)
        if step == 0:
            continue
        going = gain > tolerance[search.problem]
        if not going.all():
            solution[search.problem[~going]] = search.weights[~going]
            search = search.only(going)
        if not len(search.problem):
            return solution
    solution[search.problem] = search.weights
    return solution


@dataclass(frozen=True, slots=True)
class _Search:
    """Problems that still move; `weights` and `gradient` change in place.

    Attributes
    ----------
    problem
        Their positions among all problems, shape (n_live,).
    weights
        Shape (n_live, n).
    gradient
        Half the gradient, the Gram matrix times the weights, shape (n_live, n).
    barrier
        Infinite where a weight must stay zero, shape (n_live, n).
    """

    problem: IntArray
    weights: FloatArray
    gradient: FloatArray
    barrier: FloatArray

    @classmethod
    def begin(cls, gram: FloatArray, start: FloatArray, allowed: BoolArray) -> Self:
        gradient = np.matmul(gram, start[:, :, None])[:, :, 0]
        barrier = np.where(allowed, 0.0, np.inf)
        return cls(np.arange(len(start)), start.copy(), gradient, barrier)

    def only(self, going: BoolArray) -> Self:
        return type(self)(
            self.problem[going], self.weights[going], self.gradient[going], self.barrier[going]
        )

    def step(self, gram: FloatArray) -> FloatArray:
        """Move towards the best single weight as far as pays; the gain, shape (n_live,)."""
        row = np.arange(len(self.problem))
        best = np.argmin(self.gradient + self.barrier, axis=1)
        column = gram[self.problem, best]
        value = np.einsum("mn,mn->m", self.gradient, self.weights)
        at_best = self.gradient[row, best]
        slope, curvature = at_best - value, column[row, best] - 2 * at_best + value
        ratio = np.divide(-slope, curvature, out=np.zeros_like(slope), where=curvature > 0)
        length = np.minimum(np.maximum(ratio, 0.0), 1.0)  # np.clip is slow on short arrays
        for moved in (self.weights, self.gradient):
            np.multiply(moved, (1 - length)[:, None], out=moved)
        self.weights[row, best] += length
        np.add(self.gradient, length[:, None] * column, out=self.gradient)
        return np.asarray(-length * (2 * slope + length * curvature))
