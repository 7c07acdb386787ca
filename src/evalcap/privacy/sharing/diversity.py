"""How much can be learnt about a person who is known to be among some records.

Source: Machanavajjhala, A., Kifer, D., Gehrke, J. and Venkitasubramaniam, M. (2007). L-diversity:
privacy beyond k-anonymity. ACM Transactions on Knowledge Discovery from Data 1(1), article 3.
"""

from dataclasses import dataclass

import numpy as np

from evalcap.privacy.sharing.classes import IntArray


@dataclass(frozen=True)
class Diversity:
    """The least diverse group of records.

    Attributes
    ----------
    distinct
        Fewest different values of a sensitive column among records that agree.
    entropy
        The same by entropy: values that are rare count for less. Never above `distinct`.
    """

    distinct: int
    entropy: float


def diversity(codes: IntArray, persons: IntArray, values: IntArray) -> Diversity | None:
    r"""Find the least diverse group.

    .. math:: \min_q \exp\Big(-\sum_s p_{qs} \log p_{qs}\Big)

    A value counts once for each person who has it in the group; a missing one is no value, and a
    group without values has nothing to be learnt from.

    Parameters
    ----------
    codes, persons, values
        Numbers of a record's combination, person and sensitive value, shape (n_rows,) each; -1
        for a missing value.

    Returns
    -------
    Diversity or None
        None if no record has a value.
    """
    held = np.unique(np.column_stack([codes, values, persons])[values >= 0], axis=0)[:, :2]
    if not len(held):
        return None
    pairs, n = np.unique(held, axis=0, return_counts=True)
    groups, group = np.unique(pairs[:, 0], return_inverse=True)
    share = n / np.bincount(group, n)[group]
    entropies = np.bincount(group, -share * np.log(share), minlength=len(groups))
    return Diversity(int(np.bincount(group).min()), float(np.exp(entropies.min())))
