"""Look through a table for columns that point to a person by themselves."""

from collections.abc import Iterator, Mapping, Sequence

import pandas as pd

from evalcap.privacy.identifiers.cells import Cells, matching
from evalcap.privacy.identifiers.headers import kinds_by_header
from evalcap.privacy.identifiers.kind import KINDS, Identifier, Kind
from evalcap.privacy.identifiers.plausible import plausible_cells
from evalcap.privacy.identifiers.shapes import kinds_by_shape
from evalcap.privacy.identifiers.values import kinds_by_value, long_numbers_in, names_in
from evalcap.privacy.pseudonyms.form import PATTERN
from evalcap.programmes import Column, Programme

Found = tuple[int, str]


def find_identifiers(
    frame: pd.DataFrame,
    *,
    file: str = "",
    labels: Mapping[str, str] | None = None,
    canonical: Mapping[str, str] | None = None,
    schema: Programme | None = None,
    regions: Sequence[str] = (),
) -> tuple[Identifier, ...]:
    """Find direct identifiers by header, by values, and by what a schema declares.

    Parameters
    ----------
    frame
        Raw or standard data, shape (n_rows, n_columns).
    file
        What the table is called in messages.
    labels
        Header to the label that the file gives the column, which is read like a header.
    canonical
        Header to the name by which the schema knows the column, where they differ.
    schema
        The programme type. In a column that it declares to point to a person by itself, which is
        to hold pseudonyms, names and long numbers are identifiers; columns it declares otherwise
        are searched only for what cannot be anything else.
    regions
        Two-letter codes of the countries whose phone numbers are known without country code.

    Returns
    -------
    tuple of Identifier
        One for each column and kind, in the order of the columns; no value of any cell. A column
        that holds nothing but pseudonyms made by evalcap is passed over.
    """
    labels, canonical = labels or {}, canonical or {}
    return tuple(
        Identifier(file, str(header), kind, n, by)  # type: ignore[arg-type]
        for position, header in enumerate(frame.columns)
        for kind, (n, by) in _in_column(
            frame.iloc[:, position],
            (str(header), labels.get(str(header), "")),
            schema.column(canonical.get(str(header), str(header))) if schema else None,
            regions,
        )
    )


def _in_column(
    column: pd.Series, names: tuple[str, str], declared: Column | None, regions: Sequence[str]
) -> list[tuple[Kind, Found]]:
    cells = Cells(column)
    if not cells.n or _are_pseudonyms(cells):
        return []
    found: dict[Kind, Found] = {}
    for kind, n, by in _all_ways(cells, names, declared, regions):
        found.setdefault(kind, (n, by))
    return sorted(found.items(), key=lambda item: KINDS.index(item[0]))


def _all_ways(
    cells: Cells, names: tuple[str, str], declared: Column | None, regions: Sequence[str]
) -> Iterator[tuple[Kind, int, str]]:
    for kind, n in kinds_by_value(cells):
        yield kind, n, "values"
    yield from _announced(cells, names)
    if declared is None:
        for kind, n in kinds_by_shape(names[0], cells, regions):
            yield kind, n, "values"
    elif declared.identifies == "directly":
        if n := names_in(cells):
            yield "person_name", n, "schema"
        if n := long_numbers_in(cells):
            yield "national_id", n, "schema"


def _announced(cells: Cells, names: tuple[str, str]) -> Iterator[tuple[Kind, int, str]]:
    """Give the first kind that header or label announces, if values look like it."""
    for name in filter(None, names):
        for kind in kinds_by_header(name):
            if n := plausible_cells(kind, cells):
                yield kind, n, "header"
                return


def _are_pseudonyms(cells: Cells) -> bool:
    return not cells.texts.empty and bool(matching(cells.texts, PATTERN, whole=True).all())
