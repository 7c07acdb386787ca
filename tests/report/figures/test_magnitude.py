"""Millions and billions."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evalcap.report.figures.magnitude import Magnitude, magnitude_for
from evalcap.words import catalogue


@pytest.mark.parametrize(
    ("largest", "exponent"),
    [(0.0, 0), (0.01, 0), (999_999.0, 0), (3.2e6, 6), (4.5e9, 9), (2e-5, -6), (5e-324, -300)],
)
def test_numbers_are_counted_in_steps_of_a_thousand(largest, exponent):
    assert magnitude_for([-largest, largest / 2]).exponent == exponent


@given(st.floats(1e-290, 1e300))
def test_what_is_shown_has_at_most_six_digits_before_the_point(value):
    assert abs(magnitude_for([value]).shown(value)) < 1e6


def test_magnitudes_are_named_in_words_where_there_is_one():
    words = catalogue()
    assert Magnitude(0).of("points", words) == "points"
    assert Magnitude(6).of("points", words) == "millions of points"
    assert Magnitude(-6).of("points", words) == "10\u207b\u2076 points"
