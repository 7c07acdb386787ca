"""Convert units of measure and formats of dates, by an explicit table and never by guess."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Final

import pandas as pd

from evalcap.codelists.countries import country_code
from evalcap.errors.standardisation import Problem
from evalcap.programmes import Programme
from evalcap.standardisation.written_numbers import ARABIC, from_arabic

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
# A year of two digits is in none of them: its century would be a guess.
_DATES: Final = {
    "YYYY-MM-DD": "%Y-%m-%d",
    "YYYY/MM/DD": "%Y/%m/%d",
    "YYYYMMDD": "%Y%m%d",
    "DD/MM/YYYY": "%d/%m/%Y",
    "MM/DD/YYYY": "%m/%d/%Y",
    "DD.MM.YYYY": "%d.%m.%Y",
    "DD-MM-YYYY": "%d-%m-%Y",
    "MM-DD-YYYY": "%m-%d-%Y",
    "YYYY-MM": "%Y-%m",
    "MM/YYYY": "%m/%Y",
}
_TIMES: Final = {" HH:MM": " %H:%M", " HH:MM:SS": " %H:%M:%S"}
_COUNTRY: Final = ("country name", "ISO 3166-1")
_COMMA: Final = ("decimal comma", "number")
_SERIALS: Final = (14_611, 73_050)  # days of Excel from 1940 to 2099


@dataclass(frozen=True)
class Conversion:
    """How to get from one unit or format to another.

    Attributes
    ----------
    targets
        The units or types arrived at, such as `seconds`, `date` or `number`.
    apply
        From a column to the converted one, missing where a cell cannot be converted.
    """

    targets: tuple[str, ...]
    apply: Callable[[pd.Series], pd.Series]


def conversion(text: str) -> Conversion | None:
    """Find the conversion that "minutes -> seconds" asks for; None if the table has none."""
    source, _, target = (part.strip() for part in text.partition("->"))
    if target in ("date", "datetime"):
        return _date(source, target)
    if is_of_countries(text):
        return Conversion(("text",), _country)
    if (source, target) in _WRITTEN:
        return Conversion(("number", "integer"), _WRITTEN[source, target])
    if (source, target) in _SCALES:
        factor = _SCALES[source, target]
        return Conversion((target,), lambda column: _numbers(column) * factor)
    if (target, source) in _SCALES:
        # Dividing is exact where multiplying by 0.01 is not.
        divisor = _SCALES[target, source]
        return Conversion((target,), lambda column: _numbers(column) / divisor)
    return None


def date_conversions(cells: pd.Series) -> Iterator[str]:
    """Name the conversions to a date that fit every cell; several where it cannot be told."""
    for source, pattern in _DATES.items():
        # ISO dates need no conversion.
        if source != "YYYY-MM-DD" and _from_text(cells, pattern).notna().all():
            yield f"{source} -> date"
    if pd.api.types.is_numeric_dtype(cells) and cells.between(*_SERIALS).all():
        yield "Excel serial -> date"


def number_conversions(cells: pd.Series) -> Iterator[str]:
    """Name the conversion of text to numbers that fits every cell, if numbers they are none."""
    if _numbers(cells).isna().any() and _decimal_comma(cells).notna().all():
        yield " -> ".join(_COMMA)


def unit_problems(units: Mapping[str, str], schema: Programme) -> Iterator[Problem]:
    """Say which conversions are unknown, or lead to another unit than the column's own."""
    for name, text in units.items():
        found, column = conversion(text), schema.column(name)
        if found is None:
            yield Problem((name,), f"there is no conversion {text!r}", _known())
        elif column is not None and not {column.unit, column.type} & set(found.targets):
            wanted = column.unit or column.type
            yield Problem(
                (name,),
                f"{text!r} gives {found.targets[0]}, and the column is in {wanted}",
                f"Convert to {wanted}.",
            )


def _date(source: str, target: str) -> Conversion | None:
    # A month or a day may also stand for the period that it begins.
    targets = ("date", "period") if target == "date" else ("datetime",)
    if source == "Excel serial":
        return Conversion(targets, _from_serial)
    pattern = _patterns(target).get(source)
    if pattern is None:
        return None
    return Conversion(targets, lambda column: _from_text(column, pattern))


def is_of_countries(text: str) -> bool:
    """Say whether a conversion such as "country name -> ISO 3166-1" is one of countries."""
    source, _, target = (part.strip() for part in text.partition("->"))
    return (source, target) == _COUNTRY


def _patterns(target: str) -> dict[str, str]:
    if target == "date":
        return _DATES
    return {
        f"{day}{time}": f"{pattern}{suffix}"
        for day, pattern in _DATES.items()
        for time, suffix in _TIMES.items()
    }


def _country(column: pd.Series) -> pd.Series:
    names = column.astype("str").where(column.notna())
    return names.map({name: country_code(name) for name in names.dropna().unique()})


def _numbers(column: pd.Series) -> pd.Series:
    """Widen to float64 first: small integers of a statistics package would overflow."""
    return pd.to_numeric(column, errors="coerce").astype("float64")


def _decimal_comma(column: pd.Series) -> pd.Series:
    return _numbers(column.astype("str").str.replace(",", ".", regex=False))


_WRITTEN: Final = {_COMMA: _decimal_comma, ARABIC: from_arabic}


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
    others = ["'DD/MM/YYYY HH:MM -> datetime' and the like"]
    others += [f"'{' -> '.join(pair)}'" for pair in (*_WRITTEN, _COUNTRY)]
    return (
        f"Known, the scales both ways: {', '.join([*scales, *dates, *others])}. "
        "Currencies are never converted; do that in prepare(), with its rates and year."
    )
