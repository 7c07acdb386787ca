"""Countries by their three-letter code of ISO 3166-1: exact look-ups, and never a guess."""

import gettext
import tomllib
import unicodedata
from collections.abc import Iterator
from functools import cache
from importlib import import_module
from importlib.resources import files
from typing import Any, Final

# Languages in which ISO's names are looked up, besides English.
_LANGUAGES: Final = ("fr", "es")
# Typists' marks between letters: apostrophes straight, curly and reversed, hyphens and dashes.
_MARKS: Final = "'`-_\u00b4\u2018\u2019\u2010\u2011\u2013"
_SPACES: Final = str.maketrans(dict.fromkeys(_MARKS, " "))


def country_code(name: str) -> str | None:
    """Find a country by name, in English, French or Spanish, or by one of its codes.

    Parameters
    ----------
    name
        Capitals, accents, dashes and apostrophes do not matter; everything else does.

    Returns
    -------
    str or None
        Three letters; `XKX` for Kosovo, which ISO 3166-1 does not list. None if no country has
        exactly that name, or if several have.
    """
    return _codes().get(_plain(name))


@cache
def country_name(code: str) -> str:
    """Give the English name of a code; the code itself if there is none."""
    own = _declared()["codes"]
    found = _register().get(alpha_3=code)
    if found is None:
        return str(own.get(code, code))
    return str(getattr(found, "common_name", found.name))


def two_letters(code: str) -> str | None:
    """Give the two-letter code of a three-letter one; None if it has none."""
    found = _register().get(alpha_3=code)
    return None if found is None else str(found.alpha_2)


@cache
def _codes() -> dict[str, str]:
    """Every name and code to the one country that it stands for."""
    meant: dict[str, set[str]] = {}
    for name, code in _names():
        meant.setdefault(_plain(name), set()).add(code)
    ambiguous = {_plain(name) for name in _declared()["ambiguous"]["names"]}
    return {
        name: next(iter(codes))
        for name, codes in meant.items()
        if len(codes) == 1 and name not in ambiguous
    }


def _names() -> Iterator[tuple[str, str]]:
    for country in _register():
        yield from ((country.alpha_2, country.alpha_3), (country.alpha_3, country.alpha_3))
        fields = ("name", "common_name", "official_name")
        own = [getattr(country, field) for field in fields if hasattr(country, field)]
        for name in own:
            yield from ((words, country.alpha_3) for words in _in_every_language(name))
    for code, aliases in _declared()["aliases"].items():
        yield from ((alias, code) for alias in (code, *aliases))


def _in_every_language(name: str) -> Iterator[str]:
    """Give a name in every language, and without the part behind a comma turned round."""
    for words in (name, *(catalogue.gettext(name) for catalogue in _catalogues())):
        yield words
        before, comma, behind = words.partition(", ")
        if comma:
            yield f"{behind} {before}"


@cache
def _catalogues() -> tuple[gettext.NullTranslations, ...]:
    folder = import_module("pycountry").LOCALES_DIR
    return tuple(
        gettext.translation("iso3166-1", folder, languages=[language]) for language in _LANGUAGES
    )


def _register() -> Any:
    return import_module("pycountry").countries


@cache
def _declared() -> dict[str, Any]:
    text = (files(__package__) / "countries.toml").read_text(encoding="utf-8")
    return tomllib.loads(text)


def _plain(name: str) -> str:
    """Take away what does not tell names apart."""
    parts = unicodedata.normalize("NFKD", name.translate(_SPACES)).casefold()
    letters = "".join(part for part in parts if not unicodedata.combining(part))
    return " ".join(letters.split())
