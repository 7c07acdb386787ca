from datetime import date

import numpy as np
import pandas as pd
import pytest

from evalcap.privacy.identifiers.births import births, latest_day
from evalcap.privacy.identifiers.cells import Cells

END = date(2024, 6, 30)
DAYS = pd.Series(pd.to_datetime("1962-03-05") + pd.to_timedelta(np.arange(40) * 391, "D"))


def found(column, by=END):
    return births(Cells(pd.Series(column)), by=lambda: by)


@pytest.mark.parametrize("form", ["%Y-%m-%d", "%d/%m/%Y", "%m/%d/%Y", "%d.%m.%Y", "%Y%m%d"])
def test_days_that_give_ages_are_births_however_they_are_written(form):
    assert found(DAYS.dt.strftime(form)) == 40


def test_they_are_as_dates_as_such_and_as_numbers():
    assert found(DAYS) == found(DAYS.dt.date) == 40
    assert found(DAYS.dt.strftime("%Y%m%d").astype(int)) == 40
    assert found([*DAYS, None, None]) == 40


@pytest.mark.parametrize(
    "column",
    [
        DAYS.dt.year,
        DAYS.dt.strftime("%Y"),
        DAYS.dt.strftime("%Y-01-01"),
        DAYS.dt.strftime("%Y-%m-01"),
        DAYS.dt.strftime("%Y-%m"),
        DAYS.dt.strftime("%Y%m"),
    ],
)
def test_years_and_months_are_none(column):
    assert found(column) == 0


@pytest.mark.parametrize(
    "column",
    [
        pd.date_range("2023-01-02", periods=40, freq="13D"),  # a programme
        pd.date_range("2019-01-02", periods=40, freq="43D"),  # five years of arrivals
        pd.date_range("2001-01-02", periods=40, freq="13D"),  # an old one, of one and a half years
        pd.date_range("2000-01-02", periods=40, freq="221D"),  # until today
        DAYS[:4],
        ["north", "south", *DAYS.dt.strftime("%Y-%m-%d")[:5]],
        ["1985-02-31"] * 9,
        [],
    ],
)
def test_days_of_programmes_are_none(column):
    assert found(column) == 0


def test_how_old_persons_are_counts_when_they_took_part():
    assert found(DAYS, by=date(1980, 1, 1)) == 0


def test_the_latest_day_of_some_columns():
    columns = [
        Cells(pd.Series(["2021-05-01", "2020-01-01"])),
        Cells(pd.Series([1, 2])),
        Cells(DAYS),
    ]
    assert latest_day(columns) == date(2021, 5, 1)
    assert latest_day([Cells(pd.Series(["a"]))]) is None
