from decimal import Decimal

import numpy as np
import pandas as pd
import pytest

from evalcap.dataset.calendar import Calendar, read_calendar
from evalcap.dataset.number import as_numbers
from evalcap.dataset.treatment import derive_treated_from, read_treated_from
from evalcap.errors.dataset import TreatmentReversalError, TreatmentUnknownError
from evalcap.errors.design import OptionError

NUMBERS = Calendar(None)
UNIT, TIME = np.array([0, 0, 0, 1, 1, 1]), np.array([1.0, 2, 4, 1, 2, 4])


def start(values: object, never: object = None) -> list[float]:
    return read_treated_from(pd.Series(values), "start", calendar=NUMBERS, never=never).tolist()


@pytest.mark.parametrize(
    ("values", "never"),
    [
        ([5, np.nan], None),
        ([5, np.inf], None),
        ([5, 0], 0),
        ([5, 0.0], 0),
        (["5", "0"], 0),
        (["5.0", "0.0"], 0),
        ([5.0, 0.0], "0"),
        ([5, Decimal(0)], "0.0"),
        ([5, np.nan], pd.NA),
        ([5, np.nan], np.nan),
        (["5", None], None),
        ([5, "never"], "never"),
        (pd.array([5, None], dtype="Int64"), None),
        (pd.array([5, 0], dtype="int64[pyarrow]"), 0),
    ],
)
def test_missing_infinite_and_the_code_are_never(values, never):
    assert start(values, never) == [5, np.inf]


def test_zero_is_a_period_unless_it_is_the_code():
    assert start([5, 0]) == [5, 0]


def test_a_missing_date_is_never():
    months = pd.Series(["2024-01-01", "2024-02-01"])
    starts = pd.Series([pd.Timestamp("2024-02-20"), pd.NaT])
    calendar = read_calendar(months, "month")
    found = read_treated_from(starts, "start", calendar=calendar, never=0)
    assert found.tolist() == [649, np.inf]


@pytest.mark.parametrize("never", [0, "1900-01-01", pd.Timestamp(1900, 1, 1), 1900])
@pytest.mark.parametrize("write", [str, pd.Timestamp, lambda day: pd.Timestamp(day).date()])
def test_a_date_may_be_the_code_however_it_is_written(never, write):
    years = pd.Series(["2024-01-01", "2025-01-01"])
    starts = pd.Series([write("2025-01-01"), write("1900-01-01") if never else None])
    found = read_treated_from(starts, "s", calendar=read_calendar(years, "year"), never=never)
    assert found.tolist() == [2025, np.inf]


def test_several_codes_are_refused():
    with pytest.raises(OptionError, match="one code, such as 0"):
        start([5, 0], [0, 999])


def derive(values: object) -> list[float]:
    on, labels = as_numbers(pd.Series(values), "on"), pd.Index(["north", "south"])
    return derive_treated_from(on, "on", unit=UNIT, time=TIME, labels=labels).tolist()


def test_treatment_begins_with_the_first_one():
    assert derive([0, 1, 1, 0, 0, 0]) == [2, np.inf]


@pytest.mark.parametrize("dtype", [bool, "boolean", "category", str, "int8[pyarrow]"])
def test_zeros_and_ones_may_be_of_type(dtype):
    values = pd.Series([0, 0, 1, 1, 1, 1])
    kind = values.astype(bool).astype(dtype) if "bool" in str(dtype) else values.astype(dtype)
    assert derive(kind) == [4, 1]


def test_a_one_followed_by_a_zero_is_refused_naming_the_unit():
    with pytest.raises(TreatmentReversalError, match="1 unit: south"):
        derive([0, 0, 1, 1, 0, 1])


@pytest.mark.parametrize("odd", [2, np.nan, 0.5])
def test_what_is_neither_is_refused_and_counted(odd):
    with pytest.raises(TreatmentUnknownError, match="neither 0 nor 1 in 1 rows"):
        derive([0, odd, 1, 0, 0, 0])
