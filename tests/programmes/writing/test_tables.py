import io

import pytest
from openpyxl import load_workbook

from evalcap.errors.programmes import SpreadsheetPackageMissingError
from evalcap.programmes.writing import tables
from evalcap.programmes.writing.tables import sheets_file


def test_rows_come_back_as_they_went_in():
    book = load_workbook(io.BytesIO(sheets_file({"One": [{"a": 1, "b": "x"}, {"b": "=y"}]})))
    assert list(book["One"].iter_rows(values_only=True)) == [("a", "b"), (1, "x"), (None, "=y")]
    assert book["One"]["B3"].data_type == "s"


def test_without_the_package_nothing_is_written(monkeypatch):
    monkeypatch.setattr(tables.importlib.util, "find_spec", lambda _: None)
    with pytest.raises(SpreadsheetPackageMissingError):
        sheets_file({})
