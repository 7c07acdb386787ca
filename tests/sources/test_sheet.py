from datetime import date, datetime

import pandas as pd
import pytest
from openpyxl.utils.datetime import CALENDAR_MAC_1904

from evalcap.errors.reading import FileProblemsError, ReaderOptionError
from evalcap.errors.source import UnreadableFileError
from evalcap.sources import read_source

ROWS = [["case", "score", "seen"], ["007", 1.5, date(2024, 3, 1)], ["NA", "NA", None]]


def _kinds(source):
    return [finding.kind for finding in source.findings]


def test_cells_have_the_types_of_the_workbook(book):
    frame = read_source(book(one=ROWS)).frame
    assert frame["case"].tolist() == ["007", "NA"]
    assert frame["score"].isna().tolist() == [False, True]
    assert frame["score"].dtype == float
    assert frame["seen"][0] == pd.Timestamp(2024, 3, 1)


def test_a_plain_sheet_gives_no_finding(book):
    assert read_source(book(one=[["a", "b"], [1, "x"], [2, "y"]])).findings == ()


def test_headers_can_stand_below_titles(book):
    rows = [["Report"], [], ["post", "n"], ["A", 1]]
    assert read_source(book(one=rows), header=3).frame.to_dict("list") == {"post": ["A"], "n": [1]}


def test_titles_taken_for_headers_are_refused_with_the_row_of_the_headers(book):
    rows = [["Report"], [], ["post", "n", "share"], ["A", 1, 0.5]]
    with pytest.raises(FileProblemsError, match="row 1 names 1 of 3 columns") as caught:
        read_source(book(one=rows))
    assert "header = 3" in str(caught.value)


def test_a_title_merged_over_the_columns_is_refused_with_the_row_of_the_headers(book):
    rows = [["Report", None, None], [], ["post", "n", "share"], ["A", 1, 0.5]]

    def merge(made):
        made["one"].merge_cells("A1:C1")

    with pytest.raises(FileProblemsError, match="one title, merged over 3 columns") as caught:
        read_source(book(merge, one=rows))
    assert "header = 3" in str(caught.value)
    frame = read_source(book(merge, one=rows), header=3).frame
    assert frame.columns.tolist() == ["post", "n", "share"]


def test_a_header_of_two_rows_with_merged_cells_is_joined(book):
    rows = [["post", "before", None, "after"], [None, "n", "share", "n"], ["A", 1, 0.5, 2]]

    def merge(made):
        made["one"].merge_cells("A1:A2")
        made["one"].merge_cells("B1:C1")

    frame = read_source(book(merge, one=rows), header=(1, 2)).frame
    assert frame.columns.tolist() == ["post", "before / n", "before / share", "after / n"]


def test_a_header_merged_over_columns_names_them_all(book):
    rows = [["post", "visit", None], ["A", 1, 2]]
    frame = read_source(book(lambda made: made["one"].merge_cells("B1:C1"), one=rows)).frame
    assert frame.columns.tolist() == ["post", "visit (column 2)", "visit (column 3)"]


def test_headers_may_be_numbers_and_dates(book):
    rows = [["post", 2024, datetime(2024, 3, 1)], ["A", 1, 2]]  # noqa: DTZ001 - Excel has no zones
    columns = read_source(book(one=rows)).frame.columns.tolist()
    assert columns[:2] == ["post", "2024"]
    assert columns[2].startswith("2024-03-01")


def test_repeated_headers_are_told_apart(book):
    frame = read_source(book(one=[["age", "age"], [1, 2]])).frame
    assert frame.columns.tolist() == ["age (column 1)", "age (column 2)"]


def test_columns_without_header_and_cells_are_no_columns(book):
    frame = read_source(book(one=[[None, "post", None, "n"], [None, "A", None, 1]])).frame
    assert frame.columns.tolist() == ["post", "n"]


def test_empty_rows_are_left_out_and_counted_by_their_number(book):
    source = read_source(book(one=[["a"], [1], [None], [2], [None], [3]]))
    assert source.frame["a"].tolist() == [1, 2, 3]
    (finding,) = source.findings
    assert (finding.kind, finding.n, finding.examples) == ("empty_rows", 2, (3, 5))


