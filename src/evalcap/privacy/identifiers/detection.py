"""Look through a table for columns that point to a person by themselves."""

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime

import pandas as pd

from evalcap.privacy.identifiers.births import births, latest_day
from evalcap.privacy.identifiers.cells import Cells, matching
from evalcap.privacy.identifiers.headers import kinds_by_header
from evalcap.privacy.identifiers.kind import KINDS, By, Identifier, Kind
from evalcap.privacy.identifiers.plausible import plausible_cells
from evalcap.privacy.identifiers.shapes import kinds_by_shape
from evalcap.privacy.identifiers.values import kinds_by_value, long_numbers_in, names_in
from evalcap.privacy.pseudonyms.form import PATTERN
from evalcap.programmes import Programme

Found = tuple[int, By]


@dataclass(frozen=True)
class About:
    """What is known of a column beside its values.

    Attributes
    ----------
    names
        Its header, and its label or an empty text.
    declared
        Whether the schema knows it.
    persons
        Whether it is to tell persons apart.
    until
        Says until when the persons of its table took part, for a column that nobody declared in a
        table of persons; None for any other.
    """

    names: tuple[str, str]
    declared: bool
    persons: bool
    until: Callable[[], date] | None = None


def find_identifiers(
    frame: pd.DataFrame,
    *,
    file: str = "",
    labels: Mapping[str, str] | None = None,
    canonical: Mapping[str, str] | None = None,
    schema: Programme | None = None,
    persons: Collection[str] = (),
    regions: Sequence[str] = (),
    until: date | None = None,
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
    persons
        Headers of further columns that are about persons.
    regions
        Two-letter codes of the countries whose phone numbers are known without country code.
    until
        When the programme ended; otherwise the latest day in the table counts, or today. Dates
        that give its persons ages by then are dates of birth.

    Returns
    -------
    tuple of Identifier
        One for each column and kind, in the order of the columns; no value of any cell. A column
        that holds nothing but pseudonyms made by evalcap is passed over.
    """
    known = _about(frame, labels or {}, canonical or {}, schema, persons)
    if any(about.persons for about in known):
        known = [_dated(about, n, frame, until) for n, about in enumerate(known)]
    found: list[Identifier] = []
    for position, about in enumerate(known):
        in_column = _in_column(Cells(frame.iloc[:, position]), about, regions)
        found += (Identifier(file, about.names[0], kind, n, by) for kind, (n, by) in in_column)
    return tuple(found)


def _about(
    frame: pd.DataFrame,
    labels: Mapping[str, str],
    canonical: Mapping[str, str],
    schema: Programme | None,
    persons: Collection[str],
) -> list[About]:
    """Say what is known of each column."""
    found = []
    for header in map(str, frame.columns):
        declared = schema.column(canonical.get(header, header)) if schema else None
        directly = declared is not None and declared.identifies == "directly"
        names = (header, labels.get(header, ""))
        found.append(About(names, declared is not None, directly or header in persons))
    return found


def _dated(about: About, position: int, frame: pd.DataFrame, until: date | None) -> About:
    """Say until when persons took part, for a column that may hold their births."""

    def last() -> date:
        others = (Cells(frame.iloc[:, n]) for n in range(frame.shape[1]) if n != position)
        return until or latest_day(others) or datetime.now(UTC).date()

    return about if about.declared else replace(about, until=last)


def _in_column(cells: Cells, about: About, regions: Sequence[str]) -> list[tuple[Kind, Found]]:
    if not cells.n or _are_pseudonyms(cells):
        return []
    found: dict[Kind, Found] = {}
    for kind, n, by in _all_ways(cells, about, regions):
        found.setdefault(kind, (n, by))
    return sorted(found.items(), key=lambda item: KINDS.index(item[0]))


def _all_ways(cells: Cells, about: About, regions: Sequence[str]) -> Iterator[tuple[Kind, int, By]]:
    for kind, n in kinds_by_value(cells):
        yield kind, n, "values"
    yield from _announced(cells, about.names)
    if not about.declared:
        for kind, n in kinds_by_shape(about.names[0], cells, regions):
            yield kind, n, "values"
    if about.until is not None and (n := births(cells, by=about.until)):
        yield "date_of_birth", n, "values"
    if about.persons:
        if n := names_in(cells):
            yield "person_name", n, "declared"
        if n := long_numbers_in(cells):
            yield "national_id", n, "declared"


def _announced(cells: Cells, names: tuple[str, str]) -> Iterator[tuple[Kind, int, By]]:
    """Give the first kind that header or label announces, if values look like it."""
    for name in filter(None, names):
        for kind in kinds_by_header(name):
            if n := plausible_cells(kind, cells):
                yield kind, n, "header"
                return


def _are_pseudonyms(cells: Cells) -> bool:
    return not cells.texts.empty and bool(matching(cells.texts, PATTERN, whole=True).all())
