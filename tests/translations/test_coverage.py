"""How much a language has."""

import fake_evidence as fake

from evalcap.translations import Translation
from evalcap.translations.coverage import coverage


def test_what_lacks_is_counted_and_named_and_restricted_lessons_are_not():
    translation = Translation.model_validate(
        {"title": "Titre", "outcomes": {"score": {"label": "Note"}}}
    )
    found = coverage(
        *(fake.one_outcome(), fake.some_lessons(), "fr", translation),
        sections=["context", "limits"],
        translated=["limits"],
    )
    # Title, label, unit, five texts of one lesson, two of one recommendation, two sections.
    assert found.n_texts == 12
    assert found.lacking == (
        "outcomes.score.unit",
        *(f"lessons.start-early.{x}" for x in ("title", "context", "cause", "effect", "therefore")),
        "recommendations.r1.text",
        "recommendations.r1.response.owner",
        "narrative/context.md",
    )
    (note,) = found.notes
    assert note.startswith("9 of 12 texts are not translated: outcomes.score.unit, lessons.start")


def test_a_language_without_any_translation_is_told_in_a_few_words():
    found = coverage(fake.one_outcome(), fake.some_lessons(), "fr", None)
    assert found.notes == ("none of 10 texts is translated",)


def test_a_language_that_has_everything_has_no_note():
    translation = Translation.model_validate(
        {"title": "Titre", "outcomes": {"score": {"label": "Note", "unit": "points"}}}
    )
    bare = fake.some_lessons().model_copy(update={"lessons": (), "recommendations": ()})
    assert coverage(fake.one_outcome(), bare, "fr", translation).notes == ()


def test_names_that_nothing_bears_are_told():
    translation = Translation.model_validate({"names": {"Ghana": "Le Ghana", "Gahna": "x"}})
    found = coverage(fake.one_outcome(), fake.some_lessons(), "fr", translation)
    assert found.notes[-1] == "[names] has what nothing is called: Gahna"
