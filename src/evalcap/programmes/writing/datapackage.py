"""A Frictionless data package: the schema for machines, with blank files to fill.

References
----------
Frictionless Standards, Data Package and Table Schema, version 1.
"""

from collections import defaultdict
from typing import Any, Final

from evalcap.programmes.column import Column
from evalcap.programmes.schema import Programme, Table

_TYPES: Final = {
    "text": "string",
    "category": "string",
    "integer": "integer",
    "number": "number",
    "date": "date",
    "datetime": "datetime",
    "period": "date",
    "boolean": "boolean",
}
# What a column informs has no place in the standard, which lets a field say more than it asks.
_OWN: Final = ("unit", "source", "confirmed", "identifies", "sensitive", "compact", "sdg", "dac")


def data_path(table: Table) -> str:
    """Name the file that holds a table's rows, from the package's folder."""
    return f"data/{table.name}.csv"


def data_package(schema: Programme) -> dict[str, Any]:
    """Describe a programme type's tables as a tabular data package."""
    present = {table.name for table in schema.tables}
    return {
        "profile": "tabular-data-package",
        "name": schema.name.replace("_", "-"),
        "title": schema.title,
        "description": schema.about,
        "resources": [_resource(table, present) for table in schema.tables],
    }


def _resource(table: Table, present: set[str]) -> dict[str, Any]:
    members = [member for column in table.columns for member in column.members]
    links = _foreign_keys(table, present)
    return {
        "profile": "tabular-data-resource",
        "name": table.name,
        "path": data_path(table),
        "title": table.name.replace("_", " ").capitalize(),
        "description": table.row,
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "schema": {
            "fields": [_field(column) for column in members],
            "missingValues": [""],
            "primaryKey": list(table.key),
            **({"foreignKeys": links} if links else {}),
        },
    }


def _field(column: Column) -> dict[str, Any]:
    constraints = {
        "required": column.required or None,
        "enum": list(column.allowed) or None,
        "minimum": column.minimum,
        "maximum": column.maximum,
        "pattern": column.pattern or None,
    }
    field = {
        "name": column.name,
        "type": _TYPES[column.type],
        "title": column.label.en,
        "description": column.definition,
        "constraints": {name: value for name, value in constraints.items() if value is not None},
        **{name: _plain(getattr(column, name)) for name in _OWN},
    }
    if column.type == "boolean":
        field |= {"trueValues": ["1"], "falseValues": ["0"]}
    return {name: value for name, value in field.items() if value not in ("", [], {})}


def _plain(value: Any) -> Any:
    return list(value) if isinstance(value, tuple) else value


def _foreign_keys(table: Table, present: set[str]) -> list[dict[str, Any]]:
    """Join the columns that lead to one table into one key."""
    fields = defaultdict(list)
    for column, target in table.links.items():
        if target in present:
            fields[target].append(column)
    return [
        {"fields": names, "reference": {"resource": target, "fields": names}}
        for target, names in fields.items()
    ]
