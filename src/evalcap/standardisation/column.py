"""Bring one column into standard form."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import pandas as pd

from evalcap.dataset.standard import Change
from evalcap.errors.standardisation import Problem
from evalcap.programmes.column import ColumnType
from evalcap.standardisation.naming import RowNames
from evalcap.standardisation.recode import recode_column
from evalcap.standardisation.types import in_type
from evalcap.standardisation.units import conversion
from evalcap.standardisation.whitespace import trim


@dataclass(frozen=True)
class Wishes:
    """What a study and its programme ask of one column.

    Attributes
    ----------
    recode
        Raw value to new value.
    unit
        A conversion such as "minutes -> seconds", known to be in the table; None for none.
    kind
        Type that the programme declares; None for a column it does not know.
    """

    recode: Mapping[Any, Any]
    unit: str | None
    kind: ColumnType | None


@dataclass(frozen=True)
class Standardised:
    """A column in standard form.

    Attributes
    ----------
    column
        Its values, shape (n_rows,).
    changes
        What was changed, in order.
    problems
        What could not be changed.
    """

    column: pd.Series
    changes: tuple[Change, ...]
    problems: tuple[Problem, ...]


def standard_column(column: pd.Series, wishes: Wishes, names: RowNames) -> Standardised:
    """Trim, recode, convert and type a column, in this order."""
    trimmed, trims = trim(column)
    recoded, recodes = recode_column(trimmed, wishes.recode)
    converted = _converted(recoded, wishes.unit, names)
    typed = _typed(converted.column, wishes.kind, names)
    return Standardised(
        typed.column,
        (*trims, *recodes, *converted.changes, *typed.changes),
        (*converted.problems, *typed.problems),
    )


def _converted(column: pd.Series, unit: str | None, names: RowNames) -> Standardised:
    found = None if unit is None else conversion(unit)
    if found is None:
        return Standardised(column, (), ())
    result = found.apply(column)
    lost = (column.notna() & result.isna()).to_numpy()
    problem = Problem(
        (str(column.name),),
        f"cannot be converted by {unit!r}",
        "Recode such cells, or make them missing.",
        n=int(lost.sum()),
        examples=names.rows(lost),
        kind="unit",
        rows=names.positions(lost),
    )
    change = Change("unit", str(column.name), int(result.notna().sum()), str(unit))
    # Handed on as missing, so that the next step does not report the same cells again.
    return Standardised(result, (change,), (problem,) if lost.any() else ())


def _typed(column: pd.Series, kind: ColumnType | None, names: RowNames) -> Standardised:
    typed = None if kind is None else in_type(column, kind)
    if typed is None:
        return Standardised(column, (), ())
    wrong = typed.wrong.to_numpy(dtype=bool)
    if wrong.any():
        problem = Problem(
            (str(column.name),),
            f"holds something other than {typed.expected}",
            typed.do,
            n=int(wrong.sum()),
            examples=names.rows(wrong),
            kind="type",
            rows=names.positions(wrong),
        )
        # Handed on as missing where it can be, so that the rest of it can be checked as well.
        return Standardised(typed.column, (), (problem,))
    if typed.column.dtype == column.dtype:
        return Standardised(column, (), ())
    detail = f"{column.dtype} became {typed.column.dtype}"
    n_cells = int(column.notna().sum())
    return Standardised(typed.column, (Change("type", str(column.name), n_cells, detail),), ())
