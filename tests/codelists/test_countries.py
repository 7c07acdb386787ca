import pytest

from evalcap.codelists.countries import country_code, country_name, two_letters


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("Côte d'Ivoire", "CIV"),
        ("Cote d\u2019Ivoire", "CIV"),
        ("IVORY COAST", "CIV"),
        ("DR Congo", "COD"),
        ("Congo, The Democratic Republic of the", "COD"),
        ("République démocratique du Congo", "COD"),
        ("Türkiye", "TUR"),
        ("turkey", "TUR"),
        ("Kosovo", "XKX"),
        ("Serbia", "SRB"),
        ("Allemagne", "DEU"),
        ("Alemania", "DEU"),
        (" gambia ", "GMB"),
        ("Guinea", "GIN"),
        ("Guinea-Bissau", "GNB"),
        ("Niger", "NER"),
        ("NA", "NAM"),
        ("afg", "AFG"),
        ("Iran, Islamic Republic of", "IRN"),
        ("Islamic Republic of Iran", "IRN"),
        ("Viet Nam", "VNM"),
    ],
)
def test_a_country_is_found_by_its_exact_name(name, code):
    assert country_code(name) == code


@pytest.mark.parametrize(
    "name", ["Congo", "Korea", "Afghanistn", "Kosova Serbia", "", "Europe", "X"]
)
def test_what_is_no_exact_name_or_fits_several_is_not_guessed(name):
    assert country_code(name) is None


def test_a_code_has_its_name():
    assert (country_name("CIV"), country_name("XKX"), country_name("ZZZ")) == (
        "Côte d'Ivoire",
        "Kosovo",
        "ZZZ",
    )


def test_a_code_of_three_letters_has_one_of_two():
    assert (two_letters("GHA"), two_letters("SEN")) == ("GH", "SN")
    assert two_letters("XKX") is None
