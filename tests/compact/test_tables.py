"""Tables as text."""

import pytest

from evalcap.compact.tables import csv_text, inert, one_line


def test_rows_become_lines():
    assert csv_text([["a", "b"], [1, "x, y"]]) == 'a,b\n1,"x, y"\n'


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t=", "\n=", "\r+", " =", "\uff1d"])
def test_no_text_can_be_taken_for_a_formula(start):
    assert inert(f"{start}cmd|' /C calc'!A0").startswith("'")


def test_other_text_is_only_made_one_line():
    assert inert(" one\ntwo ") == "one two"


@pytest.mark.parametrize("text", ["a\x00b", "a\nb", "a\ufffeb", "a\ud800b", " a  b "])
def test_a_line_holds_no_character_that_a_file_cannot_hold(text):
    assert one_line(text) == "a b"
