"""Words that meet: elision, plurals, spaces. Plural forms are those of Unicode's CLDR 48."""

import pytest

from evalcap.words.grammar import plural, set_in_type, written


@pytest.mark.parametrize(
    ("phrase", "fact", "told"),
    [
        ("un niveau de {x}", "environ 29 %", "un niveau d’environ 29 %"),
        ("un niveau de {x}", "29 %", "un niveau de 29 %"),
        ("évolution de {x}", "École", "évolution d’École"),
        ("évolution de {x}", "Œuvre", "évolution d’Œuvre"),
        ("de plus que {x}", "elle", "de plus qu’elle"),
        ("la {x}", "école", "l’école"),
        ("le {x}", "programme", "le programme"),
        ("parmi {x}", "elles", "parmi elles"),
        ("un code {x}", "actif", "un code actif"),
        ("de {x}", "", "de "),
    ],
)
def test_french_elides_before_a_vowel(phrase, fact, told):
    assert written(phrase, {"x": fact}, "fr") == told


@pytest.mark.parametrize(
    ("phrase", "last", "told"),
    [
        ("Francia y {x}", "Italia", "Francia e Italia"),
        ("padres y {x}", "hijos", "padres e hijos"),
        ("agua y {x}", "hielo", "agua y hielo"),
        ("Ghana y {x}", "Togo", "Ghana y Togo"),
        ("uno o {x}", "otro", "uno u otro"),
        ("mujeres o {x}", "hombres", "mujeres u hombres"),
        ("tres o {x}", "cuatro", "tres o cuatro"),
    ],
)
def test_spanish_turns_and_and_or_before_their_own_sound(phrase, last, told):
    assert written(phrase, {"x": last}, "es") == told


def test_english_bends_nothing():
    assert written("of de {x} y {x}", {"x": "Italia"}, "en") == "of de Italia y Italia"


def test_a_fact_is_never_read_as_a_phrase():
    assert written("{x} de {y}", {"x": "{y}", "y": "{0.__class__}"}, "fr") == "{y} de {0.__class__}"


def test_a_missing_fact_is_an_error():
    with pytest.raises(KeyError):
        written("{x}", {}, "fr")


@pytest.mark.parametrize(
    ("language", "value", "decimals", "form"),
    [
        ("en", 1.0, 0, "one"), ("en", 1.0, 1, "other"), ("en", 0.0, 0, "other"),
        ("en", 2.0, 0, "other"), ("en", -1.0, 0, "one"),
        ("fr", 0.0, 0, "one"), ("fr", 1.0, 0, "one"), ("fr", 1.5, 1, "one"),
        ("fr", -1.9, 1, "one"), ("fr", 2.0, 0, "other"),
        ("es", 0.0, 0, "other"), ("es", 1.0, 0, "one"), ("es", 1.0, 1, "one"),
        ("es", 1.5, 1, "other"), ("es", 2.0, 0, "other"),
    ],
)  # fmt: skip
def test_a_number_asks_for_the_form_that_cldr_gives(language, value, decimals, form):
    assert plural(value, decimals, language) == form


@pytest.mark.parametrize(
    ("language", "typed", "set_"),
    [
        (
            "fr",
            "L'effet : 5 % ; « oui » !",
            "L’effet\u00a0: 5\u00a0%\u202f; «\u00a0oui\u00a0»\u202f!",
        ),
        ("es", "El 95 % de «ellas»", "El 95\u00a0% de «ellas»"),
        ("en", "It's 5 %: yes", "It's 5 %: yes"),
    ],
)
def test_spaces_that_must_not_break_are_put_by_rule(language, typed, set_):
    assert set_in_type(typed, language) == set_
