import pytest

from evalcap.privacy.identifiers.travel_documents import check_digit, holds_zone

# The specimens of ICAO Doc 9303: an invented person of the invented state of Utopia.
PASSPORT = (
    "P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<",
    "L898902C36UTO7408122F1204159ZE184226B<<<<<10",
)
VISA = ("I<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<", "D231458907UTO7408122F1204159<<<<<<<6")
CARD = (
    "I<UTOD231458907<<<<<<<<<<<<<<<",
    "7408122F1204159UTO<<<<<<<<<<<6",
    "ERIKSSON<<ANNA<MARIA<<<<<<<<<<",
)


@pytest.mark.parametrize(
    ("field", "digit"), [("520727", 3), ("AB2134<<<", 5), ("L898902C3", 6), ("740812", 2)]
)
def test_check_digits_are_those_of_the_worked_examples(field, digit):
    assert check_digit(field) == digit


@pytest.mark.parametrize("zone", [PASSPORT, VISA, CARD])
@pytest.mark.parametrize("between", ["", "\n", " "])
def test_each_format_is_recognised_however_its_lines_are_parted(zone, between):
    assert holds_zone(between.join(zone))


@pytest.mark.parametrize("line", [*PASSPORT, *VISA, *CARD[1:]])
def test_a_line_that_names_a_person_or_a_document_is_enough(line):
    assert holds_zone(f"zone: {line.lower()}")


@pytest.mark.parametrize("line", [PASSPORT[1], VISA[1], CARD[1]])
@pytest.mark.parametrize("at", [0, 14])
def test_a_wrong_digit_makes_it_something_else(line, at):
    digit = "7" if line[at] == "9" else "9"
    changed = line[:at] + digit + line[at + 1 :]
    # The first field of a passport is its number, that of a card the date of birth.
    assert not holds_zone(changed)


def test_a_code_of_that_length_is_no_zone():
    assert not holds_zone("A" * 44)
    assert not holds_zone("0123456789" * 3)
