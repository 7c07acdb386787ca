"""Rows that stand alone in their group, which a fixed effect fits exactly."""

from collections.abc import Sequence

import numpy as np

from evalcap.kernels.arrays import BoolArray, IntArray


def accompanied(ways: Sequence[IntArray]) -> tuple[BoolArray, list[int]]:
    """Mark the rows that are left when rows alone in a group are taken out until none is.

    A regression learns nothing from a row that an effect of its own fits, and must not count it
    among its rows, nor its cluster among its clusters.

    Parameters
    ----------
    ways
        Fixed effects, each coded from 0, shape (n_rows,).

    Returns
    -------
    Which rows are left, shape (n_rows,), and how many were taken out on account of each way.

    References
    ----------
    Correia, S. (2015). Singletons, cluster-robust standard errors and fixed effects: a bad mix.
    Technical note, Duke University. R's fixest does the same from version 0.13 on.
    """
    keep, taken = np.ones(len(ways[0]), bool), [0] * len(ways)
    n_before = -1
    while n_before != (n_left := int(np.count_nonzero(keep))):
        n_before = n_left
        for i, way in enumerate(ways):
            alone = np.bincount(way[keep], minlength=int(way.max()) + 1) == 1
            if alone.any():
                taken[i] += int(np.count_nonzero(alone))
                keep &= ~alone[way]
    return keep, taken
