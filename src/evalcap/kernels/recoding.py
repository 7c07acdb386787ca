"""Codes without gaps."""

import numpy as np

from evalcap.kernels.arrays import IntArray


def recode(code: IntArray) -> tuple[IntArray, IntArray]:
    """Find the codes present and each entry's place among them.

    As `numpy.unique` with its inverse, but codes from 0 need no sorting.

    Parameters
    ----------
    code
        From 0, shape (n,).

    Returns
    -------
    The codes present, increasing, shape (n_present,), and for each entry its position there,
    shape (n,).
    """
    present = np.zeros(int(code.max(initial=-1)) + 1, bool)
    present[code] = True
    if present.all():
        return np.arange(len(present)), code
    return np.flatnonzero(present), (np.cumsum(present) - 1)[code]
