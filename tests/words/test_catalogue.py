"""Phrases, and the places for facts in them."""

import re
import string
import tomllib
from pathlib import Path

import pytest

import evalcap
from evalcap.programmes import NAMES, programme
from evalcap.words import catalogue, catalogue_for
from evalcap.words.catalogue import (
    LANGUAGES,
    flat,
    known_languages,
    read_words,
    report_places,
    site_catalogue,
)

SOURCE = Path(evalcap.__file__).parent
# Keys that a module names as a whole; those put together from parts are tested where they are.
NAMED = re.compile(r"""\bsay\(\s*["']([a-z_]+\.[a-z0-9_]*[a-z0-9])["']""")


def named_keys(*patterns):
    files = [file for pattern in patterns for file in SOURCE.glob(pattern)]
    texts = [f.read_text(encoding="utf-8") for f in files if f.suffix in {".py", ".html", ".qmd"}]
    return sorted({key for text in texts for key in NAMED.findall(text)})


@pytest.mark.parametrize(
    "key", named_keys("words/*.py", "report/**/*.py", "../../reports/**/*.qmd")
)
def test_every_phrase_that_is_asked_for_exists(key):
    assert catalogue().has(key)


@pytest.mark.parametrize("key", named_keys("site/**/*", "compact/**/*"))
def test_every_phrase_that_an_export_or_the_site_asks_for_exists(key):
    assert site_catalogue().has(key)


def test_the_site_has_its_own_phrases_and_those_of_reports():
    for language in LANGUAGES:
        words, shared = site_catalogue(language), catalogue(language).phrases
        assert words.language == language
        assert words.has("gaps.heading")
        assert words.has("iati.effect")
        assert {key: words.phrases[key] for key in shared} == dict(shared)


def test_a_fact_is_never_read_as_a_phrase():
    words = catalogue()
    assert words.say("amount.plain", n="{0.__class__}", unit="{unit}") == "{0.__class__} {unit}"


def test_a_phrase_can_take_a_fact_called_key():
    assert "a/b" in catalogue().say("annex.path", key="a/b")


def test_every_phrase_has_well_formed_places():
    for phrase in catalogue().phrases.values():
        names = [name for _, name, _, _ in string.Formatter().parse(phrase) if name is not None]
        assert all(name.isidentifier() for name in names)


def own(language, name):
    """Read what a language's file holds by itself, by dotted key."""
    text = (SOURCE / "words" / language / f"{name}.toml").read_text(encoding="utf-8")
    return dict(flat(tomllib.loads(text)))


def places(phrase):
    return {name for _, name, _, _ in string.Formatter().parse(phrase) if name is not None}


@pytest.mark.parametrize("name", ["phrases", "recorded", "site", "exchange"])
@pytest.mark.parametrize("language", LANGUAGES)
def test_every_language_has_the_same_phrases_with_the_same_places(language, name):
    english, ours = own("en", name), own(language, name)
    assert set(ours) == set(english)
    assert {k for k in ours if places(str(ours[k])) != places(str(english[k]))} == set()
    assert [k for k, phrase in ours.items() if not phrase] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_language_explains_the_same_methods_and_terms(language):
    for name, shared in (("methods", ("formulas", "source")), ("glossary", ("when",))):
        english, ours = own("en", name), own(language, name)
        needed = {k for k in english if not k.endswith(shared)}
        assert needed <= set(ours) <= set(english)
    for key, text in own("en", "methods").items():
        if not key.endswith(("formulas", "source")):
            assert places(text) == places(own(language, "methods")[key])


# Words that French or Spanish shares with English.
SHARED = {
    "Actions", "Annexes", "English", "Español", "Experimental", "Français", "Imputation", "Impact",
    "Licence", "Logit", "Source", "Sources", "Type", "Verdict", "Word", "organisations",
    "date", "instrument", "programme",
}  # fmt: skip


@pytest.mark.parametrize("language", [code for code in LANGUAGES if code != "en"])
def test_only_words_that_both_languages_share_are_left_as_they_are(language):
    english, ours = own("en", "phrases"), own(language, "phrases")
    same = {k: phrase for k, phrase in ours.items() if phrase == english[k]}
    bare = {k: re.sub(r"\{[a-z_]+\}", "", phrase) for k, phrase in same.items()}
    left = {w for k, p in bare.items() for w in re.findall("[^\\W\\d_]{4,}", p) if "date_" not in k}
    assert left <= SHARED


def test_in_english_types_of_programme_are_called_what_their_schemas_call_them():
    for name in NAMES:
        assert catalogue().say(f"programme.{name}") == programme(name).title


def test_the_report_of_the_first_language_lies_in_the_study_s_own_folder():
    assert report_places(["fr", "en", "fr"]) == {"fr": "", "en": "en"}
    assert report_places([]) == {"en": ""}
    assert known_languages(["sw", "es"]) == ("es",)


def test_a_number_chooses_the_form_of_a_phrase():
    words = catalogue("fr")
    told = [words.say_of("amount.percentage_points", n, 0, n=n) for n in (1, 2)]
    assert told == ["1 point de pourcentage", "2 points de pourcentage"]
    assert words.say_of("amount.none", 1, 0) == words.say("amount.none")


def test_a_language_without_a_catalogue_falls_back_to_english():
    assert catalogue_for(["ar", "en"]).language == "en"
    assert catalogue_for([]).language == "en"


def test_every_method_has_a_formula_that_both_engines_can_set():
    methods = read_words("en", "methods")
    entries = [methods["group_time"], methods["two_period"], methods["twfe"]]
    entries += [*methods["adjustment"].values(), *methods["panel"].values()]
    formulas = [formula for entry in entries for formula in entry["formulas"]]
    assert len(formulas) > len(entries)
    assert all(formula.count("{") == formula.count("}") for formula in formulas)
    assert not any("$" in formula for formula in formulas)


def test_nothing_written_of_contributions_says_measures():
    said = [p for k, p in catalogue().phrases.items() if k.startswith("contribution.")]
    assert any("contribute" in p for p in said)
    assert not any(re.search(r"\bmeasures?\b", p) for p in said)
