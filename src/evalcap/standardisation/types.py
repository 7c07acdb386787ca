"""Give canonical columns the type that their programme declares."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Final

import pandas as pd

from evalcap.programmes.column import ColumnType
from evalcap.standardisation.written_numbers import advice


@dataclass(frozen=True)
class Typed:
    """A column brought to a type.

    Attributes
    ----------
    column
        The values, shape (n_rows,); missing where `wrong`.
    wrong
        Which cells hold something of another type, shape (n_rows,).
    expected
        What they should hold, in words.
    do
        What to do about cells that do not.
    """

    column: pd.Series
    wrong: pd.Series
    expected: str
    do: str


def in_type(column: pd.Series, kind: ColumnType) -> Typed | None:
    """Bring a column to a type; None for types that hold any value.

    Text that spells numbers or ISO dates becomes numbers or dates. Nothing else is guessed.
    """
    caster = _CASTERS.get(kind)
    return None if caster is None else caster(column)


def _number(column: pd.Series) -> Typed:
    numbers = column
    if not pd.api.types.is_numeric_dtype(column):
        numbers = pd.to_numeric(column, errors="coerce")
    wrong = column.notna() & numbers.isna()
    return Typed(numbers, wrong, "numbers", advice(column[wrong]))


def _integer(column: pd.Series) -> Typed:
    typed = _number(column)
    fractions = typed.column.notna() & (typed.column % 1 != 0)
    return Typed(typed.column, typed.wrong | fractions, "whole numbers", typed.do)


def _date(column: pd.Series) -> Typed:
    return _moment(
        column,
        "dates",
        "Declare their format in [units], as by 'DD/MM/YYYY -> date' or 'Excel serial -> date'.",
        format="%Y-%m-%d",
    )


def _datetime(column: pd.Series) -> Typed:
    return _moment(
        column,
        "dates with times",
        "Write them as 2024-03-31T14:05:00Z, or make them in prepare().",
        format="ISO8601",
        utc=True,
    )


def _moment(column: pd.Series, expected: str, do: str, **parsing: Any) -> Typed:
    moments = column
    if pd.api.types.is_numeric_dtype(column):
        moments = pd.Series(pd.NaT, index=column.index, name=column.name)
    elif not pd.api.types.is_datetime64_any_dtype(column):
        moments = pd.to_datetime(column.astype("str"), errors="coerce", **parsing)
    return Typed(moments, column.notna() & moments.isna(), expected, do)


def _period(column: pd.Series) -> Typed:
    return _number(column) if pd.api.types.is_numeric_dtype(column) else _date(column)


def _boolean(column: pd.Series) -> Typed:
    flags = column
    if pd.api.types.infer_dtype(column, skipna=True) == "boolean":
        # Formats write true and false in as many ways; 1 and 0 in one.
        flags = column.astype("float64" if column.isna().any() else "int64")
    elif not pd.api.types.is_numeric_dtype(column):
        flags = pd.to_numeric(column, errors="coerce")
    wrong = column.notna() & ~flags.isin([0, 1])
    return Typed(flags, wrong, "0 and 1", "Recode its values to 0 and 1.")


_CASTERS: Final[dict[ColumnType, Callable[[pd.Series], Typed]]] = {
    "number": _number,
    "integer": _integer,
    "date": _date,
    "datetime": _datetime,
    "period": _period,
    "boolean": _boolean,
}
