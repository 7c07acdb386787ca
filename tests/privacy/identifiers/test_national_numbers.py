"""National numbers of persons. Numbers are the examples that the library's own pages give."""

import re
from importlib import import_module

import numpy as np
import pytest

from evalcap.privacy.identifiers.national_numbers import (
    NUMBERS,
    is_number,
    number_that_most_are,
)

# One example is of a company, and one too short to be told from any other number.
_NOT_HERE = {"00743110157", "3933742-3"}
_ONE_IN = 8.0


def examples(name):
    module = import_module(f"stdnum.{name}")
    written = re.findall(r"validate\('([^']+)'", module.__doc__)
    return [n for n in written if module.is_valid(n) and n not in _NOT_HERE]


@pytest.mark.parametrize("name", NUMBERS)
def test_every_kind_of_number_is_known_as_people_write_it(name):
    for number in examples(name):
        assert is_number(name, number), number


@pytest.mark.parametrize("name", NUMBERS)
def test_every_kind_of_number_has_a_check_digit(name):
    for number in examples(name):
        alike = "0123456789" if number[-1].isdigit() else "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
        others = [number[:-1] + c for c in alike if c != number[-1].upper()]
        assert sum(is_number(name, other) for other in others) <= 1


@pytest.mark.parametrize("name", NUMBERS)
def test_few_of_any_numbers_pass_for_one(name):
    draw = np.random.default_rng(1)
    for digits in range(9, 19):
        any_ = ["".join(map(str, draw.integers(0, 10, digits))) for _ in range(300)]
        # 300 draws at one in nine have a standard error of 0.018.
        assert sum(is_number(name, n) for n in any_) / 300 < 1 / _ONE_IN + 0.04


def test_what_most_are_is_named_and_one_slip_does_no_harm():
    right = [n for n in _turkish(40) if is_number("tr.tckimlik", n)]
    assert len(right) == 40
    assert number_that_most_are([*right, "not known"], 0.8) == "tr.tckimlik"
    assert number_that_most_are([*right, *["12345678901"] * 40], 0.8) is None
    assert number_that_most_are([], 0.8) is None


def _turkish(n):
    """Make numbers by the published rule: two check digits over the nine before."""
    made = []
    for i in range(n):
        digits = [int(d) for d in str(123456789 + 7919 * i)]
        tenth = (7 * sum(digits[0::2]) - sum(digits[1::2])) % 10
        eleventh = (sum(digits) + tenth) % 10
        made.append("".join(map(str, [*digits, tenth, eleventh])))
    return made
