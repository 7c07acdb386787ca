"""From the cells of a sheet to columns with types."""

import math
from collections.abc import Iterable, Sequence
from datetime import date, datetime
from typing import Any

import numpy as np
import pandas as pd

from evalcap.errors.reading import ReaderFinding
from evalcap.sources.missing import MARKS, codes_in
from evalcap.sources.reasons import code_text

_SHOWN = 5
_MOST = 0.5  # of a column's cells are of one kind: the others are likely mistakes


def typed_frame(
    names: Sequence[str], rows: Iterable[Sequence[Any]], *, numbers: Sequence[int], sheet: str
) -> tuple[pd.DataFrame, list[ReaderFinding]]:
    """Give each column the type that its cells have.

    Parameters
    ----------
    names
        One a column.
    rows
        Cells by row, as calamine gives them; "" is empty.
    numbers
        Row of the sheet, from 1, of each of `rows`.

    Returns
    -------
    tuple
        The frame, and what is mixed in its columns.
    """
    columns: dict[str, pd.Series] = {}
    findings: list[ReaderFinding] = []
    cells: Sequence[Sequence[Any]] = list(zip(*rows, strict=True)) or [()] * len(names)
    for name, column in zip(names, cells, strict=True):
        columns[name], noted = _typed(name, column, numbers, sheet)
        findings += noted
    return pd.DataFrame(columns), findings


def text_column(cells: Sequence[Any]) -> pd.Series:
    """Write every cell as text: 12 rather than 12.0; empty cells are missing."""
    return pd.Series([_text(cell) for cell in cells], dtype="str")


def _text(cell: Any) -> Any:
    if cell in ("", None):
        return math.nan
    return cell.isoformat() if isinstance(cell, date) else code_text(cell)


def _typed(
    name: str, cells: Sequence[Any], numbers: Sequence[int], sheet: str
) -> tuple[pd.Series, list[ReaderFinding]]:
    kinds = {type(cell) for cell in cells if cell != ""}
    if not kinds:
        return pd.Series(np.nan, index=range(len(cells)), dtype=float), []
    if kinds == {float}:
        return _numbers(pd.Series([np.nan if cell == "" else cell for cell in cells])), []
    if kinds <= {date, datetime}:
        days = pd.to_datetime(pd.Series([None if c == "" else c for c in cells]))
        return days.dt.as_unit("us"), []
    plain = pd.Series([_plain(cell) for cell in cells], dtype=object)
    if len(kinds) == 1:
        return plain.infer_objects(), []
    return _mixed(name, plain, numbers, sheet)


def _mixed(
    name: str, cells: pd.Series, numbers: Sequence[int], sheet: str
) -> tuple[pd.Series, list[ReaderFinding]]:
    """Settle a column with cells of several kinds, or say what is mixed in it."""
    marked = cells.isin(MARKS)
    text = cells.map(lambda cell: isinstance(cell, str)) & ~marked
    rows = np.flatnonzero(text)
    facts: dict[str, Any] = {
        "sheet": sheet,
        "column": name,
        "n": len(rows),
        "examples": tuple(numbers[row] for row in rows[:_SHOWN]),
    }
    words = cells[text].astype(str)
    if _are_numbers(cells[~text & ~marked].dropna()) and not codes_in(words):
        values = pd.to_numeric(cells.mask(marked), errors="coerce")
        if values[text].notna().all():
            wrong = "numbers that were stored as text; read as numbers"
            found = [ReaderFinding("text_numbers", wrong, **facts)] if len(rows) else []
            return _numbers(values), found
    if 0 < len(rows) <= _MOST * cells.notna().sum() and not codes_in(words):
        wrong = "text in a column of numbers or dates, which stays as it is"
        return cells, [ReaderFinding("mixed_types", wrong, "Correct or recode them.", **facts)]
    return cells, []


def _are_numbers(cells: pd.Series) -> bool:
    return all(isinstance(c, int | float) and not isinstance(c, bool) for c in cells)


def _numbers(column: pd.Series) -> pd.Series:
    """Give numbers that are all whole and there as whole numbers."""
    whole = column.notna().all() and (column % 1 == 0).all() and column.abs().max() < 2**53
    return column.astype("int64") if whole else column.astype(float)


def _plain(cell: Any) -> Any:
    if cell == "":
        return None
    return int(cell) if isinstance(cell, float) and cell.is_integer() else cell
