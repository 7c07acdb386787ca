"""The one place that solves linear programs."""

from typing import Any, cast

import numpy as np
from scipy import sparse
from scipy.optimize import linprog

from evalcap.kernels.arrays import FloatArray
from evalcap.privacy.disclosure.work import Work


def minimise(
    cost: FloatArray,
    limits: FloatArray,
    *,
    equal: sparse.csr_array,
    right: FloatArray | None = None,
    most: sparse.csr_array | None = None,
    most_right: FloatArray | None = None,
    work: Work | None = None,
) -> FloatArray | None:
    """Find the variables with the least cost, by HiGHS.

    Parameters
    ----------
    cost
        Of each variable, shape (n,).
    limits
        Between which each lies, shape (n, 2).
    equal, right
        Sums that have to be met; right sides are zero if none are given.
    most, most_right
        Sums that may not be passed.
    work
        What this is taken from.

    Returns
    -------
    Shape (n,); None if nothing meets all of it.

    Raises
    ------
    TooMuchWorkError
        If no more may be solved.

    References
    ----------
    Huangfu, Q. and Hall, J. A. J. (2018). Parallelizing the dual revised simplex method.
    Mathematical Programming Computation 10(1), 119-142.
    """
    solver = cast("Any", linprog)  # its type stubs do not know that it takes sparse arrays
    solved = solver(
        cost,
        A_ub=most,
        b_ub=most_right,
        A_eq=equal,
        b_eq=np.zeros(equal.shape[0]) if right is None else right,
        bounds=limits,
        method="highs",
    )
    if work is not None:
        work.spend(int(solved.nit), len(cost))
    return None if solved.x is None else np.asarray(solved.x, dtype=float)
