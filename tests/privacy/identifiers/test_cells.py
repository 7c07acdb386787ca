import datetime as dt

import numpy as np
import pandas as pd
import pytest

from evalcap.privacy.identifiers.cells import Cells, matching, total, where


@pytest.mark.parametrize("dtype", ["str", "object", "category"])
def test_texts_are_counted_without_the_space_around_them(dtype):
    cells = Cells(pd.Series(["a", " a", "b", "", None], dtype=dtype))
    assert cells.texts.to_dict() == {"a": 2, "b": 1}


def test_a_column_of_several_types_gives_its_texts():
    assert Cells(pd.Series(["a", 1, None], dtype=object)).texts.to_dict() == {"a": 1}


def test_whole_numbers_are_read_as_digits_whatever_their_type():
    whole = Cells(pd.Series([304821.0, 304821.0, 1.5, np.nan, np.inf, 1e300]))
    assert whole.digits.to_dict() == {"304821": 2}
    assert Cells(pd.Series([7000, 7, None], dtype="Int64")).digits.to_dict() == {"7000": 1}
    assert Cells(pd.Series([True, False])).digits.empty


def test_chosen_texts_are_counted_by_cell():
    counts = Cells(pd.Series(["é1", "é1", "x"])).texts
    found = matching(counts, r"^[^\W\d_]\d$")
    assert total(counts, found) == 2
    assert total(counts, where(counts, found, lambda text: text == "x")) == 0


def test_dates_are_known_as_such():
    days = pd.to_datetime(["2000-01-01", None])
    assert Cells(pd.Series(days)).n_dates == 1
    assert Cells(pd.Series([dt.date(2000, 1, 1), None], dtype=object)).n_dates == 1
    assert Cells(pd.Series(days).astype("date32[pyarrow]")).n_dates == 1
    assert Cells(pd.Series(["2000-01-01"])).n_dates == 0
    assert Cells(pd.Series([1.0])).n_dates == 0


def test_numbers_among_texts_are_read_too():
    mixed = Cells(pd.Series(["none", 244123456, 1.5, True, None], dtype=object))
    assert mixed.digits.to_dict() == {"244123456": 1}
    assert mixed.numbers.to_dict() == {1.5: 1, 244123456.0: 1}
