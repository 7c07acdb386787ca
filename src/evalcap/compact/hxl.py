"""Findings in the Humanitarian Exchange Language: a table with a row of hashtags."""

from collections.abc import Iterable, Iterator
from typing import Final

from evalcap.compact.observations import Observation, plain_number
from evalcap.compact.tables import Cell, csv_text, inert
from evalcap.evidence.model import Count

# Heading to hashtag. Numbers that are no estimate have no tag that libhxl reads as one.
COLUMNS: Final = {
    "Study": "#activity+code",
    "Title": "#activity+name",
    "Role of the study": "#meta+role",
    "Programme": "#activity+type",
    "Countries": "#country+name+list",
    "Country codes": "#country+code+list",
    "From": "#date+start",
    "To": "#date+end",
    "Outcome": "#indicator+name",
    "Unit": "#indicator+unit",
    "Better": "#indicator+direction",
    "By": "#group+type",
    "Group": "#group+name",
    "Effect": "#indicator+effect+num",
    "Lower limit of 95 % interval": "#indicator+effect+low+num",
    "Upper limit of 95 % interval": "#indicator+effect+high+num",
    "Effect aimed at": "#indicator+target+num",
    "Units": "#meta+units+num",
    "Units if withheld": "#meta+units+withheld",
    "Units are": "#meta+units+type",
    "Strength of evidence, 1 to 5": "#meta+grade",
    "Contributes to objectives": "#meta+objectives+list",
    "Contributes to targets": "#meta+sdg+list",
    "Withheld because": "#meta+withheld",
    "Evidence": "#meta+evidence",
}
_APART: Final = " | "


def hxl_csv(rows: Iterable[Observation]) -> str:
    """Write the table: headings, hashtags, one row an effect."""
    cells = (list(_cells(row)) for row in rows)
    return csv_text([list(COLUMNS), list(COLUMNS.values()), *cells])


def _cells(row: Observation) -> Iterator[Cell]:
    yield from (inert(text) for text in (row.study, row.title, row.role, row.programme))
    yield from (inert(_APART.join(several)) for several in (row.countries, row.codes))
    yield from (day.isoformat() if day else "" for day in (row.start, row.end))
    yield from (inert(text) for text in (row.label, row.unit, row.better, row.by, row.level))
    for value in (row.point, row.low, row.high, row.target):
        yield "" if value is None else plain_number(value)
    yield from _counted(row.units)
    yield row.unit_is
    yield "" if row.grade is None else row.grade
    yield _APART.join(map(str, row.objectives))
    yield from (inert(text) for text in (_APART.join(row.sdg), row.withheld, row.key))


def _counted(units: Count) -> tuple[Cell, Cell]:
    """Keep a count that is withheld, such as "<10", out of the column of numbers."""
    return (units, "") if isinstance(units, int) else ("", units)
