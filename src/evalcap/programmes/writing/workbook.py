"""A blank workbook to enter data: one sheet a table, with drop-downs, limits and notes."""

from collections.abc import Mapping
from typing import Any, Final

from openpyxl import Workbook
from openpyxl.comments import Comment
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation

from evalcap.programmes.column import CodeList, Column
from evalcap.programmes.declaration import code_list
from evalcap.programmes.description import holds, identifies, origin
from evalcap.programmes.schema import Programme, Table
from evalcap.programmes.writing.codebook import code_lists, codebook_entries
from evalcap.programmes.writing.sheets import add_sheet, new_workbook, style_headings

_CODES: Final = "codes"
_LAST_ROW: Final = 1_048_576
_FORMATS: Final = {
    "text": "@",
    "category": "@",
    "date": "yyyy-mm-dd",
    "period": "yyyy-mm-dd",
    "datetime": "yyyy-mm-dd hh:mm",
}
# What a check needs where the column has no limit of its own: no count is larger.
_LARGEST: Final = 1e12
_FIRST_DAY: Final = 1
_NOTE_WIDTH, _NOTE_HEIGHT = 420, 220
_ADVICE: Final = """
Leave row 1 as it is: it holds the names that evalcap reads. What you do not record may be deleted.
Underlined columns are needed in every row. Elsewhere, leave empty what is not known.
Point at a heading to read what its column means; the sheet codebook has it all.
Codes of persons are pseudonyms: no names, and no numbers of documents or cases.
Dates are entered as 2024-03-31. Shares lie between 0 and 1. Yes is 1 and no is 0.
"""


def blank_workbook(schema: Programme) -> Workbook:
    """Make the workbook: the tables first, then the codebook, the code lists, how to fill it in.

    Parameters
    ----------
    schema
        The programme type; each of its tables becomes a sheet of that name.
    """
    book = new_workbook()
    lists = {**code_lists(schema), "boolean": code_list("boolean")}
    places = _places(lists)
    for table in schema.tables:
        _add_table(book, table, places)
    add_sheet(book, "codebook", list(codebook_entries(schema)))
    _add_codes(book, lists)
    sheets = [f"Sheet {table.name}: {table.row}" for table in schema.tables]
    advice = [schema.about, *sheets, *_ADVICE.strip().splitlines()]
    add_sheet(book, "read me", [{schema.title: line} for line in advice])
    return book


def _add_table(book: Workbook, table: Table, places: Mapping[str, str]) -> None:
    sheet = book.create_sheet(table.name)
    members = [member for column in table.columns for member in column.members]
    for position, column in enumerate(members, start=1):
        letter = get_column_letter(position)
        heading = sheet.cell(row=1, column=position, value=column.name)
        heading.comment = Comment(_note(column), "evalcap", _NOTE_HEIGHT, _NOTE_WIDTH)
        sheet.column_dimensions[letter].width = len(column.name) + 4
        sheet.column_dimensions[letter].number_format = _FORMATS.get(column.type, "General")
        if (check := _check(column, places)) is not None:
            check.add(f"{letter}2:{letter}{_LAST_ROW}")
            sheet.add_data_validation(check)
    style_headings(sheet, underlined=[column.name for column in members if column.required])
    sheet.freeze_panes = "B2"


def _note(column: Column) -> str:
    words = [" / ".join(dict.fromkeys(text for _, text in column.label)), column.definition]
    words += [f"Holds: {holds(column)}.", f"Source: {origin(column)}."]
    words += ["Every row needs it."] if column.required else []
    person = identifies(column)
    words += [f"Points to a person: {person}."] if person else []
    return "\n".join(words)


def _check(column: Column, places: Mapping[str, str]) -> DataValidation | None:
    """Make what a spreadsheet checks a cell for; None for text."""
    rule = _rule(column, places)
    if rule is None:
        return None
    return DataValidation(
        **rule,
        allow_blank=True,
        showErrorMessage=True,
        errorTitle="Not possible here",
        error=f"{column.name} takes: {holds(column)}.",
    )


def _rule(column: Column, places: Mapping[str, str]) -> dict[str, Any] | None:
    match column.type:
        case "text":
            return None
        case "category" | "boolean":
            name = column.codes.name if column.codes else "boolean"
            return {"type": "list", "formula1": places[name]}
        case "integer" | "number":
            low = -_LARGEST if column.minimum is None else column.minimum
            high = _LARGEST if column.maximum is None else column.maximum
            kind = "whole" if column.type == "integer" else "decimal"
            limits = {"formula1": f"{low:.15g}", "formula2": f"{high:.15g}"}
            return {"type": kind, "operator": "between", **limits}
        case _:
            first = str(_FIRST_DAY)
            return {"type": "date", "operator": "greaterThanOrEqual", "formula1": first}


def _places(lists: Mapping[str, CodeList]) -> dict[str, str]:
    """Say where in the sheet of codes each list will stand."""
    places, first = {}, 2
    for name, codes in lists.items():
        last = first + len(codes.codes) - 1
        places[name] = f"{_CODES}!$B${first}:$B${last}"
        first = last + 1
    return places


def _add_codes(book: Workbook, lists: Mapping[str, CodeList]) -> None:
    rows = [
        {"list": codes.name, "value": code.name, **dict(code.label)}
        for codes in lists.values()
        for code in codes.codes
    ]
    sheet = add_sheet(book, _CODES, rows)
    for cell in sheet["B"]:
        # Yes and no are numbers, so that a drop-down enters numbers.
        cell.value = int(cell.value) if cell.value.isdigit() else cell.value
