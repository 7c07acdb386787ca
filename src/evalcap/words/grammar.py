"""What a language does to words that meet: plurals, elision, and spaces that must not break."""

import re
from collections.abc import Mapping
from functools import cache
from string import Formatter
from typing import Final, Literal

Language = Literal["en", "fr", "es"]
Plural = Literal["one", "other"]

_NARROW: Final = "\u202f"
_FIXED: Final = "\u00a0"
# As the Imprimerie nationale and the Real Academia set them.
_SPACES: Final[Mapping[Language, tuple[tuple[str, str], ...]]] = {
    "en": (),
    "fr": (
        ("'", "’"),
        (r" (?=[;!?])", _NARROW),
        (r" (?=[:%»])", _FIXED),
        (r"(?<=«) ", _FIXED),
    ),
    "es": ((r" (?=%)", _FIXED),),
}
_VOWELS: Final = "aeiouàâäéèêëîïôöùûüœæ"
_ELIDED: Final = re.compile(r"\b([dD]|[qQ]u|[jJ]usqu)e $|\b([lL])[ea] $")
# Before a vowel an i is none itself: "madera y hierro", but "España e Italia".
_SOUNDS_LIKE_I: Final = re.compile(r"h?[ií](?![aeoáéó])", re.IGNORECASE)
_SOUNDS_LIKE_O: Final = re.compile(r"h?[oó]", re.IGNORECASE)


def set_in_type(phrase: str, language: Language) -> str:
    """Put the spaces that must not break where a language wants them."""
    for wide, fixed in _SPACES[language]:
        phrase = re.sub(wide, fixed, phrase)
    return phrase


def written(phrase: str, facts: Mapping[str, object], language: Language) -> str:
    """Put facts in the places of a phrase, and bend the words before them as they ask.

    Raises
    ------
    KeyError
        If a fact is missing.
    """
    if "{" not in phrase and "}" not in phrase:
        return phrase  # most phrases, and a large site says some hundred thousand
    text = ""
    for before, place in _parts(phrase):
        fact = "" if place is None else str(facts[place])
        text += before
        text = _bent(text, fact, language) + fact
    return text


def plural(value: float, decimals: int, language: Language) -> Plural:
    """Say which form a number takes after it, by the rules of Unicode's CLDR.

    Parameters
    ----------
    value
        As it is written, rounded.
    decimals
        How many decimals are written: English says "1 point" and "1.0 points".
    """
    size = abs(value)
    alone = {
        "en": size == 1 and decimals == 0,
        "fr": int(size) in (0, 1),
        "es": size == 1,
    }
    return "one" if alone[language] else "other"


def _bent(text: str, fact: str, language: Language) -> str:
    """Elide in French before a vowel; an h counts as a consonant. In Spanish turn y and o."""
    if language == "fr" and fact and fact[0].lower() in _VOWELS:
        return _ELIDED.sub(lambda m: f"{m[1] or m[2]}’", text)
    if language == "es" and text.endswith(" y ") and _SOUNDS_LIKE_I.match(fact):
        return f"{text[:-2]}e "
    if language == "es" and text.endswith(" o ") and _SOUNDS_LIKE_O.match(fact):
        return f"{text[:-2]}u "
    return text


@cache
def _parts(phrase: str) -> tuple[tuple[str, str | None], ...]:
    return tuple((before, place) for before, place, _, _ in Formatter().parse(phrase))
