import pandas as pd
import pytest

from evalcap.errors.source import SheetError, UnreadableFileError
from evalcap.sources import read_source


def _book(path, **sheets):
    with pd.ExcelWriter(path) as writer:
        for name, rows in sheets.items():
            pd.DataFrame(rows).to_excel(writer, sheet_name=name, index=False, header=False)
    return path


ROWS = [["case", "score", "seen"], ["007", 1.5, pd.Timestamp(2024, 3, 1)], ["NA", "NA", None]]


def test_the_first_sheet_is_read_if_none_is_named(tmp_path):
    frame = read_source(_book(tmp_path / "a.xlsx", one=ROWS, two=[["x"], [1]])).frame
    assert frame["case"].tolist() == ["007", "NA"]
    assert frame["score"].isna().tolist() == [False, True]
    assert frame["score"].dtype == float
    assert frame["seen"][0] == pd.Timestamp(2024, 3, 1)


@pytest.mark.parametrize("sheet", ["two", 1])
def test_a_sheet_is_named_or_counted(tmp_path, sheet):
    path = _book(tmp_path / "a.xlsx", one=ROWS, two=[["x"], [1]])
    assert read_source(path, sheet=sheet).frame.to_dict("list") == {"x": [1]}


@pytest.mark.parametrize("sheet", ["three", 2, -1])
def test_a_sheet_that_is_not_there_is_answered_with_those_that_are(tmp_path, sheet):
    path = _book(tmp_path / "a.xlsx", one=ROWS, two=[["x"], [1]])
    with pytest.raises(SheetError, match="It has: one, two"):
        read_source(path, sheet=sheet)


def test_repeated_headers_are_told_apart(tmp_path):
    path = _book(tmp_path / "a.xlsx", one=[["age", "age"], [1, 2]])
    assert read_source(path).frame.columns.tolist() == ["age (column 1)", "age (column 2)"]


def test_a_protected_workbook_says_so(tmp_path):
    path = tmp_path / "a.xlsx"
    path.write_bytes(bytes.fromhex("d0cf11e0a1b11ae1") + bytes(600))
    with pytest.raises(UnreadableFileError, match="password"):
        read_source(path)


def test_an_empty_sheet_says_so(tmp_path):
    with pytest.raises(UnreadableFileError, match="sheet is empty"):
        read_source(_book(tmp_path / "a.xlsx", one=[]))
