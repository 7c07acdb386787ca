"""Lessons and recommendations as viewed."""

import fake_evidence as fake

from evalcap.report.content.learning import lesson_entries, recommendation_entries
from evalcap.words import catalogue

WORDS = catalogue()


def test_a_lesson_names_the_evidence_it_rests_on_with_its_number():
    (entry,) = lesson_entries(fake.one_outcome(), fake.some_lessons(), WORDS)
    assert dict(entry.facts)["Rests on"] == (
        "Test score, Main: 3.2 points higher (95\u00a0% interval: 1.2 to 5.2)"
    )


def test_what_a_lesson_does_not_say_has_no_line():
    (entry,) = lesson_entries(fake.one_outcome(), fake.some_lessons(), WORDS)
    assert "Needs" not in dict(entry.facts)


def test_a_null_lesson_is_called_open():
    (entry,) = lesson_entries(fake.one_outcome(), fake.some_lessons(polarity="null"), WORDS)
    assert dict(entry.facts)["Kind"] == "What stays open"


def test_a_recommendation_shows_the_response_of_management():
    (entry,) = recommendation_entries(fake.some_lessons(), WORDS)
    facts = dict(entry.facts)
    assert facts["Response of management"] == "Accepted"
    assert facts["Due"] == "31 March 2025"
    assert facts["Status"] == "Not started"
