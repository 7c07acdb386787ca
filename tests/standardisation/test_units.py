import numpy as np
import pandas as pd
import pytest

from evalcap.programmes import programme
from evalcap.standardisation.units import conversion, unit_problems


def _convert(text, cells, dtype=None):
    return conversion(text).apply(pd.Series(cells, dtype=dtype)).tolist()


@pytest.mark.parametrize(
    ("text", "before", "after"),
    [
        ("minutes -> seconds", 1.5, 90.0),
        ("seconds -> minutes", 90, 1.5),
        ("hours->seconds", 2, 7200.0),
        ("percent -> share", 7, 0.07),
        ("share -> percent", 0.5, 50.0),
        ("months -> years", 18, 1.5),
        ("weeks -> days", 3, 21.0),
        ("decimal comma -> number", "1,25", 1.25),
    ],
)
def test_a_known_conversion_is_applied(text, before, after):
    assert _convert(text, [before]) == [after]


@pytest.mark.parametrize(
    ("text", "cell"),
    [
        ("DD/MM/YYYY -> date", "05/03/2024"),
        ("MM/DD/YYYY -> date", "03/05/2024"),
        ("DD.MM.YYYY -> date", "05.03.2024"),
        ("YYYYMMDD -> date", 20240305),
        ("Excel serial -> date", 45356),
        ("YYYY/MM/DD -> date", "2024/03/05"),
        ("MM-DD-YYYY -> date", "03-05-2024"),
    ],
)
def test_a_date_is_read_in_its_declared_format(text, cell):
    assert _convert(text, [cell]) == [pd.Timestamp(2024, 3, 5)]


def test_a_month_stands_for_its_first_day_and_a_time_is_kept():
    assert _convert("MM/YYYY -> date", ["03/2024"]) == [pd.Timestamp(2024, 3, 1)]
    moment = _convert("DD/MM/YYYY HH:MM -> datetime", ["05/03/2024 14:30"])
    assert moment == [pd.Timestamp(2024, 3, 5, 14, 30)]


def test_countries_are_found_by_exact_name_and_are_missing_otherwise():
    codes = _convert("country name -> ISO 3166-1", ["Türkiye", "Congo", "SRB", None])
    assert codes[0] == "TUR"
    assert codes[2] == "SRB"
    assert pd.isna([codes[1], codes[3]]).all()


def test_a_year_of_two_digits_is_no_format():
    assert conversion("DD/MM/YY -> date") is None


def test_what_cannot_be_converted_is_missing():
    assert np.isnan(_convert("minutes -> seconds", ["2", "soon"])[1])
    assert pd.isna(_convert("DD/MM/YYYY -> date", ["03/25/2024"])[0])


def test_small_integers_do_not_overflow():
    assert _convert("hours -> seconds", [100], dtype="int8") == [360_000.0]


def test_dates_stay_dates():
    day = pd.Timestamp(2024, 3, 5)
    assert _convert("DD/MM/YYYY -> date", [day]) == [day]


@pytest.mark.parametrize("text", ["miles -> km", "minutes", "EUR -> USD", "guess -> date", ""])
def test_there_is_no_other_conversion(text):
    assert conversion(text) is None


def test_an_unknown_conversion_is_answered_with_the_table_and_a_word_on_currencies():
    (problem,) = unit_problems({"earnings": "EUR -> USD"}, programme("reintegration"))
    assert "minutes -> seconds" in problem.do
    assert "Currencies are never converted" in problem.do


def test_a_conversion_must_end_in_the_columns_own_unit():
    schema = programme("document_verification")
    (problem,) = unit_problems({"processing_time": "hours -> minutes"}, schema)
    assert "seconds" in problem.do
    assert not list(unit_problems({"processing_time": "hours -> seconds"}, schema))
    assert not list(unit_problems({"processing_time": "decimal comma -> number"}, schema))
    assert not list(unit_problems({"month": "MM/YYYY -> date"}, schema))
    assert not list(unit_problems({"country": "country name -> ISO 3166-1"}, schema))


def test_a_period_may_be_converted_to_a_date():
    schema = programme("document_verification")
    assert not list(unit_problems({"month": "DD/MM/YYYY -> date"}, schema))
    assert len(list(unit_problems({"month": "minutes -> seconds"}, schema))) == 1
