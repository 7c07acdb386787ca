"""Own words in each language of a report, looked at before it is published."""

import fake_evidence as fake

from evalcap.lessons import Lessons
from evalcap.report.lint import OwnWords
from evalcap.report.lint.authored import findings_in_words
from evalcap.translations import Translation

EVIDENCE = fake.one_outcome(subject=fake.subject(languages=("en", "fr"), summary="A rise of 3.2."))


def found(translation, **narrative):
    words = OwnWords(Translation.model_validate(translation), narrative)
    sections = dict.fromkeys(narrative, "")
    return [
        (f.rule, f.severity, f.where)
        for f in findings_in_words(EVIDENCE, Lessons(), sections, {"fr": words})
        if f.rule == "number"
    ]


def test_numbers_are_traced_as_the_translation_s_language_writes_them():
    assert found({"summary": "Une hausse de 3,2 points."}) == []
    assert found({"summary": "Une hausse de 3,7 points."}) == [("number", "warning", "fr: summary")]


def test_what_is_not_translated_is_looked_at_once():
    wrong = EVIDENCE.model_copy(
        update={"subject": EVIDENCE.subject.model_copy(update={"summary": "A rise of 3.7."})}
    )
    findings = findings_in_words(wrong, Lessons(), {}, {"fr": OwnWords()})
    assert [f.where for f in findings if f.rule == "number"] == ["summary"]


def test_translated_sections_are_traced_too():
    assert found({}, context="4 321 agents.") == [("number", "warning", "fr: narrative/context.md")]


def test_what_a_language_lacks_is_a_note_that_stops_nothing():
    words = {"fr": OwnWords(Translation.model_validate({"title": "Formation"}))}
    (note,) = findings_in_words(EVIDENCE, Lessons(), {}, words)
    assert (note.rule, note.severity, note.where) == ("translation", "note", "fr")
    assert note.what == (
        "3 of 4 texts are not translated: summary, outcomes.score.label, outcomes.score.unit."
    )
