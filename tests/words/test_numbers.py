"""Numbers as they are written."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evalcap.rendering.words import written_date
from evalcap.words import catalogue
from evalcap.words.numbers import (
    count,
    day,
    day_format,
    decimals_for,
    decimals_written,
    number,
    p_value,
    signed,
)

WORDS = catalogue()


@pytest.mark.parametrize(
    ("std_error", "values", "decimals"),
    [
        (645.0, (1866.0, 602.0, 3130.0), 0),
        (0.195, (-0.345, -0.728, 0.037), 2),
        (1.9, (3.2, 1.3, 5.1), 1),
        (0.00021, (0.0042,), 5),
    ],
)
def test_two_digits_of_the_standard_error_are_written(std_error, values, decimals):
    assert decimals_for(std_error, values) == decimals


def test_a_limit_that_is_not_zero_gets_more_digits_rather_than_reading_zero():
    assert decimals_for(14.0, (34.4, 0.4, 56.8)) == 1


def test_at_most_two_more_digits_are_written_for_a_limit_near_zero():
    assert decimals_for(14.0, (34.4, 1e-9, 56.8)) == 0


def test_without_uncertainty_the_value_itself_decides():
    assert decimals_for(0.0, (0.0123,)) == 3


@pytest.mark.parametrize(
    ("value", "decimals", "written"),
    [
        (1234567.0, 0, "1,234,567"),
        (-0.345, 2, "\u22120.34"),
        (-0.001, 1, "0.0"),
        (0.0, 2, "0.00"),
        (2.0e15, 0, "2.0 \u00d7 10¹⁵"),
        (-3.1e-9, 10, "\u22123.1 \u00d7 10⁻⁹"),
        (0.0, 10, "0"),
    ],
)
def test_numbers_are_grouped_signed_and_never_minus_zero(value, decimals, written):
    assert number(value, decimals, WORDS) == written


# As Unicode's CLDR 48 writes them (by Babel 2.19; from 10,000 on in Spanish, by its
# minimumGroupingDigits of 2, which Babel leaves aside).
@pytest.mark.parametrize(
    ("language", "told"),
    [
        ("en", ["1,234", "12,345", "1,234,567.5", "\u22120.5"]),
        ("fr", ["1\u202f234", "12\u202f345", "1\u202f234\u202f567,5", "\u22120,5"]),
        ("es", ["1234", "12.345", "1.234.567,5", "\u22120,5"]),
    ],
)
def test_every_language_has_its_own_marks(language, told):
    values = ((1234, 0), (12345, 0), (1234567.5, 1), (-0.5, 1))
    assert [number(v, d, catalogue(language)) for v, d in values] == told


@pytest.mark.parametrize(
    ("language", "told"),
    [
        ("en", ["1 January 2026", "31 August 2026"]),
        ("fr", ["1er janvier 2026", "31 août 2026"]),
        ("es", ["1 de enero de 2026", "31 de agosto de 2026"]),
    ],
)
def test_every_language_writes_dates_its_own_way(language, told):
    days = (date(2026, 1, 1), date(2026, 8, 31))
    assert [day(d, catalogue(language)) for d in days] == told
    # The machinery of rendering dates a report by its own words; both must agree.
    assert [written_date(d.isoformat(), language) for d in days] == told


def test_quarto_is_told_to_write_dates_alike():
    assert day_format(date(2026, 1, 1), catalogue("fr")) == "D[er] MMMM YYYY"
    assert day_format(date(2026, 1, 2), catalogue("fr")) == "D MMMM YYYY"
    assert day_format(date(2026, 1, 1), catalogue("es")) == "D [de] MMMM [de] YYYY"


def test_a_signed_number_shows_its_plus():
    assert signed(4.2, 0, WORDS) == "+4"
    assert signed(0.2, 0, WORDS) == "0"


@given(st.floats(-1e14, 1e14), st.integers(0, 8))
def test_what_is_written_reads_back_as_the_rounded_number(value, decimals):
    text = number(value, decimals, WORDS).replace(",", "").replace("\u2212", "-")
    assert float(text) == round(value, decimals)


def test_decimals_that_somebody_wrote_are_kept():
    assert [decimals_written(v) for v in (500.0, 0.1, 2.25, 0.0)] == [0, 1, 2, 0]


def test_a_p_value_is_never_zero():
    assert p_value(0.0, WORDS) == "< 0.001"
    assert p_value(0.0381, WORDS) == "0.038"


def test_a_withheld_count_stays_withheld():
    assert count("<10", WORDS) == "<10"
    assert count(16177, WORDS) == "16,177"
    assert count(None, WORDS) == ""
    assert count(0, WORDS) == "0"


@pytest.mark.parametrize(
    ("withheld", "written"),
    [("<10", "<10"), ("<1801", "<1,801"), ("27-1036", "27\u20131,036"), (">=2000", "≥2,000")],
)
def test_what_is_left_open_of_a_withheld_count_is_written_as_a_range(withheld, written):
    assert count(withheld, WORDS) == written


def test_a_date_is_written_in_full():
    assert day(date(2024, 3, 1), WORDS) == "1 March 2024"
