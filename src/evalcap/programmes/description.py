"""Say in a few words what a column holds and what it informs."""

from evalcap.codelists.trip import element_title
from evalcap.programmes.column import Column

_TYPES = {
    "text": "text",
    "category": "one of a list",
    "integer": "whole number",
    "number": "number",
    "date": "date",
    "datetime": "date and time",
    "period": "date, or running number",
    "boolean": "1 (yes) or 0 (no)",
}
_PERSON = {
    "no": "",
    "indirectly": "with other columns",
    "directly": "by itself: pseudonyms only",
}


def holds(column: Column) -> str:
    """Say what a cell holds: `number, in points, from 0 to 100`."""
    unit = f"in {column.unit}" if column.unit and column.unit != "share" else column.unit
    example = f"such as {column.example}" if column.example else ""
    parts = (_TYPES[column.type], unit, limits(column), example)
    return ", ".join(part for part in parts if part)


def limits(column: Column) -> str:
    """Say between which values a cell lies: `from 0 to 100`; empty for no limit."""
    match column.minimum, column.maximum:
        case None, None:
            return ""
        case low, None:
            return f"{low:g} or more"
        case None, high:
            return f"{high:g} or less"
        case low, high:
            return f"from {low:g} to {high:g}"


def identifies(column: Column) -> str:
    """Say whether a cell points to a person; empty if it does not."""
    sensitive = "sensitive" if column.sensitive else ""
    return "; ".join(part for part in (_PERSON[column.identifies], sensitive) if part)


def origin(column: Column) -> str:
    """Say where the definition comes from, and whether it was read there."""
    return column.source if column.confirmed else f"{column.source} (unverified)"


def informs(column: Column) -> str:
    """Say what a column informs: `Compact 11(a), 12(b); SDG 10.7; DAC effectiveness`."""
    level = "" if column.kirkpatrick is None else f"Kirkpatrick level {column.kirkpatrick}"
    element = "" if column.trip is None else f"ICAO TRIP: {element_title(column.trip)}"
    parts = (
        _listed("Compact", column.compact),
        _listed("SDG", column.sdg),
        _listed("DAC", column.dac),
        level,
        element,
    )
    return "; ".join(part for part in parts if part)


def _listed(what: str, codes: tuple[str, ...]) -> str:
    return f"{what} {', '.join(codes)}" if codes else ""
