import decimal

import numpy as np
import pandas as pd
import pyarrow as pa
import pytest

from evalcap.dataset.number import as_finite, as_numbers, column_names, require_columns
from evalcap.errors.dataset import (
    ColumnNotFoundError,
    InfiniteValuesError,
    NotAFrameError,
    NotNumericError,
    RepeatedColumnError,
)

EXPECTED = [1.5, 2.0, np.nan]
COLUMNS = {
    "floats": pd.Series(EXPECTED),
    "nullable": pd.Series([1.5, 2.0, None], dtype="Float64"),
    "Arrow": pd.Series([1.5, 2.0, None], dtype="double[pyarrow]"),
    "text": pd.Series(["1.5", " 2", None]),
    "string": pd.Series(["1.5", "2", pd.NA], dtype="string"),
    "Arrow text": pd.Series(["1.5", "2", None], dtype="string[pyarrow]"),
    "categories": pd.Series([1.5, 2.0, None], dtype="category"),
    "categories of text": pd.Series(["1.5", "2", None], dtype="category"),
    "objects": pd.Series([1.5, 2, pd.NA], dtype=object),
    "decimals": pd.Series([decimal.Decimal("1.5"), decimal.Decimal(2), None], dtype=object),
    "Arrow decimals": pd.Series([decimal.Decimal("1.5"), decimal.Decimal(2), None]).astype(
        pd.ArrowDtype(pa.decimal128(5, 2))
    ),
}


@pytest.mark.parametrize("kind", COLUMNS)
def test_numbers_are_read_from(kind):
    np.testing.assert_array_equal(as_numbers(COLUMNS[kind], "score"), EXPECTED)


@pytest.mark.parametrize("dtype", [bool, "boolean", "bool[pyarrow]"])
def test_truth_is_one_and_zero(dtype):
    assert as_numbers(pd.Series([True, False], dtype=dtype), "on").tolist() == [1, 0]


@pytest.mark.parametrize(
    "values",
    [
        ["1,5", "2"],
        ["yes", None],
        [[1], [2]],
        pd.to_datetime(["2024-01-01", "2024-02-01"]),
        [1 + 2j, 3.0],
    ],
)
def test_what_is_no_number_is_refused_and_counted(values):
    with pytest.raises(NotNumericError, match="'score' holds"):
        as_numbers(pd.Series(values), "score")


def test_infinite_numbers_are_refused_and_counted():
    with pytest.raises(InfiniteValuesError, match="2 rows"):
        as_finite(pd.Series([1.0, np.inf, -np.inf, np.nan]), "score")


def test_one_name_is_a_list_of_one():
    assert column_names("traffic") == column_names(["traffic"]) == ("traffic",)
    assert column_names(()) == column_names(None) == ()


def test_every_absent_column_is_named_at_once():
    with pytest.raises(ColumnNotFoundError, match="'b', 'c'"):
        require_columns(pd.DataFrame({"a": [1]}), ["a", "b", "c"])


@pytest.mark.parametrize("name", [None, ["a", "b"]])
def test_what_can_be_no_name_is_an_absent_column(name):
    with pytest.raises(ColumnNotFoundError, match="no column"):
        require_columns(pd.DataFrame({"a": [1], "b": [2]}), ["a", name])


def test_a_column_that_occurs_twice_is_refused_where_it_is_used():
    frame = pd.DataFrame([[1, 2, 3]], columns=["a", "b", "b"])
    require_columns(frame, ["a"])
    with pytest.raises(RepeatedColumnError, match="'b'"):
        require_columns(frame, ["a", "b"])


@pytest.mark.parametrize("given", [None, {"a": [1]}, [1], pa.table({"a": [1]})])
def test_what_is_no_data_frame_is_refused_by_its_kind(given):
    with pytest.raises(NotAFrameError, match=type(given).__qualname__) as caught:
        require_columns(given, ["a"])
    assert ".to_pandas()" in caught.value.do
