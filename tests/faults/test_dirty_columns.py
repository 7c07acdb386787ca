"""Columns of any type, code or order: the same numbers, or a refusal that says what to do."""

import datetime as dt
from collections.abc import Callable

import numpy as np
import pandas as pd
import pyarrow as pa
import pytest
from fake_panels import FIRST, assert_same, numbers, panel

from evalcap.errors.dataset import (
    CalendarError,
    DuplicateRowsError,
    InfiniteValuesError,
    MissingKeysError,
    NotNumericError,
    RepeatedColumnError,
    TreatmentReversalError,
    VariesWithinUnitError,
)

# Never treated, however it is written.

NEVER: dict[str, tuple[Callable[[pd.Series], pd.Series], object]] = {
    "zero": (lambda start: start.fillna(0), 0),
    "whole zero": (lambda start: start.fillna(0).astype(int), 0),
    "infinite": (lambda start: start.fillna(np.inf), None),
    "None": (lambda start: start.astype(object).where(start.notna(), None), None),
    "NA among objects": (lambda start: start.astype(object).where(start.notna(), pd.NA), None),
    "NA of whole numbers": (lambda start: start.astype("Int64"), None),
    "Arrow null": (lambda start: start.astype("Int64").astype("int64[pyarrow]"), None),
    "a word": (lambda start: start.astype(object).where(start.notna(), "never"), "never"),
    "text of a code": (lambda start: start.fillna(9999).astype(int).astype(str), 9999),
}


@pytest.mark.parametrize("how", NEVER)
def test_never_treated_is_read_however_it_is_written(posts, how):
    write, never = NEVER[how]
    dirty = posts.assign(start=write(posts["start"]))
    assert_same(numbers(dirty, never=never), numbers(posts))


def test_never_treated_may_be_no_date_beside_dates(posts):
    years = pd.to_datetime(posts["year"].astype(str))
    starts = pd.to_datetime(posts["start"].astype("Int64").astype("string"))
    assert starts.isna().any()
    dates = {"before": pd.Timestamp(2016, 1, 1), "after": "2017-01-01"}
    assert_same(numbers(posts.assign(year=years, start=starts), **dates), numbers(posts))


# Time and keys, whatever their type.

TIMES: dict[str, Callable[[int], object]] = {
    "dates": lambda year: dt.date(year, 6, 30),
    "ISO text": lambda year: f"{year}-06-30",
    "timestamps": lambda year: pd.Timestamp(year, 12, 31),
    "text of years": str,
    "years as fractions": float,
    "months that follow": lambda year: pd.Timestamp("2020-01-01") + pd.DateOffset(months=year - 14),
    "quarters": lambda year: pd.Period(ordinal=year, freq="Q"),
    "weeks": lambda year: pd.Timestamp("2024-01-01") + pd.Timedelta(7 * (year - FIRST), "D"),
    "days": lambda year: pd.Timestamp("2024-02-27") + pd.Timedelta(year - FIRST, "D"),
    "days far apart in years": lambda year: pd.Timestamp(year - 1000, 2, 1),
}


@pytest.mark.parametrize("how", TIMES)
def test_time_may_be_written_as(posts, how):
    write = TIMES[how]
    starts = [None if np.isnan(s) else write(int(s)) for s in posts["start"]]
    dirty = posts.assign(year=[write(y) for y in posts["year"]], start=starts)
    assert_same(numbers(dirty, before=write(2016), after=write(2017)), numbers(posts))


TYPES: dict[str, Callable[[pd.DataFrame], pd.DataFrame]] = {
    "text keys": lambda f: f.astype({"post": str, "region": str}),
    "string keys": lambda f: f.astype({"post": "string", "region": "string"}),
    "categorical keys": lambda f: f.astype({"post": "category", "region": "category"}),
    "categorical time": lambda f: f.astype({"year": "category", "start": "category"}),
    "object keys of two types": lambda f: f.assign(
        post=[f"post {p}" if p % 2 else p for p in f["post"]]
    ),
    "text numbers": lambda f: f.assign(
        **{name: f[name].map(repr) for name in ("checks", "traffic", "size")}
    ),
    "nullable": lambda f: f.convert_dtypes(),
    "Arrow": lambda f: pa.Table.from_pandas(f).to_pandas(types_mapper=pd.ArrowDtype),
    "Arrow dates": lambda f: f.assign(
        year=pd.Series([dt.date(y, 1, 1) for y in f["year"]]).astype(pd.ArrowDtype(pa.date32()))
    ),
    "periods beside numbers": lambda f: f.assign(
        year=pd.PeriodIndex(f["year"].astype(str), freq="Y")
    ),
    "small whole numbers": lambda f: f.astype({"year": "int16", "start": "float32"}),
}


