"""Identifiers as they are read."""

import fake_evidence as fake

from evalcap.words import catalogue
from evalcap.words.evidence import cited
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


def test_an_estimate_is_cited_with_its_number_and_others_by_name():
    evidence = fake.job_training()
    assert cited("log_scrap/group_time", evidence, WORDS).startswith(
        "Scrap rate, Group-time effects: about 29\u00a0% lower"
    )
    assert cited("log_scrap/group_time/pre_trends", evidence, WORDS) == (
        "Trends before the programme: passed"
    )
    assert cited("log_scrap/group_time/event_time", evidence, WORDS) == (
        "Scrap rate, Group-time effects: effects along time"
    )
    assert cited("log_scrap/odd", evidence, WORDS) == "Log scrap, Odd"
