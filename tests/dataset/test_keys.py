import numpy as np
import pandas as pd
import pytest

from evalcap.dataset.keys import Keys
from evalcap.errors.dataset import (
    CalendarError,
    DuplicateRowsError,
    MissingKeysError,
    VariesWithinUnitError,
)


@pytest.fixture
def frame() -> pd.DataFrame:
    return pd.DataFrame({"post": ["b", "a", "b", "a"], "year": [2020, 2021, 2019, 2019]})


def as_array(column: pd.Series) -> np.ndarray:
    return column.to_numpy(dtype=float)


def test_rows_are_put_in_the_order_of_unit_and_time(frame):
    keys = Keys.read(frame, "post", "year")
    assert keys.order.tolist() == [3, 1, 2, 0]
    assert keys.labels[keys.unit].tolist() == ["a", "a", "b", "b"]
    assert keys.periods[keys.period].tolist() == [2019, 2021, 2019, 2020]
    assert keys.arrange(frame["year"].to_numpy()).tolist() == [2019, 2021, 2019, 2020]


@pytest.mark.parametrize("dtype", ["int64", "int16", "uint32", float, "Int64", object, str])
def test_times_have_the_same_places_whatever_their_dtype(frame, dtype):
    keys = Keys.read(frame.astype({"year": dtype}), "post", "year")
    assert keys.periods.tolist() == [2019, 2020, 2021]
    assert keys.period.tolist() == [0, 2, 0, 1]


def test_whole_numbers_that_no_calendar_tells_apart_are_one_time(frame):
    far = frame.assign(year=[2**53, 2**53 + 1, 5, 5])
    assert Keys.read(far, "post", "year").periods.tolist() == [5, 2**53]
    with pytest.raises(DuplicateRowsError):
        Keys.read(far.assign(post="a", year=[2**53, 2**53 + 1, 5, 6]), "post", "year")


@pytest.mark.parametrize("rows", [slice(None), [1, 0, 2, 3, 4, 5]])
def test_a_table_of_fractions_has_the_places_that_other_rows_have(rows):
    # Thirds of a year: as rows in order, which are read as a table, and as rows that are not.
    thirds = 2010 + np.arange(3) / 3
    frame = pd.DataFrame({"post": np.repeat([1, 2], 3), "year": np.tile(thirds, 2)}).iloc[rows]
    keys = Keys.read(frame, "post", "year")
    assert keys.periods.tolist() == [2010.0, 2010.333333333, 2010.666666667]


@pytest.mark.parametrize("time", [[2.0, 2.0 + 1e-12], [2**60, 2**60 + 1]])
def test_a_table_of_times_that_no_calendar_tells_apart_repeats_rows(time):
    frame = pd.DataFrame({"post": np.repeat([1, 2], 2), "year": np.tile(time, 2)})
    with pytest.raises(DuplicateRowsError):
        Keys.read(frame, "post", "year")


def test_rows_in_order_already_stay_where_they_are(frame):
    tidy = frame.sort_values(["post", "year"])
    keys = Keys.read(tidy, "post", "year")
    assert keys.order == slice(None)
    assert keys.arrange(tidy["year"].to_numpy()).tolist() == [2019, 2021, 2019, 2020]


def test_rows_are_put_in_order_where_few_cells_of_unit_and_time_are_filled():
    unit = np.array([7, 3, 9, 5, 1, 3])
    frame = pd.DataFrame({"post": unit, "year": [2001, 2009, 2003, 2004, 2005, 2002]})
    assert Keys.read(frame, "post", "year").order.tolist() == [4, 5, 1, 3, 0, 2]


def test_without_a_unit_every_row_is_one(frame):
    keys = Keys.read(pd.concat([frame, frame]), None, "year")
    assert keys.unit.tolist() == list(range(8))


def test_repeated_rows_are_named_by_unit_and_period(frame):
    with pytest.raises(
        DuplicateRowsError, match=r"2 units and times occur .*: a at 2021, b at 2020"
    ):
        Keys.read(pd.concat([frame, frame.iloc[[0, 1, 1]]]), "post", "year")


def test_rows_without_a_key_are_counted(frame):
    with pytest.raises(MissingKeysError, match="'post' is empty in 2 rows"):
        Keys.read(frame.assign(post=[None, "a", pd.NA, "b"]), "post", "year")
    with pytest.raises(MissingKeysError, match="'year' is empty in 1 row"):
        Keys.read(frame.assign(year=[np.nan, 1, 2, 3]), "post", "year")


def test_an_infinite_time_is_refused(frame):
    with pytest.raises(CalendarError, match="infinite"):
        Keys.read(frame.assign(year=[np.inf, 1, 2, 3]), "post", "year")


@pytest.mark.parametrize("dtype", [float, object, "category", "float64[pyarrow]"])
def test_a_constant_is_one_value_a_unit(frame, dtype):
    keys = Keys.read(frame, "post", "year")
    start = pd.Series([np.inf, 5.0, np.inf, 5.0]).astype(dtype)
    assert keys.constant(start, "start", as_array).tolist() == [5, np.inf]


def test_a_constant_may_be_written_in_several_ways(frame):
    keys = Keys.read(frame, "post", "year")
    start = pd.Series([0.0, 5.0, np.nan, 5.0])
    found = keys.constant(start, "start", lambda part: part.replace(0, np.inf).fillna(np.inf))
    assert found.tolist() == [5, np.inf]


def test_what_is_not_constant_is_refused_naming_units(frame):
    keys = Keys.read(frame, "post", "year")
    with pytest.raises(
        VariesWithinUnitError, match="'start' takes several values within 1 unit: b"
    ):
        keys.constant(pd.Series([6.0, 5.0, np.inf, 5.0]), "start", as_array)


def test_no_rows_are_no_keys(frame):
    keys = Keys.read(frame.iloc[:0], "post", "year")
    assert len(keys.labels) == len(keys.unit) == 0
