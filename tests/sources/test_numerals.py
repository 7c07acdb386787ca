import pandas as pd
import pytest

from evalcap.sources.numerals import declared_numbers, mostly_numbers


def _numbers(cells, decimal=",", thousands="."):
    frame, findings = declared_numbers(
        pd.DataFrame({"sum": pd.Series(cells, dtype="str")}), decimal=decimal, thousands=thousands
    )
    return frame["sum"], findings


@pytest.mark.parametrize(
    ("decimal", "thousands", "cells"),
    [
        (",", ".", ["1.234,5", "12", "-1.000.000", ",5"]),
        (".", ",", ["1,234.5", "12", "-1,000,000", ".5"]),
        (",", " ", ["1 234,5", "12", "-1 000\u00a0000", ",5"]),
        (".", "'", ["1'234.5", "12", "-1'000'000", ".5"]),
    ],
)
def test_numbers_are_read_as_they_are_declared_to_be_written(decimal, thousands, cells):
    column, findings = _numbers(cells, decimal, thousands)
    assert column.tolist() == [1234.5, 12, -1000000, 0.5]
    assert findings == []


def test_a_point_that_separates_no_thousands_does_not_vanish():
    column, (finding,) = _numbers(["1.234", "1.5", "2", "3"])
    assert column.tolist() == ["1.234", "1.5", "2", "3"]
    assert (finding.kind, finding.column, finding.n, finding.examples) == (
        "numbers",
        "sum",
        1,
        (2,),
    )


def test_empty_cells_and_marks_are_missing():
    column, findings = _numbers(["1.000", None, "NA"])
    assert column.tolist()[0] == 1000
    assert column.isna().tolist() == [False, True, True]
    assert findings == []


def test_codes_with_leading_zeros_stay_text():
    assert _numbers(["007", "1.000"])[0].tolist() == ["007", "1.000"]


def test_a_column_of_words_is_left_alone():
    column, findings = _numbers(["north", "south", "12"])
    assert column.tolist() == ["north", "south", "12"]
    assert findings == []


@pytest.mark.parametrize(
    ("cells", "decimal", "rows"),
    [
        (["1,5", "2", "absent", None, "3,25"], ",", (3,)),
        (["1.5", "-2", "1e3", "x", "?"], ".", (4, 5)),
        (["1,5", "n/a", "2,5"], ",", None),  # a mark for missing is no mistake
        (["1,5", "absent", "ill"], ",", None),  # mostly words
        (["007", "12", "A7"], ".", None),  # codes
        (["A", "B", None], ".", None),
    ],
)
def test_a_column_of_text_with_mostly_numbers_is_reported_with_the_others(cells, decimal, rows):
    frame = pd.DataFrame({"sum": pd.Series(cells, dtype="str"), "n": range(len(cells))})
    found = mostly_numbers(frame, decimal=decimal)
    assert [(f.kind, f.column, f.examples) for f in found] == (
        [("numbers", "sum", rows)] if rows else []
    )
