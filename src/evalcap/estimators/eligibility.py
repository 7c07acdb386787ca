"""Whom a programme is meant for, and the groups that a triple difference compares."""

import numpy as np

from evalcap.dataset import Panel
from evalcap.errors.design import EligibilityError, MissingKindsError
from evalcap.kernels.arrays import BoolArray

TARGET = "eligible where the programme came"


def require_eligibility(panel: Panel, name: str) -> None:
    """Refuse a column that is not 1 or 0 once for each unit; missing cells are counted elsewhere.

    Raises
    ------
    EligibilityError
    """
    value = panel.columns((name,))[:, 0]
    known = ~np.isnan(value)
    value, unit = value[known], panel.unit[known]
    kind = np.zeros(panel.n_units)
    kind[unit] = value
    if not np.isin(value, (0.0, 1.0)).all() or (kind[unit] != value).any():
        raise EligibilityError(name)


def four_groups(
    treated: BoolArray, elsewhere: BoolArray, eligible: BoolArray
) -> dict[str, BoolArray]:
    """Mark the eligible and treated, and the three groups they are compared with, shape (n,).

    Parameters
    ----------
    treated, elsewhere
        Units to whose place the programme came, and those that may stand for where it did not.

    Raises
    ------
    MissingKindsError
        Naming every group that is empty.
    """
    groups = {
        TARGET: treated & eligible,
        "ineligible where the programme came": treated & ~eligible,
        "eligible where it did not come": elsewhere & eligible,
        "ineligible where it did not come": elsewhere & ~eligible,
    }
    if missing := [kind for kind, mark in groups.items() if not mark.any()]:
        raise MissingKindsError(missing)
    return groups
