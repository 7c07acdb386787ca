import numpy as np
import pandas as pd
import pytest

from evalcap.sources.odk.answers import answers, inferred


def _text(*cells):
    return pd.Series(cells, dtype="str")


def test_numbers_are_numbers():
    column, odd = answers(_text("3", "4.5", None), "number")
    assert column.tolist()[:2] == [3, 4.5]
    assert not odd.any()


def test_whole_numbers_without_gaps_stay_whole():
    assert answers(_text("3", "4"), "number")[0].dtype == np.int64


@pytest.mark.parametrize(
    ("kind", "cell"),
    [("number", "twelve"), ("date", "31/12/2024"), ("date", "2024-02-31"), ("moment", "noon")],
)
def test_an_answer_of_another_kind_is_found_and_keeps_the_column_text(kind, cell):
    good = {"number": "1", "date": "2024-01-31", "moment": "2024-01-31T10:00:00"}[kind]
    column, odd = answers(_text(good, cell, None), kind)
    assert odd.tolist() == [False, True, False]
    assert column.tolist()[:2] == [good, cell]


def test_days_are_days_also_when_a_sheet_gave_them_a_time():
    column, odd = answers(_text("2024-03-01", "2024-03-02T00:00:00"), "date")
    assert column.tolist() == [pd.Timestamp(2024, 3, 1), pd.Timestamp(2024, 3, 2)]
    assert not odd.any()


def test_times_with_zones_are_times_of_utc():
    column, _ = answers(_text("2024-03-01T23:30:00.000-05:00", "2024-03-01T10:00Z"), "moment")
    assert column[0] == pd.Timestamp("2024-03-02T04:30", tz="UTC")
    assert column[1] == pd.Timestamp("2024-03-01T10:00", tz="UTC")


def test_times_without_zones_stay_without():
    column, _ = answers(_text("2024-03-01T23:30:00", None), "moment")
    assert column[0] == pd.Timestamp(2024, 3, 1, 23, 30)


def test_times_with_and_without_zones_cannot_be_compared_and_stay_text():
    cells = _text("2024-03-01T23:30:00", "2024-03-01T23:30:00Z")
    column, odd = answers(cells, "moment")
    assert column.tolist() == cells.tolist()
    assert odd.any()


def test_text_keeps_every_character():
    column, _ = answers(_text("007", "1.50"), "text")
    assert column.tolist() == ["007", "1.50"]


@pytest.mark.parametrize(
    ("cells", "is_number"),
    [(("1", "2.5", "NA"), True), (("007",), False), (("a", "1"), False), ((None,), False)],
)
def test_a_calculation_is_a_number_if_it_is_nothing_else(cells, is_number):
    assert pd.api.types.is_numeric_dtype(inferred(_text(*cells))) is is_number
    assert pd.api.types.is_numeric_dtype(answers(_text(*cells), "calculate")[0]) is is_number
