import pandas as pd
import pytest

from evalcap.privacy.identifiers.cells import Cells
from evalcap.privacy.identifiers.kind import KINDS
from evalcap.privacy.identifiers.plausible import plausible_cells

LIKE = {
    "email": "officer@example.org",
    "account_or_device": "collect:abcdef",
    "machine_readable_zone": "P<UTOERIKSSON<<ANNA",
    "passport_number": "L8989023",
    "bank_account": "1234 5678 9012",
    "phone": "020 7946 0958",
    "coordinates": "5.60372",
    "date_of_birth": "12/08/1974",
    "national_id": "1-234-5678",
    "case_number": "GH-2023-17",
    "staff_number": "A17",
    "photo_or_recording": "face.png",
    "address": "12 Harbour Road",
    "person_name": "Awa Diop",
    "free_text": "they were kind to us",
}


@pytest.mark.parametrize("kind", KINDS)
def test_a_value_of_the_kind_counts_and_a_code_does_not(kind):
    cells = Cells(pd.Series([LIKE[kind], LIKE[kind], None]))
    assert plausible_cells(kind, cells) == 2
    assert plausible_cells(kind, Cells(pd.Series([1, 0, 1]))) == 0


@pytest.mark.parametrize("kind", sorted({*KINDS} - {"account_or_device"}))
def test_yes_and_no_are_an_answer_about_it_and_not_the_thing(kind):
    if kind != "person_name":
        assert plausible_cells(kind, Cells(pd.Series(["yes", "no"]))) == 0


def test_numbers_count_where_files_keep_codes_as_numbers():
    assert plausible_cells("phone", Cells(pd.Series([244123456.0, 5.0]))) == 1
    assert plausible_cells("case_number", Cells(pd.Series([2019, 7]))) == 1
    assert plausible_cells("date_of_birth", Cells(pd.Series(pd.to_datetime(["2000-01-01"])))) == 1


def test_degrees_are_told_by_their_decimals():
    assert plausible_cells("coordinates", Cells(pd.Series([5.603, -0.187, 12.5, 300.123]))) == 2


def test_a_day_may_be_written_as_eight_digits():
    assert plausible_cells("date_of_birth", Cells(pd.Series([19740812, 1974, 20240131]))) == 2
    assert plausible_cells("date_of_birth", Cells(pd.Series(["19740812", "1974"]))) == 1


def test_answers_of_a_scale_are_not_remarks():
    scale = ["neither good nor bad", "very good indeed"]
    assert plausible_cells("free_text", Cells(pd.Series(scale * 10))) == 0
    assert plausible_cells("free_text", Cells(pd.Series(scale * 4))) == 8
