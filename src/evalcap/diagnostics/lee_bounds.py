"""Bounds on an effect when units are lost at different rates in the two groups."""

from collections.abc import Sequence

import numpy as np
import pandas as pd

from evalcap.diagnostics.lee_result import LeeBounds
from evalcap.diagnostics.lee_sample import Columns, SelectedUnits, read_units
from evalcap.errors.design import ClusterError, NoVariationError
from evalcap.errors.diagnostics import EmptyCellsError
from evalcap.kernels.aggregation import sum_within
from evalcap.kernels.contrasts import Mean, weighted_mean
from evalcap.kernels.rounding import rounding
from evalcap.kernels.trimming import (
    NobodyObservedError,
    TrimmedBounds,
    average_bounds,
    trimmed_bounds,
)


def lee_bounds(
    frame: pd.DataFrame,
    *,
    outcome: str,
    treated: str,
    selected: str | None = None,
    weight: str | None = None,
    tighten: str | Sequence[str] = (),
    cluster: str | None = None,
) -> LeeBounds:
    """Bound the effect on those whose outcome is observed in either group.

    Assumes that treatment was assigned at random and moves everyone's chance to be observed in
    one direction (within cells of `tighten`, in one direction each).

    Parameters
    ----------
    frame
        One row a unit, with those lost.
    outcome
        Column with the outcome; empty where not observed.
    treated
        Column with 0 or 1.
    selected
        Column with 0 or 1: whether the outcome is observed. By default where it is not empty.
    weight
        Column with weights, zero or more.
    tighten
        One or several columns of a few values each, known before treatment: bounds are taken in
        each cell of them and averaged, which makes them tighter.
    cluster
        Level of inference; the row by default.

    Returns
    -------
    Bounds in units of the outcome. Standard errors are Lee's (proposition 3), from influence
    functions, so that weights, clusters and cells count; they divide by n. Ties at the trimming
    limit are split.

    Raises
    ------
    DatasetError, NotBinaryError
    EmptyCellsError
        If in a cell nobody is observed in one of the groups.
    """
    cells_by = (tighten,) if isinstance(tighten, str) else tuple(tighten)
    columns = Columns(outcome, treated, selected, weight, cluster, cells_by)
    units = read_units(frame, columns)
    if units.n_clusters < 2:  # noqa: PLR2004 - variance needs two
        raise ClusterError(units.n_clusters)
    cells = _bounds_by_cell(units)
    shares = [_share(units, cell) for cell in range(len(cells))]
    bounds = average_bounds(cells, shares)
    observed = units.observed.astype(float)
    return LeeBounds(
        outcome=outcome,
        lower=bounds.lower.value,
        upper=bounds.upper.value,
        lower_std_error=_std_error(units, bounds.lower),
        upper_std_error=_std_error(units, bounds.upper),
        observed_treated=weighted_mean(observed, units.weight * units.treated).value,
        observed_comparison=weighted_mean(observed, units.weight * ~units.treated).value,
        trimmed=bounds.trimmed,
        n_units=len(units.outcome),
        n_observed=int(units.observed.sum()),
        n_clusters=units.n_clusters,
        n_cells=len(cells),
        excluded=units.excluded,
        notes=_notes(cells),
    )


def _bounds_by_cell(units: SelectedUnits) -> list[TrimmedBounds]:
    found, empty = [], 0
    for cell in range(int(units.cell.max()) + 1):
        weight = np.where(units.cell == cell, units.weight, 0.0)
        try:
            found.append(trimmed_bounds(units.outcome, units.treated, units.observed, weight))
        except NobodyObservedError:
            empty += 1
    if empty:
        raise EmptyCellsError(empty, len(found) + empty)
    return found


def _share(units: SelectedUnits, cell: int) -> Mean:
    return weighted_mean((units.cell == cell).astype(float), units.weight)


def _std_error(units: SelectedUnits, bound: Mean) -> float:
    scores = sum_within(bound.influence, units.cluster, units.n_clusters) / len(units.outcome)
    error = float(np.sqrt((scores**2).sum()))
    if error <= rounding(units.outcome[units.observed]):
        raise NoVariationError
    return error


def _notes(cells: Sequence[TrimmedBounds]) -> tuple[str, ...]:
    signs = {np.sign(cell.trimmed) for cell in cells if cell.trimmed}
    if len(signs) < 2:  # noqa: PLR2004 - both directions
        return ()
    note = (
        "In some cells the treated were observed more often, in others the comparison units: the "
        "bounds assume that treatment moves everyone within a cell in its direction."
    )
    return (note,)