@pytest.mark.parametrize("how", TYPES)
def test_columns_may_be_of_type(posts, how):
    dirty = TYPES[how](posts)
    assert_same(numbers(dirty, before="2016", after="2017"), numbers(posts))


FRAMES: dict[str, Callable[[pd.DataFrame], pd.DataFrame]] = {
    "shuffled": lambda f: f.sample(frac=1, random_state=1),
    "sorted by time": lambda f: f.sort_values(["year", "post"]),
    "backwards": lambda f: f.iloc[::-1],
    "one index label": lambda f: f.set_axis([0] * len(f)),
    "keys in the index too": lambda f: f.set_index(["post", "year"], drop=False).rename_axis(
        [None, None]
    ),
    "columns named like ours": lambda f: f.assign(
        unit=1, time="a", outcome=None, treated=0, weight=-1, period=np.nan, cluster=0, covariates=3
    ),
}


@pytest.mark.parametrize("how", FRAMES)
def test_rows_may_come(posts, how):
    assert_same(numbers(FRAMES[how](posts)), numbers(posts))


def test_the_data_given_are_left_as_they_were(posts):
    before = posts.copy()
    numbers(posts)
    pd.testing.assert_frame_equal(posts, before)


# What is refused when the panel is read.


def test_repeated_rows_are_refused_by_unit_and_time(posts):
    with pytest.raises(DuplicateRowsError, match="0 at 2015, 4 at 2014"):
        panel(pd.concat([posts, posts.iloc[[1, 28]]]))


def test_a_cohort_that_varies_within_a_unit_is_refused(posts):
    posts.loc[3, "start"] = 2019
    with pytest.raises(
        VariesWithinUnitError, match="'start' takes several values within 1 unit: 0"
    ):
        panel(posts)


def test_never_and_once_treated_within_a_unit_is_refused(posts):
    posts.loc[3, "start"] = np.nan
    with pytest.raises(VariesWithinUnitError):
        panel(posts)


def test_a_cluster_that_varies_within_a_unit_is_refused(posts):
    posts.loc[[3, 12], "region"] = 7
    with pytest.raises(VariesWithinUnitError, match="'region' takes several values within 2 units"):
        panel(posts, cluster="region")


def test_treatment_that_switches_off_is_refused(posts):
    posts["on"] = (posts["year"] >= posts["start"]).astype(int)
    posts.loc[5, "on"] = 0
    with pytest.raises(TreatmentReversalError, match="1 unit: 0"):
        panel(posts, treated_from=None, treated="on")


def test_zeros_and_ones_give_the_same_as_first_periods(posts):
    posts["on"] = posts["year"] >= posts["start"]
    assert_same(numbers(posts, treated_from=None, treated="on"), numbers(posts))


@pytest.mark.parametrize("column", ["post", "year", "region"])
def test_an_empty_key_is_refused(posts, column):
    posts[column] = posts[column].where(posts.index != 4)
    with pytest.raises(MissingKeysError, match=f"'{column}' is empty in 1 row"):
        panel(posts, cluster="region")


def test_an_infinite_time_is_refused(posts):
    posts["year"] = posts["year"].astype(float).where(posts.index != 4, np.inf)
    with pytest.raises(CalendarError, match="infinite"):
        panel(posts)


def test_two_columns_of_one_name_are_refused(posts):
    twice = pd.concat([posts, posts[["checks"]]], axis=1)
    with pytest.raises(RepeatedColumnError, match="'checks'"):
        panel(twice)


def test_the_logarithm_of_zero_is_refused(posts):
    posts.loc[4, "checks"] = -np.inf
    with pytest.raises(InfiniteValuesError, match="'checks' is infinite in 1 row"):
        panel(posts)


def test_text_for_an_outcome_is_refused_by_count_not_by_value(posts):
    posts["checks"] = posts["checks"].astype(object)
    posts.loc[[4, 5], "checks"] = "refused by Ms Smith"
    with pytest.raises(NotNumericError, match="2 values") as caught:
        panel(posts)
    assert "Smith" not in str(caught.value)
