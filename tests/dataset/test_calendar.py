import datetime as dt

import numpy as np
import pandas as pd
import pytest

from evalcap.dataset.calendar import read_calendar
from evalcap.errors.dataset import CalendarError, UncountableKeysError


def places(values: object, name: str = "time") -> list[float]:
    column = pd.Series(values)
    return read_calendar(column, name).place(column, name).tolist()


def test_numbers_are_places_as_they_are():
    assert read_calendar(pd.Series([3, 1, 2]), "time").frequency is None
    assert places([3, 1.5, None])[:2] == [3, 1.5]
    assert places(["2019", "2021"]) == [2019, 2021]


# Dates are counted in the coarsest calendar that keeps them apart.
@pytest.mark.parametrize(
    ("dates", "frequency", "steps"),
    [
        (["2019-03-01", "2020-02-01", "2022-07-01"], "Y", [1, 2]),
        (["2019-01-15", "2019-04-01", "2020-01-01"], "Q", [1, 3]),
        (["2019-11-30", "2019-12-01", "2020-02-28"], "M", [1, 2]),
        (["2024-01-01", "2024-01-08", "2024-01-22"], "W", [1, 2]),
        (["2024-02-27", "2024-02-28", "2024-03-01"], "D", [1, 2]),
    ],
)
def test_dates_count_in_steps_of(dates, frequency, steps):
    assert read_calendar(pd.Series(dates), "time").frequency == frequency
    assert np.diff(places(dates)).tolist() == steps


def test_years_of_dates_are_year_numbers():
    assert places([dt.date(2019, 3, 1), dt.date(2020, 3, 1)]) == [2019, 2020]


def test_a_repeated_date_is_one_place():
    assert places(["2019-03-01", "2019-03-01", "2020-03-01"]) == [2019, 2019, 2020]


@pytest.mark.parametrize(
    "column",
    [
        pd.to_datetime(pd.Series(["2024-01-31", "2024-02-29"])),
        pd.to_datetime(pd.Series(["2024-01-31", "2024-02-29"])).dt.tz_localize("Africa/Tunis"),
        pd.Series(pd.PeriodIndex(["2024-01", "2024-02"], freq="M")),
        pd.Series(["2024-01-31", "2024-02-29"], dtype="category"),
        pd.Series(["2024-01", "2024-02"], dtype="string[pyarrow]"),
        pd.Series([dt.datetime(2024, 1, 31, 23, 59), dt.datetime(2024, 2, 29)], dtype=object),  # noqa: DTZ001 - naive on purpose
    ],
)
def test_months_are_the_same_places_in_any_type(column):
    assert read_calendar(column, "time").place(column, "time").tolist() == [648, 649]


MIDNIGHTS = pd.to_datetime(pd.Series(["2024-01-01", "2024-02-01"])).dt.tz_localize("Africa/Tunis")


@pytest.mark.parametrize(
    "column",
    [
        MIDNIGHTS,
        MIDNIGHTS.astype(object),
        MIDNIGHTS.astype("timestamp[us, tz=Africa/Tunis][pyarrow]"),
        pd.Series(["2024-01-01T00:00:00+01:00", "2024-02-01T00:00:00.5+0100"]),
        pd.Series(["2024-01-01 00:00Z", "2024-02-01"]),
    ],
)
def test_a_month_begins_at_local_midnight(column):
    calendar = read_calendar(column, "time")
    assert [calendar.label(p) for p in calendar.place(column, "time")] == ["2024-01", "2024-02"]


def test_missing_dates_have_no_place():
    assert np.isnan(places(["2019-03-01", None, "2020-03-01"])).tolist() == [False, True, False]


def test_a_start_within_a_month_is_that_month():
    calendar = read_calendar(pd.Series(["2024-01-01", "2024-02-01"]), "month")
    assert calendar.place(pd.Series(["2024-02-17"]), "start").tolist() == [649]


def test_plain_years_can_stand_beside_yearly_dates():
    calendar = read_calendar(pd.Series(["2019-06-30", "2020-06-30"]), "time")
    assert calendar.place(pd.Series([2020, np.nan]), "start").tolist()[0] == 2020


