"""Files of translations drafted for a person."""

import tomllib

import pytest

from evalcap.translations import Translation
from evalcap.translations.drafting import draft

ORIGINALS = {
    ("title",): "A course",
    ("summary",): "Two\nlines\x07.",
    ("outcomes", "score", "label"): "Test score",
    ("analyses", "score/main", "note"): "A note",
    ("exchange", "keywords"): ("a", "b"),
}


def drafted(written="", originals=ORIGINALS, names=("Ghana",)):
    read = Translation.model_validate(tomllib.loads(written))
    left = [name for name in names if name not in read.names]
    return draft(written, originals, left, read.texts, "fr")


def test_a_new_file_has_every_text_as_a_comment_and_translates_nothing():
    made = drafted()
    assert made.added == (
        *("title", "summary", "outcomes.score.label", "analyses.score/main.note"),
        *("exchange.keywords", "names.Ghana"),
    )
    assert Translation.model_validate(tomllib.loads(made.text)).texts == {}
    assert '# A course\n# title = ""\n' in made.text
    assert '# Two\n# lines.\n# summary = ""\n' in made.text
    assert '[analyses."score/main"]\n# A note\n# note = ""\n' in made.text
    assert '# a\n# b\n# keywords = ["", ""]\n' in made.text


def test_taking_the_sign_from_every_line_gives_a_file_that_can_be_read():
    lines = drafted().text.splitlines()
    text = "\n".join(
        line.removeprefix("# ").replace('""', '"x"') if '""' in line else line for line in lines
    )
    read = Translation.model_validate(tomllib.loads(text))
    assert len(read.texts) == 5
    assert read.names == {"Ghana": "x"}


def test_drafting_again_adds_nothing():
    once = drafted()
    assert drafted(once.text) == type(once)(once.text, ())


def test_what_a_person_wrote_stays_and_only_new_texts_are_added():
    written = 'title = "Un cours"\n\n[outcomes.score]\nlabel = "Note"  # good\n'
    more = {**ORIGINALS, ("outcomes", "score", "unit"): "points"}
    made = drafted(written, more)
    assert "outcomes.score.label" not in made.added
    assert "outcomes.score.unit" in made.added
    lines = made.text.splitlines()
    assert [line for line in lines if line in written.splitlines() and line] == [
        line for line in written.splitlines() if line
    ]
    assert made.text.index('label = "Note"') < made.text.index('# unit = ""')
    assert tomllib.loads(made.text)["outcomes"]["score"] == {"label": "Note"}


@pytest.mark.parametrize("quotes", ['"""', "'''"])
def test_text_that_looks_like_a_heading_is_not_written_into(quotes):
    written = f"summary = {quotes}\n[outcomes.score]\n\n{quotes}\n"
    made = drafted(written)
    assert tomllib.loads(made.text)["summary"] == tomllib.loads(written)["summary"]
    assert "outcomes.score.label" in made.added
