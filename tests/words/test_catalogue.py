"""Phrases, and the places for facts in them."""

import re
import string
from pathlib import Path

import pytest

import evalcap
from evalcap.compact.wording import exchange_words
from evalcap.words import catalogue, catalogue_for
from evalcap.words.catalogue import read_words, site_catalogue

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


@pytest.mark.parametrize("key", named_keys("site/**/*"))
def test_every_phrase_that_the_site_asks_for_exists(key):
    assert site_catalogue().has(key)


@pytest.mark.parametrize("key", named_keys("compact/**/*"))
def test_every_phrase_that_an_export_or_the_site_asks_for_exists(key):
    assert exchange_words().has(key)


def test_a_fact_is_never_read_as_a_phrase():
    words = catalogue()
    assert words.say("amount.plain", n="{0.__class__}", unit="{unit}") == "{0.__class__} {unit}"


def test_a_phrase_can_take_a_fact_called_key():
    assert "a/b" in catalogue().say("annex.path", key="a/b")


def test_every_phrase_has_well_formed_places():
    for phrase in catalogue().phrases.values():
        names = [name for _, name, _, _ in string.Formatter().parse(phrase) if name is not None]
        assert all(name.isidentifier() for name in names)


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
