"""Unit and time as integer codes, so that a million rows are checked in about a second."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pandas as pd

Codes = npt.NDArray[np.int64]
Mask = npt.NDArray[np.bool_]


@dataclass(frozen=True)
class Rows:
    """Unit and time of every row as integers.

    Attributes
    ----------
    unit, time
        Codes, shape (n_rows,); -1 where missing. Codes of times are in their order.
    """

    unit: Codes
    time: Codes

    @property
    def complete(self) -> Mask:
        """Rows with unit and time, shape (n_rows,)."""
        return (self.unit >= 0) & (self.time >= 0)


def duplicated(codes: Codes) -> Mask:
    """Say which codes occur more than once, shape (n_rows,)."""
    return pd.Series(codes).duplicated(keep=False).to_numpy()


def varies_within_unit(column: pd.Series, rows: Rows) -> Mask:
    """Say which rows differ from the first row of their unit, shape (n_rows,).

    Missing is a value like any other, and so is infinity, which means the same: never.
    """
    values = pd.factorize(column.replace([np.inf, -np.inf], np.nan))[0]
    known = rows.unit >= 0
    first = np.zeros(int(rows.unit.max(initial=-1)) + 1, dtype=np.int64)
    # Written from last to first, so that the first row of a unit is what stays.
    first[rows.unit[known][::-1]] = values[known][::-1]
    differs = np.zeros(len(values), dtype=np.bool_)
    differs[known] = values[known] != first[rows.unit[known]]
    return differs
