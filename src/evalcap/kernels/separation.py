"""Rows of outcome zero that regressors predict for sure, so that no finite coefficients exist.

A combination of regressors and fixed effects that is zero wherever the outcome is above zero, and
zero or less elsewhere, separates the rows where it is below zero: the larger its coefficient, the
higher the likelihood. Their mean is zero in the limit, so that they tell nothing about other
combinations and can be left out.

References
----------
Correia, S., Guimaraes, P. and Zylkin, T. (2019). Verifying the existence of maximum likelihood
estimates for generalized linear models. arXiv:1903.01633.
Konis, K. (2007). Linear programming algorithms for detecting separated data in binary logistic
regression models. DPhil thesis, University of Oxford.
"""

from collections.abc import Sequence

import numpy as np
from scipy.optimize import Bounds, LinearConstraint, milp
from scipy.sparse import csr_array, eye_array, hstack

from evalcap.kernels.arrays import BoolArray, FloatArray, IntArray

# A direction this small beside the largest, or a row beside the longest, is zero up to rounding.
_NULL = 1e-9


def separated(outcome: FloatArray, regressors: FloatArray, ways: Sequence[IntArray]) -> BoolArray:
    """Mark the separated rows, shape (n,).

    The first way is taken out by comparing each row with one of its group where the outcome is
    above zero: there combinations are zero. What is left is as large as regressors and the second
    way, and a linear programme finds every separated row at once.

    Parameters
    ----------
    outcome
        Zero or more, above zero somewhere in each group, shape (n,).
    regressors
        Shape (n, k).
    ways
        One or two ways of fixed effects, each coded from 0.
    """
    found = np.zeros(len(outcome), bool)
    empty = outcome == 0
    if not empty.any():
        return found
    columns = _compared(outcome, _with_dummies(regressors, ways[1:]), ways[0])
    size = np.linalg.norm(columns, axis=0)
    columns = columns[:, size > 0] / size[size > 0]
    free = _null_space(columns[~empty])
    gaps = columns[empty] @ free
    lengths = np.linalg.norm(gaps, axis=1)
    matter = lengths > _NULL * np.linalg.norm(columns, axis=1).max()
    if free.shape[1] and matter.any():
        patterns, which = np.unique(
            np.round(gaps[matter] / lengths[matter, None], 9), axis=0, return_inverse=True
        )
        found[np.flatnonzero(empty)[matter]] = _separated_patterns(patterns)[which]
    return found


def _with_dummies(regressors: FloatArray, ways: Sequence[IntArray]) -> FloatArray:
    """Append a dummy for every group but the first of each way."""
    dummies = [(way[:, None] == np.arange(1, int(way.max()) + 1)).astype(float) for way in ways]
    return np.column_stack([regressors, *dummies])


def _compared(outcome: FloatArray, columns: FloatArray, group: IntArray) -> FloatArray:
    """Subtract from each row one of its group where the outcome is above zero."""
    anchor = np.zeros(int(group.max()) + 1, np.intp)
    events = np.flatnonzero(outcome > 0)
    anchor[group[events]] = events
    return np.asarray(columns - columns[anchor[group]])


def _null_space(columns: FloatArray) -> FloatArray:
    """Span the combinations of columns that are zero in every row, shape (k, n_free)."""
    _, sizes, directions = np.linalg.svd(np.linalg.qr(columns, mode="r"))
    rank = int((sizes > _NULL * sizes.max(initial=0.0)).sum())
    return np.asarray(directions[rank:].T)


def _separated_patterns(patterns: FloatArray) -> BoolArray:
    """Mark the patterns that some combination puts below zero and none above, shape (m,)."""
    m, n_free = patterns.shape
    # Combinations first, then for each pattern how far below zero it lies, at most one.
    answer = milp(
        np.concatenate([np.zeros(n_free), -np.ones(m)]),
        bounds=Bounds(
            np.repeat([-np.inf, 0.0], [n_free, m]), np.repeat([np.inf, 1.0], [n_free, m])
        ),
        constraints=LinearConstraint(hstack([csr_array(patterns), eye_array(m)]), -np.inf, 0.0),
    )
    below: BoolArray = np.asarray(answer.x)[n_free:] > 0.5  # noqa: PLR2004 - it is zero or one
    return below
