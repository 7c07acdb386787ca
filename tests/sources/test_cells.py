from datetime import date, datetime, time

import pandas as pd
import pytest

from evalcap.sources.cells import text_column, typed_frame


def _column(*cells):
    frame, findings = typed_frame(
        ["a"], [[cell] for cell in cells], numbers=range(10, 10 + len(cells)), sheet="one"
    )
    return frame["a"], findings


@pytest.mark.parametrize(
    ("cells", "dtype"),
    [
        ((1.0, 2.0), "int64"),
        ((1.0, ""), "float64"),
        ((1.5, 2.0), "float64"),
        (("x", ""), "str"),
        ((True, False), "bool"),
        ((date(2024, 3, 1), ""), "datetime64[us]"),
        (("", ""), "float64"),
    ],
)
def test_a_column_has_the_type_of_its_cells(cells, dtype):
    column, findings = _column(*cells)
    assert str(column.dtype) == dtype
    assert column.isna().tolist() == [cell == "" for cell in cells]
    assert findings == []


def test_days_and_moments_in_one_column_are_moments():
    column, findings = _column(date(2024, 3, 1), datetime(2024, 3, 1, 10, 30))  # noqa: DTZ001
    assert column.tolist() == [pd.Timestamp(2024, 3, 1), pd.Timestamp(2024, 3, 1, 10, 30)]
    assert findings == []


def test_marks_for_missing_are_missing_among_numbers():
    column, findings = _column(1.0, "NA", 2.5)
    assert column.tolist()[::2] == [1, 2.5]
    assert findings == []


def test_numbers_that_were_stored_as_text_become_numbers_and_are_counted():
    column, (finding,) = _column(1.0, "2", 3.0, "4", "")
    assert column.tolist()[:4] == [1, 2, 3, 4]
    assert column.dtype == float
    assert (finding.kind, finding.n, finding.examples) == ("text_numbers", 2, (11, 13))


def test_numbers_as_text_are_counted_beside_marks_for_missing():
    column, (finding,) = _column(1.0, "NA", "2")
    assert column.tolist()[::2] == [1, 2]
    assert (finding.kind, finding.examples) == ("text_numbers", (12,))


def test_codes_among_numbers_make_text_of_nothing():
    column, _ = _column(7.0, "007")
    assert column.tolist() == [7, "007"]


def test_text_alone_stays_text_though_it_reads_as_numbers():
    assert _column("1", "2")[0].tolist() == ["1", "2"]


def test_a_few_words_among_numbers_are_reported_by_row_and_not_by_value():
    column, (finding,) = _column(1.0, 2.0, "unclear", 4.0)
    assert column.tolist() == [1, 2, "unclear", 4]
    assert (finding.kind, finding.column, finding.examples) == ("mixed_types", "a", (12,))
    assert "unclear" not in str(finding)


def test_a_few_words_among_dates_are_reported():
    day = date(2024, 3, 1)
    assert [f.kind for f in _column(day, day, "31/3/2024")[1]] == ["mixed_types"]


def test_a_few_numbers_among_words_are_ordinary():
    column, findings = _column("north", "south", 12.0)
    assert column.tolist() == ["north", "south", 12]
    assert findings == []


def test_as_text_a_cell_is_written_as_people_do():
    cells = [12.0, 1.5, "007", "", date(2024, 3, 1), True, time(10, 30)]
    column = text_column(cells)
    assert column.tolist()[:3] == ["12", "1.5", "007"]
    assert column.isna().tolist() == [False, False, False, True, False, False, False]
    assert column.tolist()[4:] == ["2024-03-01", "True", "10:30:00"]
