"""The form of a file of translations."""

import re
import tomllib
from pathlib import Path

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


def test_the_documented_example_is_read_and_shows_every_key():
    docs = Path(__file__).parents[2] / "docs" / "report-templates.md"
    found = re.findall(r"```toml\n(.*?)```", docs.read_text(encoding="utf-8"), re.DOTALL)
    shown = Translation.model_validate(tomllib.loads(found[0]))
    keys = {"outcomes": ("label", "unit", "unit_one"), "analyses": ("note",), "lessons": LESSON}
    expected = {("title",), ("summary",), *(("exchange", name) for name in EXCHANGE)}
    expected |= {(s, n, key) for s in keys for n in getattr(shown, s) for key in keys[s]}
    for advice in shown.recommendations:
        place = ("recommendations", advice)
        expected |= {(*place, "text"), *((*place, "response", name) for name in RESPONSE)}
    assert set(shown.texts) == expected
    assert shown.names
    assert shown.acronyms


def test_a_text_whose_original_reads_otherwise_is_left_out():
    written = {("title",): "Title", ("lessons", "a", "title"): "Lesson"}
    shown = written | {("title",): "Title of the cycle before"}
    kept = Translation.model_validate(GIVEN).fitting(written, shown)
    assert ("title",) not in kept.texts
    assert kept.texts["lessons", "a", "title"] == "Leçon"
    assert kept.names == {"Country A": "Pays A"}
