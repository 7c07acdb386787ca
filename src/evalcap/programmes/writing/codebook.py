"""A codebook: what every column means, as a page and as a table."""

import csv
from collections.abc import Iterator, Mapping
from io import StringIO

from evalcap.programmes.column import CodeList, Column
from evalcap.programmes.description import holds, identifies, informs, origin
from evalcap.programmes.schema import Programme, Section, Table

_HEADINGS = ("column", "what it is", "holds", "points to a person", "informs")


def codebook_entries(schema: Programme) -> Iterator[dict[str, str]]:
    """Give one entry a column and table, all as text, in reading order."""
    for table in schema.tables:
        for section in table.sections:
            for column in section.columns:
                yield _entry(table, section, column)


def codebook_csv(schema: Programme) -> str:
    """Write the codebook as comma-separated text."""
    entries = list(codebook_entries(schema))
    text = StringIO()
    writer = csv.DictWriter(text, fieldnames=list(entries[0]), lineterminator="\n")
    writer.writeheader()
    writer.writerows(entries)
    return text.getvalue()


def codebook_markdown(schema: Programme) -> str:
    """Write the codebook as a page of Markdown: a part for each table, then the code lists."""
    parts = [f"# {schema.title}: codebook", schema.about]
    parts += [part for table in schema.tables for part in _table_part(table)]
    parts += ["## Code lists", *map(_list_part, code_lists(schema).values())]
    return "\n\n".join(parts) + "\n"


def code_lists(schema: Programme) -> Mapping[str, CodeList]:
    """Give the code lists that the columns use, each once, by name."""
    columns = (column for table in schema.tables for column in table.columns)
    return {column.codes.name: column.codes for column in columns if column.codes is not None}


def _entry(table: Table, section: Section, column: Column) -> dict[str, str]:
    facts = column.model_dump()
    asked = column.asked_if
    return {
        "table": table.name,
        "section": section.title.en,
        "column": column.name,
        **{f"label_{language}": text for language, text in column.label},
        "type": column.type,
        "unit": column.unit,
        "allowed": " | ".join(column.allowed),
        **{name: "" if facts[name] is None else f"{facts[name]:g}" for name in _LIMITS},
        **{name: facts[name] for name in _TEXTS},
        "asked_if": "" if asked is None else f"{asked.column} = {' | '.join(asked.values)}",
        "key": _yes_no(column.name in table.key),
        **{name: _yes_no(facts[name]) for name in _FLAGS},
        **{name: " | ".join(facts[name]) for name in _LISTS},
        "trip": column.trip or "",
        "kirkpatrick": str(column.kirkpatrick or ""),
    }


_LIMITS = ("minimum", "maximum")
_TEXTS = ("pattern", "not_below", "not_above", "definition", "source", "identifies")
_FLAGS = ("required", "sensitive", "confirmed")
_LISTS = ("compact", "sdg", "dac", "tags")


def _yes_no(holds_true: bool) -> str:  # noqa: FBT001 - the fact is all there is to say
    return "yes" if holds_true else "no"


def _table_part(table: Table) -> Iterator[str]:
    yield f"## {table.name}"
    yield f"{table.row} Key: {', '.join(f'`{name}`' for name in table.key)}."
    for section in table.sections:
        yield f"### {section.title.en}"
        yield _pipe_table(_HEADINGS, [_row(column) for column in section.columns])


def _row(column: Column) -> tuple[str, ...]:
    name = f"`{column.name}`" + (" (required)" if column.required else "")
    what = f"{column.definition} *{origin(column)}*"
    values = "" if column.codes is None else f": [{column.codes.name}](#{column.codes.name})"
    return name, what, holds(column) + values, identifies(column), informs(column)


def _list_part(codes: CodeList) -> str:
    rows = [(f"`{code.name}`", *(text for _, text in code.label)) for code in codes.codes]
    table = _pipe_table(("value", "English", "français", "español"), rows)
    return f"### {codes.name}\n\n{table}"


def _pipe_table(headings: tuple[str, ...], rows: list[tuple[str, ...]]) -> str:
    cells = [headings, ("---",) * len(headings), *rows]
    return "\n".join("| " + " | ".join(c.replace("|", "\\|") for c in row) + " |" for row in cells)
