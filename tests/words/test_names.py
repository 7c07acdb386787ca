"""Identifiers as they are read."""

from evalcap.words import catalogue
from evalcap.words.names import analysis_name, capitalised, listed, named, symbol, title

WORDS = catalogue()


def test_abbreviations_of_methods_are_spelled_out():
    assert analysis_name("ipw", WORDS) == "Inverse probability weighting"
    assert analysis_name("my_own_check", WORDS) == "My own check"


def test_a_label_keeps_its_authors_capitals():
    assert capitalised("IOM score of officers") == "IOM score of officers"
    assert capitalised("") == ""


def test_items_are_joined_as_in_a_sentence():
    assert listed(["a", "b", "c"], WORDS) == "a, b and c"
    assert listed(["a"], WORDS) == "a"
    assert listed([], WORDS) == ""


def test_codes_outside_the_catalogue_are_written_as_words():
    assert named("check", "weak_instruments", WORDS) == "Weak instruments"
    assert title("event_time") == "Event time"
    assert symbol("odd", WORDS) == "•"
    assert symbol("passed", WORDS) == "✓"
