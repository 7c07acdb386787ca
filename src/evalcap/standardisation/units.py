"""Convert units of measure and formats of dates, by an explicit table and never by guess."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Final

import pandas as pd

from evalcap.errors.standardisation import Problem
from evalcap.programmes import Column, Programme

# (from, to): multiply by the first number, or divide by it the other way round.
_SCALES: Final[dict[tuple[str, str], int]] = {
    ("minutes", "seconds"): 60,
    ("hours", "seconds"): 3600,
    ("hours", "minutes"): 60,
    ("days", "hours"): 24,
    ("weeks", "days"): 7,
    ("years", "months"): 12,
    ("share", "percent"): 100,
    ("share", "per_thousand"): 1000,
}
_DATES: Final = {
    "YYYY-MM-DD": "%Y-%m-%d",
    "YYYYMMDD": "%Y%m%d",
    "DD/MM/YYYY": "%d/%m/%Y",
    "MM/DD/YYYY": "%m/%d/%Y",
    "DD.MM.YYYY": "%d.%m.%Y",
    "DD-MM-YYYY": "%d-%m-%Y",
}


@dataclass(frozen=True)
class Conversion:
    """How to get from one unit or format to another.

    Attributes
    ----------
    target
        The unit arrived at; `date` and `number` for formats.
    apply
        From a column to the converted one, missing where a cell cannot be converted.
    """

    target: str
    apply: Callable[[pd.Series], pd.Series]


def conversion(text: str) -> Conversion | None:
    """Find the conversion that "minutes -> seconds" asks for; None if the table has none."""
    source, _, target = (part.strip() for part in text.partition("->"))
    if target == "date":
        return _date(source)
    if (source, target) == ("decimal comma", "number"):
        return Conversion(target, _decimal_comma)
    if (source, target) in _SCALES:
        factor = _SCALES[source, target]
        return Conversion(target, lambda column: _numbers(column) * factor)
    if (target, source) in _SCALES:
        # Dividing is exact where multiplying by 0.01 is not.
        divisor = _SCALES[target, source]
        return Conversion(target, lambda column: _numbers(column) / divisor)
    return None


def unit_problems(units: Mapping[str, str], schema: Programme) -> Iterator[Problem]:
    """Say which conversions are unknown, or lead to another unit than the column's own."""
    for name, text in units.items():
        found, column = conversion(text), schema.column(name)
        if found is None:
            yield Problem((name,), f"there is no conversion {text!r}", _known())
        elif column is not None and found.target not in (column.unit, kind := _kind(column)):
            wanted = column.unit or kind
            yield Problem(
                (name,),
                f"{text!r} gives {found.target}, and the column is in {wanted}",
                f"Convert to {wanted}.",
            )


def _kind(column: Column) -> str:
    """Name the format that a column without a unit is in."""
    return "date" if column.type == "period" else column.type


def _date(source: str) -> Conversion | None:
    if source == "Excel serial":
        return Conversion("date", _from_serial)
    if source not in _DATES:
        return None
    pattern = _DATES[source]
    return Conversion("date", lambda column: _from_text(column, pattern))


def _numbers(column: pd.Series) -> pd.Series:
    """Widen to float64 first: small integers of a statistics package would overflow."""
    return pd.to_numeric(column, errors="coerce").astype("float64")


def _decimal_comma(column: pd.Series) -> pd.Series:
    return _numbers(column.astype("str").str.replace(",", ".", regex=False))


def _from_serial(column: pd.Series) -> pd.Series:
    # Excel counts days from here, after its imaginary 29 February 1900.
    return pd.to_datetime(_numbers(column), unit="D", origin="1899-12-30", errors="coerce")


def _from_text(column: pd.Series, pattern: str) -> pd.Series:
    if pd.api.types.is_datetime64_any_dtype(column):
        return column
    return pd.to_datetime(column.astype("str"), format=pattern, errors="coerce")


def _known() -> str:
    scales = [f"'{a} -> {b}'" for a, b in _SCALES]
    dates = [f"'{source} -> date'" for source in (*_DATES, "Excel serial")]
    return (
        f"Known, the scales both ways: {', '.join([*scales, *dates])}, 'decimal comma -> number'. "
        "Currencies are never converted; do that in prepare(), with its rates and year."
    )
