"""Difference-in-differences between two periods under many assignments of treatment at once."""

from dataclasses import dataclass

import numpy as np

from evalcap.kernels.arrays import BoolArray, FloatArray, IntArray
from evalcap.kernels.inversion import Redrawn


@dataclass(frozen=True, slots=True)
class Changes:
    """What groups that are assigned together change by.

    Attributes
    ----------
    total
        Weighted sum of the outcome's change within each group, shape (n_groups,).
    weight
        Sum of weights of each group, shape (n_groups,).
    cluster
        Cluster of each group, coded from 0, every code present, shape (n_groups,).
    """

    total: FloatArray
    weight: FloatArray
    cluster: IntArray


def reassigned(changes: Changes, effect: FloatArray, treated: BoolArray) -> Redrawn:
    """Contrast mean changes under each assignment.

    Parameters
    ----------
    effect
        What one unit of the effect adds to each group's total, shape (n_groups,).
    treated
        Whether each assignment treats each group, shape (n_assignments, n_groups).

    Returns
    -------
    The contrast and its squared standard error, clustered and divided by n, as functions of the
    effect supposed.
    """
    order = np.argsort(changes.cluster, kind="stable")
    treated, weight = treated[:, order], changes.weight[order]
    share = (treated * weight).sum(axis=1, keepdims=True)
    of_treated, of_others = treated / share, ~treated / (weight.sum() - share)
    starts = np.flatnonzero(np.diff(changes.cluster[order], prepend=-1))

    def contrast(total: FloatArray) -> tuple[FloatArray, FloatArray]:
        gain, trend = of_treated @ total, of_others @ total
        scores = of_treated * (total - gain[:, None] * weight)
        scores -= of_others * (total - trend[:, None] * weight)
        return gain - trend, np.add.reduceat(scores, starts, axis=1)

    shift, scores = contrast(changes.total[order])
    slope, slopes = contrast(effect[order])
    square = [(scores**2).sum(axis=1), (scores * slopes).sum(axis=1), (slopes**2).sum(axis=1)]
    return Redrawn(shift, slope, np.column_stack(square))
