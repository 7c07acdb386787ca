"""Replace declared values by declared values."""

from collections.abc import Mapping
from typing import Any

import numpy as np
import pandas as pd

from evalcap.dataset.standard import Change
from evalcap.standardisation.rows import Mask


def recode_column(column: pd.Series, table: Mapping[Any, Any]) -> tuple[pd.Series, list[Change]]:
    """Replace values, all at once, so that two can swap.

    Parameters
    ----------
    column
        Raw values, shape (n_rows,).
    table
        Raw value to new value; "" as new value means missing.

    Returns
    -------
    Series
        The new values, of the type that they have together.
    list of Change
        One a value, also for values that do not occur: a mistyped one must be seen.
    """
    cells = {raw: _holding(column, raw) for raw in table}
    changes = [
        Change("recode", str(column.name), int(cells[raw].sum()), _detail(raw, new, cells[raw]))
        for raw, new in table.items()
    ]
    if not any(change.n_cells for change in changes):
        return column, changes
    values = column.astype(object).where(column.notna(), None)
    for raw, new in table.items():
        values[cells[raw]] = None if new == "" else new
    # A list lets pandas find the type anew: codes that became words are text.
    return pd.Series(values.tolist(), index=column.index, name=column.name), changes


def _holding(column: pd.Series, raw: Any) -> Mask:
    """Say which cells hold a value, shape (n_rows,), given as itself or as TOML text."""
    present = column.notna().to_numpy()
    if pd.api.types.is_bool_dtype(column):
        same = column.astype("str").str.lower() == str(raw).lower()
    elif pd.api.types.is_numeric_dtype(column):
        same = column == pd.to_numeric(pd.Series([raw]), errors="coerce").iloc[0]
    else:
        same = column.astype("str") == str(raw)
    return present & same.to_numpy(dtype=np.bool_, na_value=False)


def _detail(raw: Any, new: Any, cells: Mask) -> str:
    became = "missing" if new == "" else repr(new)
    return f"{raw!r} became {became}" if cells.any() else f"no cell holds {raw!r}"
