"""A form for KoboToolbox or ODK, as the sheets of an XLSForm.

References
----------
XLSForm.org: survey, choices and settings sheets, several languages.
"""

import hashlib
import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from evalcap.programmes.column import CodeList, Column, Label
from evalcap.programmes.declaration import code_list
from evalcap.programmes.schema import Programme, Section, Table
from evalcap.programmes.writing.form_logic import (
    calculation,
    constraint,
    constraint_message,
    phrase,
    relevant,
)

LANGUAGES: Final = {"en": "English (en)", "fr": "Français (fr)", "es": "Español (es)"}
_TYPES: Final = {
    "text": "text",
    "integer": "integer",
    "number": "decimal",
    "date": "date",
    "datetime": "dateTime",
    "period": "date",
}
Row = dict[str, str]
# When the form was opened and closed, which devices note by themselves.
_TIMES: Final[tuple[Row, ...]] = (
    {"type": "start", "name": "start"},
    {"type": "end", "name": "end"},
)


@dataclass(frozen=True)
class Form:
    """The three sheets of an XLSForm, each a row a question, a choice, or the settings.

    Attributes
    ----------
    survey
        Questions in the order in which they are asked, in groups.
    choices
        Answers by list.
    settings
        One row: title, identifier, version, first language.
    """

    survey: tuple[Row, ...]
    choices: tuple[Row, ...]
    settings: tuple[Row, ...]


def table_form(schema: Programme, table: Table) -> Form:
    """Make the form that collects one table, one submission a row.

    Parameters
    ----------
    schema
        The programme type.
    table
        One of its tables.
    """
    survey = (*_TIMES, *_survey(table))
    choices = tuple(row for codes in _lists(table) for row in _choices(codes))
    settings = {
        "form_title": f"{schema.title}: {table.name.replace('_', ' ')}",
        "form_id": f"{schema.name}_{table.name}",
        "version": _version(survey, choices),
        "default_language": LANGUAGES["en"],
    }
    return Form(survey, choices, (settings,))


def _version(*sheets: tuple[Row, ...]) -> str:
    """Make a version from the content: servers take a changed form only under a new one."""
    return hashlib.sha256(json.dumps(sheets).encode()).hexdigest()[:12]


def _survey(table: Table) -> Iterator[Row]:
    asked: dict[str, Label] = {}
    for section in table.sections:
        if section.asked:
            yield from _group(section, asked)


def _group(section: Section, asked: dict[str, Label]) -> Iterator[Row]:
    """Give the questions of a section, and note which columns have been asked for by its end."""
    yield {
        "type": "begin_group",
        "name": "section_" + re.sub("[^a-z0-9]+", "_", section.title.en.lower()),
        **_spoken("label", section.title),
        **_filled(relevant=relevant(section.asked_if)),
    }
    for column in section.columns:
        if column.coarser_than in asked:
            continue
        for member in column.members:
            yield _question(member, asked)
            asked[member.name] = member.label
    yield {"type": "end_group"}


def _question(column: Column, asked: dict[str, Label]) -> Row:
    if computed := calculation(column, asked):
        return {"type": "calculate", "name": column.name, "calculation": computed}
    message, hint = constraint_message(column, asked), _hint(column)
    return {
        "type": _question_type(column),
        "name": column.name,
        **_spoken("label", column.label),
        **({} if hint is None else _spoken("hint", hint)),
        **_filled(
            required="yes" if column.required else "",
            relevant=relevant(column.asked_if),
            constraint=constraint(column, asked),
        ),
        **({} if message is None else _spoken("constraint_message", message)),
        **_filled(appearance="month-year" if column.type == "period" else ""),
    }


def _question_type(column: Column) -> str:
    codes = _codes(column)
    return _TYPES[column.type] if codes is None else f"select_one {codes.name}"


def _codes(column: Column) -> CodeList | None:
    return code_list("boolean") if column.type == "boolean" else column.codes


def _hint(column: Column) -> Label | None:
    """Say whose wording is to be read out; None if the label is."""
    if not column.official_wording:
        return None
    whose = column.official_wording
    return Label(**{lang: phrase("official_wording", lang, whose=whose) for lang in LANGUAGES})


def _lists(table: Table) -> Sequence[CodeList]:
    """Give the lists of the questions, each once, in the order in which they are met."""
    asked = [column for section in table.sections if section.asked for column in section.columns]
    lists = [codes for column in asked if (codes := _codes(column)) is not None]
    return list({codes.name: codes for codes in lists}.values())


def _choices(codes: CodeList) -> Iterator[Row]:
    for code in codes.codes:
        yield {"list_name": codes.name, "name": code.name, **_spoken("label", code.label)}


def _spoken(heading: str, label: Label) -> Row:
    return {f"{heading}::{LANGUAGES[lang]}": text for lang, text in label}


def _filled(**cells: str) -> Row:
    return {name: text for name, text in cells.items() if text}
