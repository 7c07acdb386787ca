"""Whether a total or a mean is mostly that of one or two people, or a share that of few."""

import numpy as np
import pandas as pd

from evalcap.kernels.arrays import BoolArray, FloatArray, IntArray
from evalcap.privacy.disclosure.rules import Rules


def is_concentrated(values: FloatArray | IntArray, rules: Rules) -> bool:
    """Say whether a few contributors can be made out in a total.

    Either the largest ones are more than a set share of it (dominance), or the second largest
    could work out the largest to within a set ratio: what all others give together is less than
    that ratio of it (p % rule). Sizes count, whatever their sign.

    Parameters
    ----------
    values
        What each person contributes, in any unit, shape (n_people,).

    References
    ----------
    Hundepool, A. et al. (2012). Statistical Disclosure Control. Wiley, section 4.2.
    """
    return bool(concentrated_groups(values, np.zeros(len(values), dtype=np.int64), 1, rules)[0])


def concentrated_groups(
    values: FloatArray | IntArray, group: IntArray, n_groups: int, rules: Rules
) -> BoolArray:
    """Say it of every group, shape (n_groups,).

    Parameters
    ----------
    values
        What each person contributes, shape (n_people,); missing contributes nothing.
    group
        Group of each person, from 0, shape (n_people,).
    """
    size = pd.Series(np.abs(np.nan_to_num(values)))
    total = np.bincount(group, weights=size, minlength=n_groups)
    place = size.groupby(group).rank(method="first", ascending=False).to_numpy()

    def largest(n: int) -> FloatArray:
        weights = np.where(place <= n, size, 0.0)
        return np.asarray(np.bincount(group, weights=weights, minlength=n_groups), dtype=float)

    dominated = largest(rules.dominant) > rules.dominance * total
    revealing = total - largest(2) < rules.ratio * largest(1)
    return np.asarray((dominated | revealing) & (total > 0))


def is_share_of_few(values: FloatArray, rules: Rules) -> bool:
    """Say whether the mean of values of two kinds tells that few people, or none, are of one.

    Parameters
    ----------
    values
        Of each person, shape (n_people,); not empty.
    """
    n_high = int((values == values.max()).sum())
    return min(n_high, len(values) - n_high) < rules.smallest
