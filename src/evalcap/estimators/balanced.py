"""A panel as a table of units by periods, for methods that need it complete."""

import numpy as np

from evalcap.dataset import Panel
from evalcap.errors.balanced import IncompleteUnitsError, NoUnitEffectsError, WeightsRefusedError
from evalcap.kernels.arrays import BoolArray, FloatArray


def balanced_outcomes(
    panel: Panel, member: BoolArray, *, method: str, instead: str = "estimate_group_time"
) -> FloatArray:
    """Lay out the outcomes of some units over all periods of the panel.

    Parameters
    ----------
    member
        Which units to take, shape (n_units,).
    method
        What needs them, for the error.
    instead
        What takes units with gaps and weights, for the error.

    Returns
    -------
    Shape (n_members, n_periods).

    Raises
    ------
    NoUnitEffectsError, WeightsRefusedError, IncompleteUnitsError
    """
    if not panel.is_repeated:
        raise NoUnitEffectsError(method)
    if panel.names.weight is not None:
        raise WeightsRefusedError(method, instead, panel.names.weight)
    outcome = np.full((panel.n_units, len(panel.periods)), np.nan)
    outcome[panel.unit, panel.period] = panel.outcome
    outcome = outcome[member]
    missing = np.isnan(outcome)
    if missing.any():
        raise IncompleteUnitsError(
            method,
            instead,
            n_incomplete=int(missing.any(axis=1).sum()),
            n_units=len(outcome),
            n_cells=int(missing.sum()),
        )
    return outcome
