import re
from datetime import date, datetime

import pytest
from openpyxl import load_workbook

from evalcap import read_source, standardise
from evalcap.programmes import NAMES, programme
from evalcap.programmes.writing.workbook import blank_workbook

ENTERED = {
    "text": "abc",
    "integer": 1,
    "number": 0.5,
    "date": date(2024, 3, 31),
    "period": date(2024, 3, 1),
    "datetime": datetime(2024, 3, 31, 14, 5),  # noqa: DTZ001 - spreadsheets know no zones
    "boolean": 1,
}


@pytest.fixture(scope="module", params=NAMES)
def written(request, tmp_path_factory):
    """A programme and its workbook, written and opened again."""
    schema = programme(request.param)
    file = tmp_path_factory.mktemp("workbook") / "data-entry.xlsx"
    blank_workbook(schema).save(file)
    return schema, load_workbook(file)


def _members(table):
    return [member for column in table.columns for member in column.members]


def _checks(sheet):
    """What each column of a sheet is checked for, by heading."""
    found = {}
    for check in sheet.data_validations.dataValidation:
        for cells in check.sqref.ranges:
            found[sheet.cell(row=1, column=cells.min_col).value] = (check, cells)
    return found


def _values(book, formula):
    sheet, first, last = re.fullmatch(r"(\w+)!\$B\$(\d+):\$B\$(\d+)", formula).groups()
    return [book[sheet].cell(row=row, column=2).value for row in range(int(first), int(last) + 1)]


def test_there_is_a_sheet_a_table_first_then_what_explains_them(written):
    schema, book = written
    explained = ["codebook", "codes", "read me"]
    assert book.sheetnames == [*(table.name for table in schema.tables), *explained]
    assert book.active.title == schema.tables[0].name


def test_a_sheet_has_the_columns_of_its_table_and_no_rows(written):
    schema, book = written
    for table in schema.tables:
        headings = [column.name for column in _members(table)]
        assert list(book[table.name].values) == [tuple(headings)]
        assert book[table.name].freeze_panes == "B2"


def test_a_category_is_chosen_from_its_code_list_in_every_row(written):
    schema, book = written
    for table in schema.tables:
        checks = _checks(book[table.name])
        for column in (c for c in _members(table) if c.type in ("category", "boolean")):
            check, cells = checks[column.name]
            assert check.type == "list"
            assert tuple(_values(book, check.formula1)) == (column.allowed or (1, 0))
            assert (cells.min_row, cells.max_row) == (2, 1_048_576)
            assert check.showErrorMessage


def test_numbers_are_held_within_their_limits(written):
    schema, book = written
    for table in schema.tables:
        checks = _checks(book[table.name])
        for column in (c for c in _members(table) if c.type in ("integer", "number")):
            check, _ = checks[column.name]
            assert check.type == ("whole" if column.type == "integer" else "decimal")
            assert column.minimum is None or float(check.formula1) == column.minimum
            assert column.maximum is None or float(check.formula2) == column.maximum


def test_dates_are_checked_and_codes_are_kept_as_text(written):
    schema, book = written
    for table in schema.tables:
        sheet, checks = book[table.name], _checks(book[table.name])
        for position, column in enumerate(_members(table), start=1):
            letter = sheet.cell(row=1, column=position).column_letter
            shown = sheet.column_dimensions[letter].number_format
            if column.type in ("date", "period", "datetime"):
                assert checks[column.name][0].type == "date"
                assert shown.startswith("yyyy-mm-dd")
            if column.type == "text":
                assert column.name not in checks
                assert shown == "@"


def test_a_heading_explains_its_column_and_is_underlined_where_every_row_needs_it(written):
    schema, book = written
    for table in schema.tables:
        for cell, column in zip(book[table.name][1], _members(table), strict=True):
            assert column.definition in cell.comment.text
            assert column.label.fr in cell.comment.text
            assert (cell.font.underline == "single") == column.required


def test_messages_are_no_longer_than_spreadsheets_take(written):
    _, book = written
    for sheet in book.worksheets:
        for check in sheet.data_validations.dataValidation:
            assert len(check.error) <= 255
            assert len(check.errorTitle) <= 32


def test_what_is_entered_is_read_and_standardised_as_it_is(written, tmp_path):
    schema, book = written
    table = schema.tables[0]
    columns = _members(table)
    entered = {c.name: c.allowed[0] if c.allowed else ENTERED[c.type] for c in columns}
    book[table.name].append(list(entered.values()))
    book.save(tmp_path / "filled.xlsx")
    done = standardise(read_source(tmp_path / "filled.xlsx"), programme=schema.name)
    (row,) = done.frame.to_dict("records")
    for name, value in entered.items():
        moment = hasattr(value, "year")
        assert (row[name].strftime("%Y-%m-%d") if moment else row[name]) == (
            value.strftime("%Y-%m-%d") if moment else value
        )


def test_a_column_without_limits_takes_any_number(clinic):
    checks = _checks(blank_workbook(clinic)["visits"])
    check, _ = checks["answer_01"]
    assert (check.formula1, check.formula2) == ("-1000000000000", "1000000000000")