def test_merged_records_are_reported_and_filled_if_that_is_declared(book):
    rows = [["region", "post"], ["north", "A"], [None, "B"], ["south", "C"]]
    path = book(lambda made: made["one"].merge_cells("A2:A3"), one=rows)
    source = read_source(path)
    assert source.frame["region"].isna().tolist() == [False, True, False]
    assert _kinds(source) == ["merged_cells"]
    assert source.findings[0].examples == (2,)
    filled = read_source(path, fill_merged=True)
    assert filled.frame["region"].tolist() == ["north", "north", "south"]
    assert filled.findings == ()


def test_errors_are_missing_and_counted_by_column_and_kind(book):
    rows = [["a", "b"], [1, "#N/A"], ["#REF!", "#N/A"], [3, "#DIV/0!"]]
    source = read_source(book(one=rows))
    assert source.frame["a"].tolist()[::2] == [1, 3]
    assert source.frame["a"].dtype == float
    found = {(f.column, f.n, f.examples, f.wrong.split()[2].strip(",")) for f in source.findings}
    assert found == {
        ("a", 1, (3,), "#REF!"),
        ("b", 2, (2, 3), "#N/A"),
        ("b", 1, (4,), "#DIV/0!"),
    }


def test_formulas_whose_results_were_never_stored_are_refused_by_column(book):
    rows = [["a", "twice"], [1, "=2*A2"], [2, "=2*A3"]]
    with pytest.raises(FileProblemsError) as caught:
        read_source(book(one=rows))
    (problem,) = caught.value.problems
    assert (problem.column, problem.n, problem.examples) == ("twice", 2, (2, 3))
    assert "Open the workbook" in problem.do


def test_hidden_rows_are_read_and_counted(book):
    def hide(made):
        made["one"].row_dimensions[2].hidden = True

    source = read_source(book(hide, one=[["a"], [1], [2]]))
    assert source.frame["a"].tolist() == [1, 2]
    assert [(f.kind, f.n) for f in source.findings] == [("hidden_rows", 1)]


def test_sheets_that_were_not_asked_for_and_not_read_are_counted(book):
    path = book(one=[["a"], [1]], two=[["b"], [2]])
    assert _kinds(read_source(path)) == ["other_sheets"]
    assert _kinds(read_source(path, sheet="one")) == []


def test_a_hidden_sheet_is_read_if_it_is_asked_for(book):
    def hide(made):
        made["two"].sheet_state = "veryHidden"

    path = book(hide, one=[["a"], [1]], two=[["b"], [2]])
    source = read_source(path, sheet="two")
    assert source.frame["b"].tolist() == [2]
    assert _kinds(source) == ["hidden_sheet"]
    assert _kinds(read_source(path)) == []


def test_a_column_that_is_declared_text_is_written_as_people_do(book):
    source = read_source(book(one=[["code", "n"], [12, 1], ["A1", 2]]), text_columns=["code"])
    assert source.frame["code"].tolist() == ["12", "A1"]
    assert source.findings == ()


def test_a_column_that_is_declared_text_must_be_there(book):
    with pytest.raises(ReaderOptionError, match="no such column"):
        read_source(book(one=[["a"], [1]]), text_columns=["b"])


def test_an_empty_sheet_says_so(book):
    with pytest.raises(UnreadableFileError, match="sheet is empty"):
        read_source(book(one=[]))


def test_a_header_below_the_last_row_is_refused(book):
    with pytest.raises(FileProblemsError, match=r"has 2 rows, and the headers .* in row 5"):
        read_source(book(one=[["a"], [1]]), header=5)


def test_a_header_alone_gives_no_rows(book):
    frame = read_source(book(one=[["a", "b"]])).frame
    assert frame.shape == (0, 2)


def test_dates_are_dates_in_the_calendar_of_either_system(book):
    def mac(made):
        made.epoch = CALENDAR_MAC_1904

    rows = [["seen"], [date(2024, 3, 1)]]
    for change in (None, mac):
        assert read_source(book(change, one=rows)).frame["seen"][0] == pd.Timestamp(2024, 3, 1)
