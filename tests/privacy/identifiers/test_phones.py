import pytest

from evalcap.privacy.identifiers.phones import holds_phone, is_national_phone

# +1 202 555 01xx and +44 20 7946 0xxx are kept for invented persons by the numbering authorities.


@pytest.mark.parametrize(
    "text", ["+44 20 7946 0958", "call +44-20-7946-0958 after six", "(+442079460958)"]
)
def test_a_number_with_its_country_code_is_found_in_any_text(text):
    assert holds_phone(text)


@pytest.mark.parametrize("text", ["+5", "+1 000 000 0000", "2024-03-31", "+999 12345678", ""])
def test_what_no_country_dials_is_no_phone_number(text):
    assert not holds_phone(text)


def test_a_number_without_code_is_known_in_its_own_country_only():
    assert is_national_phone("020 7946 0958", ["GB"])
    assert not is_national_phone("020 7946 0958", ["GH"])
    assert not is_national_phone("020 7946 0958", [])


@pytest.mark.parametrize("text", ["2024-03-31", "20240331", "31/03/2024", "1.12.2023"])
def test_a_date_is_no_phone_number_although_its_digits_could_be(text):
    assert not is_national_phone(text, ["TG", "NO", "DK"])
    assert is_national_phone("22 21 23 45", ["TG"])
