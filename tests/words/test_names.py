"""Identifiers as they are read."""

from evalcap.words import catalogue
from evalcap.words.names import (
    analysis_name,
    capitalised,
    labelled,
    listed,
    named,
    programme_name,
    series,
    symbol,
    title,
)

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


def test_items_with_commas_of_their_own_are_set_apart_more_strongly():
    assert series(["a, b", "c", "d"], WORDS) == "a, b; c; d"
    assert series([], WORDS) == ""
    assert series(["a", "b"], catalogue("fr")) == "a\u202f; b"


def test_a_fact_stands_after_its_name():
    assert labelled("Rate", "12", WORDS) == "Rate: 12"
    assert labelled("Taux", "12", catalogue("fr")) == "Taux\u00a0: 12"


def test_a_type_of_programme_outside_the_catalogue_is_written_as_words():
    assert programme_name("training", catalogue("es")) == "Formación de funcionarios de fronteras"
    assert programme_name("border_patrol", WORDS) == "Border patrol"
