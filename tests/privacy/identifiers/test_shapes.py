import pandas as pd
import pytest

from evalcap.privacy.identifiers.cells import Cells
from evalcap.privacy.identifiers.shapes import kinds_by_shape

REMARKS = [
    "The trainer explained every kind of stamp very well",
    "I would have liked more time with real passports",
    "We did not get the lamps that we were promised",
    "My supervisor was transferred so nobody checked my work",
]


def found(cells, header="x", regions=()):
    return dict(kinds_by_shape(header, Cells(pd.Series(cells)), regions))


def test_a_column_full_of_passport_numbers_is_found():
    numbers = [f"A{1234567 + 31 * i}" for i in range(9)]
    assert found([*numbers, "not seen"]) == {"passport_number": 9}
    assert found([*numbers[:2], "north", "south"]) == {}


def test_codes_of_administrative_areas_are_not_passport_numbers():
    codes = ["SN010203", "SN010204", "SN020101", "SN020102"]
    assert found(codes, header="adm3_pcode") == found(codes, header="admin2Code") == {}


def test_a_column_full_of_a_country_s_phone_numbers_is_found():
    numbers = [f"020 7946 0{i:03}" for i in range(20)]
    assert found(numbers, regions=["GB"]) == {"phone": 20}
    assert found(numbers) == {}
    assert found([2079460000 + i for i in range(20)], regions=["GB"]) == {"phone": 20}


def test_amounts_are_not_phone_numbers():
    assert found([22000000 + 10000 * i for i in range(20)], regions=["TG"]) == {}


def test_remarks_are_told_by_how_various_their_words_are():
    assert found(REMARKS) == {"free_text": 4}


@pytest.mark.parametrize(
    "answers",
    [
        ["food shelter health cash work school water", "food shelter cash work school water"] * 4
        + ["shelter food cash water school health"],
        ["very satisfied with the economic situation now"] * 9,
        ["north", "south", "east", "west"],
    ],
)
def test_answers_chosen_from_a_list_are_not_remarks(answers):
    assert found(answers) == {}


def _canadian(n):
    """Make nine-digit numbers by Luhn's rule."""
    made = []
    for i in range(n):
        digits = [int(d) for d in str(12345678 + 7919 * i)]
        twice = sum(sum(divmod(2 * d, 10)) for d in digits[1::2])
        made.append("".join(map(str, digits)) + str(-(twice + sum(digits[0::2])) % 10))
    return made


def test_a_column_full_of_a_country_s_national_numbers_is_found():
    numbers = _canadian(20)
    assert found(numbers) == {"national_id": 20}
    assert found([f"{n[:3]}-{n[3:6]}-{n[6:]}" for n in numbers]) == {"national_id": 20}
    assert found([int(n) for n in numbers]) == {"national_id": 20}
    assert found(numbers[:7]) == {}  # so few may agree by chance


@pytest.mark.parametrize(
    "numbers",
    [
        [100_000_000 + i for i in range(200)],  # one after another
        [f"{i:011}" for i in range(1, 200)],
        [200_000_000 + 50_000 * i for i in range(40)],  # amounts
        [f"2401{i:02}{i:04}" for i in range(1, 29)],  # a day and a number
        [1_700_000_000 + 977 * i for i in range(60)],  # seconds
        [1_700_000_000_000 + 977_013 * i for i in range(60)],  # thousandths of them
        [f"20240{m}{d:02}{h:02}{d:02}" for m in (1, 2) for d in range(10, 28) for h in (8, 17)],
    ],
)
def test_other_long_numbers_are_not_national_numbers(numbers):
    assert "national_id" not in found(numbers)
