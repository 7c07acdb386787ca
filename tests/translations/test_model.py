"""The form of a file of translations."""

import pytest
from pydantic import ValidationError

from evalcap.translations import Translation
from evalcap.translations.model import ExchangeTexts, LessonTexts, ResponseTexts
from evalcap.translations.texts import EXCHANGE, LESSON, RESPONSE

GIVEN = {
    "title": "Titre",
    "lessons": {"a": {"title": "Leçon"}},
    "recommendations": {"r": {"text": "Faire", "response": {"owner": "Direction"}}},
    "exchange": {"keywords": ["un", "deux"]},
    "names": {"Country A": "Pays A"},
}


def test_texts_lie_at_the_places_that_the_file_gives_them():
    assert Translation.model_validate(GIVEN).texts == {
        ("title",): "Titre",
        ("lessons", "a", "title"): "Leçon",
        ("recommendations", "r", "text"): "Faire",
        ("recommendations", "r", "response", "owner"): "Direction",
        ("exchange", "keywords"): ("un", "deux"),
    }


@pytest.mark.parametrize(
    ("section", "places"),
    [(LessonTexts, LESSON), (ResponseTexts, RESPONSE), (ExchangeTexts, EXCHANGE)],
)
def test_the_form_has_a_key_for_each_text_that_can_be_translated(section, places):
    assert set(section.model_fields) == set(places)


@pytest.mark.parametrize(
    "wrong", [{"title": 3}, {"title": " "}, {"exchange": {"keywords": []}}, {"summery": "x"}]
)
def test_what_is_no_text_or_no_key_is_refused(wrong):
    with pytest.raises(ValidationError):
        Translation.model_validate(wrong)


def test_a_text_whose_original_reads_otherwise_is_left_out():
    written = {("title",): "Title", ("lessons", "a", "title"): "Lesson"}
    shown = written | {("title",): "Title of the cycle before"}
    kept = Translation.model_validate(GIVEN).fitting(written, shown)
    assert ("title",) not in kept.texts
    assert kept.texts["lessons", "a", "title"] == "Leçon"
    assert kept.names == {"Country A": "Pays A"}
