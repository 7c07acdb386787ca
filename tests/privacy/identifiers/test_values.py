import pandas as pd
import pytest

from evalcap.privacy.identifiers.cells import Cells
from evalcap.privacy.identifiers.values import (
    is_account,
    kinds_by_value,
    long_numbers_in,
    names_in,
)


def found(*cells):
    return dict(kinds_by_value(Cells(pd.Series(list(cells)))))


@pytest.mark.parametrize(
    ("cell", "kind"),
    [
        ("write to officer@example.org please", "email"),
        ("+44 20 7946 0958", "phone"),
        ("L898902C36UTO7408122F1204159ZE184226B<<<<<10", "machine_readable_zone"),
        ("GB82 WEST 1234 5698 7654 32", "bank_account"),
        ("5.603717 -0.186964 61.0 4.9", "coordinates"),
        ("5.603717, -0.186964", "coordinates"),
        ("5° 36' 13\" N", "coordinates"),
        ("GH12345X678", "case_number"),
        ("123-12C00001", "case_number"),
        ("1700000000000.jpg", "photo_or_recording"),
    ],
)
def test_one_cell_is_enough_where_it_can_be_nothing_else(cell, kind):
    assert found("north", cell, "south", cell) == {kind: 2}


@pytest.mark.parametrize(
    "cell",
    [
        "POST-001",
        "OFF-0001",
        "Country A",
        "2024-03-31",
        "25-34",
        "60+",
        "52.5",
        "GB82 WEST 1234 5698 7654 33",
        "XM-DAC-41114-PROJECT-00012345",
        "12.5 13.5",
        "at the office",
        "food shelter cash",
        "psn-abcdefghijklmnop",
    ],
)
def test_what_programmes_record_gives_nothing_away(cell):
    assert found(cell) == {}


def test_account_numbers_have_the_check_digits_of_the_standard():
    # The examples of ISO 13616's registry.
    examples = ["GB29NWBK60161331926819", "DE89370400440532013000", "FR1420041010050500013M02606"]
    assert all(is_account(example) for example in examples)
    assert not is_account("DE88370400440532013000")


@pytest.mark.parametrize(
    "name", ["Awa Diop", "AWA DIOP", "Jean-Pierre N'Guessan", "Dr. Ama Owusu", "José María", "Kofi"]
)
def test_names_are_told_by_their_shape_in_columns_about_persons(name):
    assert names_in(Cells(pd.Series([name, "OFF-001"]))) == 1


@pytest.mark.parametrize("code", ["OFF-001", "O99", "AB", "a", "trainee-17", "X_Y", "KMN", "b"])
def test_codes_are_no_names(code):
    assert names_in(Cells(pd.Series([code]))) == 0


@pytest.mark.parametrize("values", [["1234567"], [1234567], [1234567.0], ["12 345-6789"]])
def test_seven_digits_are_a_long_number(values):
    assert long_numbers_in(Cells(pd.Series(values))) == 1


@pytest.mark.parametrize("values", [["123456"], [123456], ["OFF-1234567"], [12345.67]])
def test_six_digits_and_codes_with_letters_are_not(values):
    assert long_numbers_in(Cells(pd.Series(values))) == 0
