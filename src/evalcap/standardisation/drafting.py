"""Suggest which header is which canonical column. A suggestion is never applied."""

from collections.abc import Collection, Iterator
from typing import Final

import pandas as pd

from evalcap.programmes import programme as find_programme
from evalcap.programmes.column import Column
from evalcap.programmes.schema import Programme
from evalcap.sources import Source
from evalcap.standardisation.draft import Draft, Suggestion
from evalcap.standardisation.likeness import likeness, plain
from evalcap.standardisation.units import date_conversions, number_conversions

# Less alike than this is not worth a person's time.
_LEAST: Final = 0.55
# A column with more values than this is no category.
_MOST_VALUES: Final = 30


def draft_mapping(source: Source, *, programme: str) -> Draft:
    """Suggest a canonical column for each header, codes for its values, and formats of dates.

    Parameters
    ----------
    source
        A file that was read.
    programme
        Programme type: `training`, `document_verification` or `reintegration`.

    Returns
    -------
    Draft
        `str()` of it is what to paste into study.toml. Values are shown only of categories that
        do not name a person and are not sensitive.

    Raises
    ------
    UnknownProgrammeError
        There is no such programme type.
    """
    schema = find_programme(programme)
    columns = {column.name: column for column in _columns(schema)}
    chosen = _pairs(source, list(columns.values()))
    headers = [str(header) for header in source.frame.columns]
    suggestions = [
        _suggestion(source, columns[name], header, alike)
        for name, (header, alike) in chosen.items()
    ]
    found = {header for header, _ in chosen.values()}
    return Draft(
        source=source.name,
        programme=schema.name,
        suggestions=tuple(suggestions),
        unmatched=tuple(header for header in headers if header not in found),
        required=tuple(_lacking(schema, chosen)),
    )


def _lacking(schema: Programme, chosen: Collection[str]) -> Iterator[str]:
    """Name what the table needs that the file seems to be: the one with the most columns found."""
    table = max(schema.tables, key=lambda each: sum(c.name in chosen for c in each.columns))
    yield from (c.name for c in table.columns if c.required and c.name not in chosen)


def _columns(schema: Programme) -> Iterator[Column]:
    for table in schema.tables:
        for column in table.columns:
            yield from column.members


def _pairs(source: Source, columns: list[Column]) -> dict[str, tuple[str, float]]:
    """Pair columns and headers, the most alike first, each once."""
    scored = [
        (likeness(str(header), source.column_labels.get(str(header), ""), column), column, header)
        for header in source.frame.columns
        for column in columns
    ]
    pairs: dict[str, tuple[str, float]] = {}
    taken = set()
    for alike, column, header in sorted(scored, key=lambda entry: -entry[0]):
        if alike >= _LEAST and column.name not in pairs and header not in taken:
            pairs[column.name] = (str(header), alike)
            taken.add(header)
    return pairs


def _suggestion(source: Source, column: Column, header: str, alike: float) -> Suggestion:
    cells = source.frame[header].dropna()
    codes = {}
    if column.codes is not None and column.identifies != "directly" and not column.sensitive:
        labels = source.value_labels.get(header, {})
        values = cells.unique()
        if len(values) <= _MOST_VALUES:
            codes = {_text(value): _code(column, value, labels.get(value)) for value in values}
    return Suggestion(column, header, alike, codes, tuple(_conversions(column, cells)))


def _conversions(column: Column, cells: pd.Series) -> Iterator[str]:
    if not len(cells) or pd.api.types.is_datetime64_any_dtype(cells):
        return
    if column.type in ("date", "period"):
        yield from date_conversions(cells)
    elif column.type in ("number", "integer"):
        yield from number_conversions(cells)


def _code(column: Column, value: object, label: str | None) -> str | None:
    """Find the code whose name or label is the value's own, or that of its label."""
    said = {plain(_text(value))} | ({plain(label)} if label else set())
    for code in column.codes.codes if column.codes else ():
        if said & {plain(code.name), *(plain(text) for _, text in code.label)}:
            return code.name
    return None


def _text(value: object) -> str:
    return f"{value:g}" if isinstance(value, float) else str(value)
