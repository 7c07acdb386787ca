"""The phrases of exports."""

from evalcap.compact.wording import exchange_words
from evalcap.words import catalogue


def test_exports_have_their_own_phrases_and_those_of_reports():
    words = exchange_words()
    assert words.has("iati.effect")
    assert words.say("role.evaluation") == catalogue().say("role.evaluation")


def test_no_phrase_of_reports_is_changed():
    shared = catalogue().phrases
    assert {key: exchange_words().phrases[key] for key in shared} == dict(shared)
