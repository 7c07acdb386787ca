"""Files of translations held against what they translate."""

import fake_evidence as fake
import pytest

from evalcap.errors.translations import TranslationsUnreadableError
from evalcap.evidence.exchange import Exchange
from evalcap.translations import Authored
from evalcap.translations.reading import read_translations

KNOWN = ("en", "fr", "es")
EXCHANGE = Exchange(implementers=("A", "B"))


def read(folder, languages=("en", "fr"), outcome=None, **files):
    (folder / "translations").mkdir(parents=True)
    for name, text in files.items():
        file = folder / "translations" / name.replace("_", ".")
        file.write_text(text, encoding="utf-8")
    evidence = fake.one_outcome(exchange=EXCHANGE, outcome=outcome)
    return read_translations(folder, Authored.of(evidence, fake.some_lessons()), languages, KNOWN)


def problems(folder, *arguments, **files):
    with pytest.raises(TranslationsUnreadableError) as refused:
        read(folder, *arguments, **files)
    return refused.value.problems


def test_a_study_without_the_folder_has_no_translations(tmp_path):
    authored = Authored.of(fake.one_outcome(), fake.some_lessons())
    assert read_translations(tmp_path, authored, ("en",), KNOWN) == {}


def test_a_translation_goes_by_the_language_of_its_file(tmp_path):
    mark = "\ufeff"  # some editors begin a file with it
    found = read(tmp_path, fr_toml=f'{mark}[lessons.start-early]\ntitle = "Commencer tôt"\n')
    assert found["fr"].lessons["start-early"].title == "Commencer tôt"


def test_every_mistake_in_every_file_is_named_at_once(tmp_path):
    wrong = """
titel = "x"
title = ""
[outcomes.scores]
label = "x"
[outcomes.score]
lable = "x"
unit = 3
[analyses.main]
note = "x"
[lessons.start-late]
title = "x"
[recommendations.r1.response]
reason = "x"
"""
    found = problems(tmp_path, ("en", "fr", "es"), fr_toml=wrong, es_toml="[lessons.nothing]")
    assert len(found) == 7
    shown = "\n".join(found)
    for part in (
        "translations/fr.toml: titel: unknown key (did you mean 'title'?)",
        "translations/fr.toml: title: must not be empty; leave the key out to keep the original",
        "translations/fr.toml: outcomes.scores: there is no such outcome (did you mean 'score'?)",
        "translations/fr.toml: outcomes.score.lable: unknown key (did you mean 'label'?)",
        "translations/fr.toml: outcomes.score.unit: must be text, in quotation marks (got 3)",
        "translations/fr.toml: lessons.start-late: there is no such lesson",
        "translations/es.toml: lessons.nothing: there is no such lesson",
    ):
        assert part in shown


def test_a_translation_of_what_the_study_does_not_say_is_a_mistake(tmp_path):
    given = (
        '[exchange]\nimplementers = ["X"]\npartners = ["Y"]\n[lessons.secret]\napplies_where = "x"'
    )
    assert problems(tmp_path, fr_toml=f'summary = "x"\n{given}') == (
        "translations/fr.toml: summary: the study itself has no text there",
        "translations/fr.toml: lessons.secret.applies_where: the study itself has no text there",
        "translations/fr.toml: exchange.implementers: 1 entries, the study has 2",
        "translations/fr.toml: exchange.partners: the study itself has no text there",
    )


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("en_toml", "en is the first of the study's languages, in which its authors wrote"),
        ("es_toml", "the study has no report in es; name it in languages, which are en, fr"),
        ("french_toml", "'french' is no language of reports; these are en, fr, es"),
        ("fr_txt", "it is not read; a translation is a file such as fr.toml"),
    ],
)
def test_a_file_that_no_report_would_take_is_refused_in_words(tmp_path, name, said):
    (problem,) = problems(tmp_path, **{name: ""})
    assert said in problem


def test_a_file_that_is_no_toml_is_named_with_its_line(tmp_path):
    (problem,) = problems(tmp_path, fr_toml="\ntitle = no\n")
    assert "it is not TOML" in problem
    assert "line 2" in problem


def test_copies_that_editors_leave_are_passed_over(tmp_path):
    (tmp_path / "translations").mkdir()
    for name in (".fr.toml.swp", "fr.toml~"):
        (tmp_path / "translations" / name).write_text("")
    authored = Authored.of(fake.one_outcome(), fake.some_lessons())
    assert read_translations(tmp_path, authored, ("en", "fr"), KNOWN) == {}


@pytest.mark.parametrize(
    ("unit", "translated", "said"),
    [
        ("log points", "points", "'log points' is a logarithm, which 'points' does not say"),
        ("share", "part", "'share' is a share, which 'part' does not say"),
        ("points", "pour cent", "'pour cent' is read as a percentage, and 'points' is none"),
    ],
)
def test_a_unit_that_would_tell_numbers_otherwise_is_refused(tmp_path, unit, translated, said):
    text = f'[outcomes.score]\nunit = "{translated}"'
    (problem,) = problems(tmp_path, ("en", "fr"), {"unit": unit}, fr_toml=text)
    assert said in problem


def test_a_language_may_have_a_form_after_one_where_the_authors_have_none(tmp_path):
    found = read(tmp_path, fr_toml='[outcomes.score]\nunit = "points"\nunit_one = "point"')
    assert found["fr"].outcomes["score"].unit_one == "point"


def test_a_unit_that_says_the_same_is_taken(tmp_path):
    text = '[outcomes.score]\nunit = "points de logarithme"'
    found = read(tmp_path, outcome={"unit": "log points"}, fr_toml=text)
    assert found["fr"].outcomes["score"].unit == "points de logarithme"
