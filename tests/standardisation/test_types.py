import pandas as pd
import pytest

from evalcap.standardisation.types import in_type


def _wrong(cells, kind):
    return in_type(pd.Series(cells), kind).wrong.tolist()


def test_text_that_spells_numbers_becomes_numbers():
    assert in_type(pd.Series(["1", "2.5"]), "number").column.tolist() == [1.0, 2.5]


def test_text_that_spells_no_number_is_wrong_and_missing_is_not():
    assert _wrong(["1", "many", None], "number") == [False, True, False]


def test_a_decimal_comma_is_not_guessed_at():
    assert _wrong(["1,5"], "number") == [True]


def test_a_fraction_is_not_a_whole_number():
    assert _wrong([1.0, 1.5, None], "integer") == [False, True, False]


def test_iso_dates_are_read_and_others_need_their_format():
    typed = in_type(pd.Series(["2024-03-05", "05/03/2024", None]), "date")
    assert typed.column[0] == pd.Timestamp(2024, 3, 5)
    assert typed.wrong.tolist() == [False, True, False]
    assert "DD/MM/YYYY" in typed.do


def test_a_number_is_no_date():
    assert _wrong([45356, None], "date") == [True, False]


def test_dates_stay_dates():
    assert _wrong([pd.Timestamp(2024, 3, 5), pd.NaT], "date") == [False, False]


def test_truth_is_0_or_1():
    assert _wrong([0, 1, None], "boolean") == [False, False, False]
    assert _wrong([True, False], "boolean") == [False, False]
    assert _wrong(["yes", "no"], "boolean") == [True, True]


@pytest.mark.parametrize("kind", ["text", "category"])
def test_text_and_categories_hold_anything(kind):
    assert in_type(pd.Series([1, "a"]), kind) is None


def test_a_time_is_read_with_its_offset_and_without_one_it_is_universal():
    typed = in_type(
        pd.Series(["2024-03-05T01:30:00+02:00", "2024-03-05 14:05", "noon"]), "datetime"
    )
    assert typed.column[0] == pd.Timestamp("2024-03-04 23:30", tz="UTC")
    assert typed.column[1] == pd.Timestamp("2024-03-05 14:05", tz="UTC")
    assert typed.wrong.tolist() == [False, False, True]


def test_a_number_is_no_time():
    assert _wrong([45356.5, None], "datetime") == [True, False]


def test_a_period_is_a_date_or_a_running_number():
    assert in_type(pd.Series([1, 2]), "period").column.tolist() == [1, 2]
    assert in_type(pd.Series(["2024-03-01"]), "period").column[0] == pd.Timestamp(2024, 3, 1)
    assert _wrong(["2024-03-01", "March"], "period") == [False, True]


def test_true_and_false_become_one_and_zero():
    for cells in ([True, False], [True, None]):
        typed = in_type(pd.Series(cells), "boolean")
        assert not typed.wrong.any()
        assert typed.column.astype(object).where(typed.column.notna(), None).tolist() == [
            None if cell is None else int(cell) for cell in cells
        ]
    assert in_type(pd.Series(["1", "0"]), "boolean").column.tolist() == [1, 0]
    assert in_type(pd.Series(["1", "yes"]), "boolean").wrong.tolist() == [False, True]
