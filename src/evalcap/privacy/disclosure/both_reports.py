"""What a reader of several reports knows who takes people to be mostly the same."""

import numpy as np
from scipy import sparse

from evalcap.kernels.arrays import BoolArray, IntArray
from evalcap.privacy.disclosure.attack import System
from evalcap.privacy.disclosure.linear_program import minimise

_APART = 1e-6


def both_reports(now: System, before: System, shared: BoolArray) -> System:
    """Put a report and earlier ones together: groups withheld in both are taken to be unchanged.

    Where the reports rule that out for all of them, it is believed of those that the changes
    which explain the reports best leave alone: the smallest in sum.

    Parameters
    ----------
    now
        The new report, with n counts.
    before
        What is known from earlier ones: their counts one report after another, m * n of them.
    shared
        Which counts the new report and each earlier one withhold, shape (m * n,).

    Returns
    -------
    Counts of the new report, then those of the earlier ones.
    """
    times = len(before.low) // len(now.low)
    low, high = np.tile(now.low, times), np.tile(now.high, times)
    overlap = np.maximum(low, before.low) <= np.minimum(high, before.high)
    held = np.flatnonzero(shared & overlap)
    rows = np.arange(len(held))
    link = _ones(rows, held % len(now.low), len(now.low))
    linked = _ones(rows, held, len(before.low))
    apart = System(
        sparse.csr_array(sparse.block_diag([now.relations, before.relations])),
        np.r_[now.low, before.low],
        np.r_[now.high, before.high],
        before.work,
    )
    link = sparse.csr_array(sparse.hstack([link, -linked]))
    together = _linked(apart, link)
    return together if together.is_possible else _linked(apart, link[_believed(apart, link)])


def _ones(row: IntArray, column: IntArray, width: int) -> sparse.csr_array:
    return sparse.csr_array((np.ones(len(row)), (row, column)), shape=(len(row), width))


def _linked(apart: System, link: sparse.csr_array) -> System:
    relations = sparse.csr_array(sparse.vstack([apart.relations, link]))
    return System(relations, apart.low, apart.high, apart.work)


def _believed(apart: System, link: sparse.csr_array) -> BoolArray:
    """Find which links hold when changes are as small as they can be, shape (n_links,)."""
    n, m = len(apart.low), link.shape[0]
    change = sparse.eye_array(m)
    idle = sparse.csr_array((apart.relations.shape[0], m))
    ends = np.column_stack([apart.low, np.minimum(apart.high, apart.ceiling)])
    solved = minimise(
        np.r_[np.zeros(n), np.ones(m)],
        np.vstack([ends, np.tile([0.0, np.inf], (m, 1))]),
        equal=sparse.csr_array(sparse.hstack([apart.relations, idle])),
        most=sparse.csr_array(sparse.block_array([[link, -change], [-link, -change]])),
        most_right=np.zeros(2 * m),
        work=apart.work,
    )
    return np.zeros(m, bool) if solved is None else np.asarray(solved[n:] < _APART)