def test_plain_numbers_beside_months_are_refused():
    calendar = read_calendar(pd.Series(["2024-01-01", "2024-02-01"]), "month")
    with pytest.raises(CalendarError, match="numbers although time is dates"):
        calendar.place(pd.Series([2]), "start")


def test_dates_beside_numbers_are_refused():
    calendar = read_calendar(pd.Series([1, 2]), "wave")
    with pytest.raises(CalendarError, match="not numbers although time is"):
        calendar.place(pd.Series(["2024-01-01"]), "start")


def test_words_and_ambiguous_dates_are_refused_not_guessed():
    for values in (["spring", "autumn"], ["31/12/2024", "01/02/2025"]):
        with pytest.raises(CalendarError, match="neither numbers nor ISO dates"):
            read_calendar(pd.Series(values), "time")


@pytest.mark.parametrize(
    ("values", "label"),
    [
        ([1, 2], "2"),
        ([20240101, 20240102], "20240102"),
        ([0.5, 1.5], "1.5"),
        (["2019-01-01", "2020-01-01"], "2020"),
        (["2019-01-01", "2019-04-01"], "2019Q2"),
        (["2019-01-01", "2019-02-01"], "2019-02"),
        (["2019-01-01", "2019-01-02"], "2019-01-02"),
    ],
)
def test_a_place_is_named_as_a_reader_would(values, label):
    column = pd.Series(values)
    calendar = read_calendar(column, "time")
    assert calendar.label(calendar.place(column, "time")[1]) == label


def test_no_place_is_never():
    assert read_calendar(pd.Series([1, 2]), "time").label(np.inf) == "never"


@pytest.mark.parametrize("dtype", [float, object, "Int64", "category"])
def test_numbers_beside_years_are_years_however_far(dtype):
    calendar = read_calendar(pd.Series(["2019-03-01", "2020-03-01"]), "time")
    years = pd.Series([0, 999, 2019, 99999, None]).astype("Int64").astype(dtype)
    assert calendar.place(years, "start")[:4].tolist() == [0, 999, 2019, 99999]


def test_times_that_cannot_be_told_apart_are_refused():
    with pytest.raises(UncountableKeysError, match="'time'"):
        read_calendar(pd.Series([[2019], [2020]], name="time"), "time")


def test_part_of_a_year_beside_dates_is_refused():
    calendar = read_calendar(pd.Series(["2019-03-01", "2020-03-01"]), "time")
    with pytest.raises(CalendarError, match="years are not whole"):
        calendar.place(pd.Series([2019.5]), "start")


def test_numbers_among_objects_are_no_months():
    calendar = read_calendar(pd.Series(["2019-03-01", "2019-04-01"]), "time")
    with pytest.raises(CalendarError, match="holds numbers although time is dates"):
        calendar.place(pd.Series([2019, None], dtype=object), "start")


def test_fractions_that_rounding_parts_are_one_time():
    sums = np.cumsum(np.full(12, 0.1))
    assert len({*places(sums), *places(np.arange(1, 13) / 10)}) == 12
    assert places([1 / 3]) == [round(1 / 3, 9)]


def countable(times: pd.Series) -> None:
    calendar = read_calendar(times, "month")
    calendar.require_countable(calendar.place(times, "month"), "month")


@pytest.mark.parametrize("codes", [[201911, 201912, 202001], [20191231, 20200101]])
@pytest.mark.parametrize("dtype", [int, float, str, "category"])
def test_dates_written_as_numbers_are_refused_as_they_do_not_count(codes, dtype):
    with pytest.raises(CalendarError, match=f"such as {codes[0]}, read as"):
        countable(pd.Series(codes).astype(dtype))


@pytest.mark.parametrize(
    "times",
    [
        [201901, 201902, 201912],
        [201912, 201913, 202001],
        [2019, 2020],
        [0.5, 1],
        ["2019-12-01", "2020-01-01"],
    ],
)
def test_what_counts_as_it_is_remains(times):
    countable(pd.Series(times))
