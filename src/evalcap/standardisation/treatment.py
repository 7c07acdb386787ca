"""Check that a unit, once treated, stays treated."""

from collections.abc import Iterator

import numpy as np
import pandas as pd

from evalcap.errors.standardisation import Problem
from evalcap.standardisation.naming import RowNames
from evalcap.standardisation.rows import Mask, Rows


def check_treated(
    treated: pd.Series, rows: Rows, column: str, names: RowNames
) -> Iterator[Problem]:
    """Find cells that are neither 0 nor 1, and units that leave treatment.

    Parameters
    ----------
    treated
        Whether the unit is treated in the row's period, shape (n_rows,).
    rows
        Unit and time of every row.
    column
        The column's name.
    names
        How to name rows and units.
    """
    status = pd.to_numeric(treated, errors="coerce").to_numpy(dtype=float, na_value=np.nan)
    other = ~np.isin(status, [0.0, 1.0])
    if other.any():
        yield Problem(
            (column,),
            "is neither 0 nor 1",
            "Recode it to 0 and 1, and fill in what is missing.",
            n=int(other.sum()),
            examples=names.rows(other),
            kind="not-binary",
            rows=names.positions(other),
        )
    leaves = _leaves(status, rows)
    if leaves.any():
        yield Problem(
            (column,),
            "goes from 1 back to 0",
            "Give the first treated period as treated_from instead, or leave these units out "
            "in prepare().",
            n=len(np.unique(rows.unit[leaves])),
            of="unit",
            examples=names.units(leaves),
            kind="leaves",
            rows=names.positions(leaves),
        )


def _leaves(status: np.ndarray, rows: Rows) -> Mask:
    """Say which rows are untreated after a treated one of the same unit, shape (n_rows,)."""
    usable = np.flatnonzero(rows.complete & ~np.isnan(status))
    order = usable[np.lexsort((rows.time[usable], rows.unit[usable]))]
    same_unit = rows.unit[order][1:] == rows.unit[order][:-1]
    leaves = np.zeros(len(status), dtype=np.bool_)
    leaves[order[1:][same_unit & (np.diff(status[order]) < 0)]] = True
    return leaves
