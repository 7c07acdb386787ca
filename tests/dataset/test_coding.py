import numpy as np
import pandas as pd
import pytest

from evalcap.dataset.coding import code_numbers, code_values, heads
from evalcap.errors.dataset import UncountableKeysError

COLUMNS = [
    pd.Series([3, 3, 1, 1, 2, 3]),
    pd.Series([1, 1, 2, 5, 5, 7]),
    pd.Series([np.nan, np.nan, 2.5, np.nan, 2.5, 2.5]),
    pd.Series([0.0, -0.0, np.inf, np.inf, -np.inf]),
    pd.Series([False, True, True]),
    pd.Series([np.nan]),
    pd.Series([], dtype=float),
    pd.Series(["b", "b", None, "a"]),
    pd.Series(["b", "b", "a"], dtype="category"),
    pd.Series([3, None, 1], dtype="Int64"),
    pd.Series([3, None, 1], dtype="int64[pyarrow]"),
    pd.Series(pd.to_datetime(["2024-02-01", None, "2024-01-01"])),
]


@pytest.mark.parametrize("column", COLUMNS)
def test_values_are_coded_in_their_order_as_pandas_codes_them(column):
    codes, labels = code_values(column, sort=True)
    expected, distinct = pd.factorize(column, sort=True)
    assert codes.tolist() == expected.tolist()
    assert labels.tolist() == distinct.tolist()


@pytest.mark.parametrize("column", [*COLUMNS, pd.Series(["never", "never", 2004, None])])
def test_codes_in_any_order_stand_for_the_values(column):
    codes, labels = code_values(column)
    assert (codes == -1).tolist() == column.isna().tolist()
    assert labels.is_unique
    assert labels[codes[codes >= 0]].tolist() == column.dropna().tolist()


@pytest.mark.parametrize(
    "numbers",
    [
        [3.0, 1.0, 1.0, 7.0, 3.0],
        [2019.0, 2021.0, 2020.0, 2019.0],
        [-1.0, 0.0, 1.0, 0.0],
        [0.5, 1.5, 1.0],
        [1.0, 1e9],
        [0.0, np.inf],
        [np.inf, np.inf],
        [2**62, 2**62 + 1],
        [True, False],
        [],
    ],
)
def test_numbers_are_coded_as_sorting_would_code_them(numbers):
    code, distinct = code_numbers(np.array(numbers))
    expected, inverse = np.unique(numbers, return_inverse=True)
    assert distinct.tolist() == expected.tolist()
    assert code.tolist() == inverse.tolist()


@pytest.mark.parametrize(
    "numbers",
    [
        np.array([100, -100, 100, -99], np.int8),
        np.array([2**63 + 2, 2**63, 2**63], np.uint64),
        np.array([3, 1, 2], np.uint16),
    ],
)
def test_whole_numbers_of_any_width_are_coded_and_keep_it(numbers):
    code, distinct = code_numbers(numbers)
    assert distinct.dtype == numbers.dtype
    assert distinct.tolist() == sorted({*numbers.tolist()})
    assert distinct[code].tolist() == numbers.tolist()


def test_a_run_begins_where_a_column_changes_and_where_it_is_told():
    one, other = np.array([1, 1, 1, 2, 2]), np.array([5.0, 5.0, 6.0, 6.0, np.nan])
    assert heads(one).tolist() == [0, 3]
    assert heads(other).tolist() == [0, 2, 4]
    assert heads(other, and_at=heads(one)).tolist() == [0, 2, 3, 4]
    assert heads(one[:0]).tolist() == []


@pytest.mark.parametrize("values", [[2.5, 1.0, np.nan, 2.5], ["b", "a", None, "b"]])
def test_categories_are_coded_by_their_values_and_not_in_their_own_order(values):
    backwards = pd.Categorical(values, categories=[*sorted({*values[:2]}, reverse=True), 0])
    codes, labels = code_values(pd.Series(backwards), sort=True)
    assert codes.tolist() == [1, 0, -1, 1]
    assert labels.tolist() == sorted(values[:2])


def test_values_that_cannot_be_told_apart_are_refused():
    with pytest.raises(UncountableKeysError, match="'post' holds values that cannot be told"):
        code_values(pd.Series([["north"], ["south"]], name="post"), sort=True)
