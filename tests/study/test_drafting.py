"""A translation drafted in a study's folder."""

import pytest

from evalcap.errors.translations import NoTranslationError
from evalcap.study import Study
from evalcap.study.drafting import draft_translation

LESSONS = """
[[lessons]]
id = "secret"
title = "A weakness of one post"
context = "One post"
cause = "Few officers"
effect = "Little was learnt"
therefore = "Send more"
polarity = "null"
evidence = ["score/group_time"]
sensitivity = "restricted"
"""


@pytest.fixture
def study(desk):
    folder = desk.write(files={"lessons.toml": LESSONS, "narrative/limits.md": "Limits."})
    plan = (folder / "study.toml").read_text(encoding="utf-8")
    (folder / "study.toml").write_text(f'languages = ["en", "fr"]\ncountries = ["Ghana"]\n{plan}')
    return Study.read(folder)


def test_every_text_and_name_is_drafted_but_no_restricted_lesson(study):
    made = draft_translation(study, "fr")
    assert made.added == ("title", "outcomes.score.label", "outcomes.score.unit", "names.Ghana")
    assert made.sections == ("narrative/fr/limits.md",)
    assert made.file == study.folder / "translations" / "fr.toml"
    assert "weakness" not in made.file.read_text(encoding="utf-8")


def test_a_draft_is_never_overwritten(study):
    file = draft_translation(study, "fr").file
    text = file.read_text(encoding="utf-8").replace('# title = ""', 'title = "Cours"')
    file.write_text(text, encoding="utf-8")
    again = draft_translation(study, "fr")
    assert again.added == ()
    assert file.read_text(encoding="utf-8") == text


@pytest.mark.parametrize(("language", "why"), [("en", "the first"), ("es", "no report in es")])
def test_a_language_that_no_report_takes_is_refused(study, language, why):
    with pytest.raises(NoTranslationError, match=why):
        draft_translation(study, language)
    assert not (study.folder / "translations").exists()
