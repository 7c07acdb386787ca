"""A study's own words in the further languages of its report."""

from pathlib import Path

import pytest

from evalcap.errors.report import ReportUnfitError
from evalcap.errors.translations import TranslationsUnreadableError
from evalcap.evidence import Evidence
from evalcap.study import Study
from evalcap.study.rendering import render
from evalcap.study.translating import (
    read_own_words,
    translation_notes,
    translations_for,
    with_own_words,
)

FRENCH = 'title = "Cours inventé"\n[outcomes.score]\nlabel = "Note au test"\n'


@pytest.fixture
def written(desk):
    """Give a study with reports in English and French, and what is in further files of it."""

    def made(**files):
        folder = desk.write(files=files)
        plan = (folder / "study.toml").read_text(encoding="utf-8")
        told = f'languages = ["en", "fr"]\n{plan}'
        (folder / "study.toml").write_text(told, encoding="utf-8")
        return Study.read(folder)

    return made


def own_words(study):
    return read_own_words(study.folder, study.plan, study.lessons())


def test_a_study_without_translations_has_none(written):
    assert own_words(written()) == {}


def test_translations_are_held_against_the_plan(written):
    found = own_words(written(**{"translations/fr.toml": FRENCH}))
    assert found["fr"].outcomes["score"].label == "Note au test"


def test_mistakes_in_texts_and_in_sections_are_named_together_before_anything_is_run(written):
    study = written(
        **{
            "translations/fr.toml": '[outcomes.points]\nlabel = "x"',
            "narrative/fr/context.md": "Contexte.",
            "narrative/en/limits.md": "Limits.",
            "narrative/es/limits.md": "Límites.",
            "narrative/limits.md": "Limits.",
        }
    )
    with pytest.raises(TranslationsUnreadableError) as refused:
        study.run()
    texts, *sections = refused.value.problems
    assert texts.startswith("translations/fr.toml: outcomes.points: there is no such outcome")
    assert sections[0].startswith("narrative/en: en is the first of the study's languages")
    assert sections[1:] == [
        "narrative/fr/context.md: there is no narrative/context.md",
        "narrative/es: the study has no report in es; name it in languages, which are en, fr",
    ]


def test_a_folder_of_pictures_is_no_language(written):
    assert own_words(written(**{"narrative/images/plan.svg": "<svg/>"})) == {}


def test_a_text_that_the_evidence_has_otherwise_is_not_taken(written):
    study = written(**{"translations/fr.toml": FRENCH})
    evidence = study.run()
    old = evidence.model_copy(
        update={"subject": evidence.subject.model_copy(update={"title": "Older title"})}
    )
    assert translations_for(study, evidence)["fr"].title == "Cours inventé"
    assert translations_for(study, old)["fr"].title is None


def test_evidence_is_the_same_with_translations_and_without(written):
    plain = written().run()
    assert written(**{"translations/fr.toml": FRENCH}).run() == plain


def test_what_a_language_lacks_is_noted(written):
    study = written(**{"translations/fr.toml": FRENCH, "narrative/limits.md": "Limits."})
    evidence = study.run()
    found = translations_for(study, evidence)
    assert translation_notes(study.folder, evidence, study.lessons(), found) == (
        "fr: 2 of 4 texts are not translated: outcomes.score.unit, narrative/limits.md",
    )


def test_the_cycle_before_has_the_translations_of_its_own_study(written):
    first = written(**{"translations/fr.toml": FRENCH})
    first.accept()
    second = first.folder.with_name("officer-course-again")
    second.mkdir()
    for file in first.folder.glob("*.*"):
        (second / file.name).write_bytes(file.read_bytes())
    plan = (second / "study.toml").read_text(encoding="utf-8")
    (second / "study.toml").write_text(f'previous_cycle = "officer-course"\n{plan}')
    again = Study.read(second)
    assert with_own_words(again.before(), again).translations["fr"].title == "Cours inventé"
    (first.folder / "translations" / "fr.toml").write_text("no toml")
    assert with_own_words(again.before(), again).translations == {}


def test_the_report_in_each_language_has_the_study_s_own_words_in_it(written, tmp_path):
    study = written(
        **{
            "translations/fr.toml": FRENCH,
            "narrative/limits.md": "Only one agency took part.",
            "narrative/fr/limits.md": "Un seul service a participé.",
        }
    )
    evidence = study.run()
    render(study, evidence, to=tmp_path / "out", formats=["html"], engine="pandoc")
    english = (tmp_path / "out" / "index.html").read_text(encoding="utf-8")
    french = (tmp_path / "out" / "fr" / "index.html").read_text(encoding="utf-8")
    assert "Only one agency took part." in english
    assert "Cours inventé" not in english
    assert "Un seul service a participé." in french
    assert "Only one agency" not in french
    assert '<h1 class="title">Cours inventé</h1>' in french
    assert "Note au test" in french
    assert "Note au test" not in english


def test_a_person_s_address_in_a_translation_stops_the_report(written, tmp_path):
    study = written(**{"translations/fr.toml": 'title = "Écrire à ama@example.org"'})
    evidence = study.run()
    with pytest.raises(ReportUnfitError, match="identifies a person"):
        render(study, evidence, to=tmp_path / "out", formats=["html"], engine="pandoc")
    assert not (tmp_path / "out" / "fr").exists()


def test_the_shipped_demonstration_is_translated_whole():
    study = Study.read(Path(__file__).parents[2] / "studies" / "document-checks-demo")
    evidence = Evidence.read(study.folder / "accepted")
    found = translations_for(study, evidence)
    assert set(found) == {"fr", "es"}
    assert translation_notes(study.folder, evidence, study.lessons(), found) == ()
