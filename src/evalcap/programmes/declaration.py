"""From the TOML files that declare programme types to their resolved tables."""

import tomllib
from collections.abc import Iterable, Mapping
from functools import cache
from importlib.resources import files
from typing import Any

from evalcap.codelists.compact import compact
from evalcap.programmes.column import Code, CodeList, Column, Condition, Fact, Label
from evalcap.programmes.schema import Programme, Section, Table


class _Section(Fact):
    title: Label
    columns: tuple[str, ...]
    asked: bool = True
    asked_if: Condition | None = None


class _Table(Fact):
    name: str
    row: str
    sections: tuple[_Section, ...]
    key: tuple[str, ...]
    required: tuple[str, ...]
    links: Mapping[str, str] = {}


class _Programme(Fact):
    name: str
    title: str
    about: str
    tables: tuple[_Table, ...]
    columns: Mapping[str, Mapping[str, Any]]


def read_programme(name: str) -> Programme:
    """Read a programme type, with each column resolved.

    Raises
    ------
    UnknownCodeError
        A column names an objective, an action or a target that there is not.
    """
    declared = _Programme.model_validate(read_file(name))
    columns = resolved(read_file("shared") | dict(declared.columns))
    tables = tuple(_table(table, columns) for table in declared.tables)
    return Programme(name=declared.name, title=declared.title, about=declared.about, tables=tables)


def resolved(declared: Mapping[str, Mapping[str, Any]]) -> dict[str, Column]:
    """Resolve columns as declared: their code lists, their sources, and what they inform."""
    sources = read_file("sources")
    columns = {}
    for name, entries in declared.items():
        codes = entries.get("codes")
        whose = entries.get("official_wording")
        columns[name] = Column.model_validate(
            {
                **entries,
                "name": name,
                "source": sources[entries["source"]],
                "codes": None if codes is None else code_list(codes),
                "official_wording": "" if whose is None else sources[whose],
            }
        )
        compact().require_codes(columns[name].compact, columns[name].sdg)
    return columns


@cache
def code_list(name: str) -> CodeList:
    """Look a code list up."""
    return CodeList(name=name, codes=tuple(_codes(read_file("codes")[name])))


@cache
def read_file(name: str) -> dict[str, Any]:
    """Read one of the files that declare programme types."""
    text = files(__package__).joinpath(f"{name}.toml").read_text(encoding="utf-8")
    return tomllib.loads(text)


def _codes(declared: Mapping[str, Mapping[str, Any]]) -> Iterable[Code]:
    for name, words in declared.items():
        labels = {language: words[language] for language in Label.model_fields}
        yield Code(name=name, label=Label(**labels), number=words.get("number"))


def _table(declared: _Table, columns: Mapping[str, Column]) -> Table:
    def place(name: str) -> Column:
        return columns[name].model_copy(update={"required": name in declared.required})

    sections = tuple(
        Section.model_validate({**dict(part), "columns": tuple(map(place, part.columns))})
        for part in declared.sections
    )
    return Table(
        name=declared.name,
        row=declared.row,
        sections=sections,
        key=declared.key,
        links=declared.links,
    )
