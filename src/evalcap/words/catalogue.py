"""Every phrase that a report writes by itself, in one language."""

import tomllib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from itertools import chain
from typing import Any, get_args

from evalcap.words.grammar import Language, plural, set_in_type, written

LANGUAGES: tuple[Language, ...] = get_args(Language)
# What does not change with the language of the words around it.
_NOT_SET = frozenset({"formulas", "source"})


@dataclass(frozen=True, slots=True)
class Catalogue:
    """The phrases of one language.

    Attributes
    ----------
    language
        Its code.
    phrases
        Phrases by dotted key, with named places for facts in braces.
    """

    language: Language
    phrases: Mapping[str, str]

    def say(self, key: str, /, **facts: object) -> str:
        """Write a phrase with facts in its places; facts are never read as phrases."""
        return written(self.phrases[key], facts, self.language)

    def say_of(self, key: str, value: float, decimals: int, /, **facts: object) -> str:
        """Write a phrase in the form that a number asks for: `key`, or `key_one` where there is."""
        form = f"{key}_{plural(value, decimals, self.language)}"
        return self.say(form if self.has(form) else key, **facts)

    def has(self, key: str) -> bool:
        """Whether there is such a phrase."""
        return key in self.phrases


@cache
def catalogue(language: Language = "en") -> Catalogue:
    """Read the phrases of a language."""
    return Catalogue(language, dict(flat(read_words(language, "phrases"))))


def catalogue_for(languages: Iterable[str]) -> Catalogue:
    """Take the first language that there is a catalogue for, else English."""
    return catalogue(known_languages(languages)[0])


def known_languages(languages: Iterable[str]) -> tuple[Language, ...]:
    """Keep the languages that there is a catalogue for, each once; English where there is none."""
    wished = [known for code in languages for known in LANGUAGES if known == code]
    return tuple(dict.fromkeys(wished)) or ("en",)


def report_places(languages: Iterable[str]) -> dict[Language, str]:
    """Say where the report in each language lies: the first in the study's own folder."""
    first, *others = known_languages(languages)
    return {first: "", **{language: language for language in others}}


@cache
def read_words(language: Language, name: str) -> Mapping[str, Any]:
    """Read one file of a language, such as its methods or its glossary.

    What is the same in every language, such as a formula or a citation, stands in the English
    file alone.
    """
    own = _set(_read(language, name), language)
    return own if language == "en" else _over(_read("en", name), own)


def _read(language: Language, name: str) -> dict[str, Any]:
    file = files(__package__) / language / f"{name}.toml"
    return tomllib.loads(file.read_text(encoding="utf-8"))


def _over(below: Mapping[str, Any], above: Mapping[str, Any]) -> dict[str, Any]:
    merged = dict(below)
    for key, value in above.items():
        under = merged.get(key)
        both = isinstance(value, Mapping) and isinstance(under, Mapping)
        merged[key] = _over(under, value) if both and under is not None else value
    return merged


def _set(table: Mapping[str, Any], language: Language) -> dict[str, Any]:
    return {key: _set_one(key, value, language) for key, value in table.items()}


def _set_one(key: str, value: Any, language: Language) -> Any:
    if isinstance(value, Mapping):
        return _set(value, language)
    return set_in_type(value, language) if isinstance(value, str) and key not in _NOT_SET else value


@cache
def site_catalogue(language: Language = "en") -> Catalogue:
    """Read the phrases of the site and of what is exchanged, beside those of reports."""
    own = (flat(read_words(language, name)) for name in ("site", "exchange"))
    return Catalogue(language, {**catalogue(language).phrases, **dict(chain(*own))})


def flat(table: Mapping[str, Any], before: str = "") -> Iterator[tuple[str, str]]:
    """Give the phrases of nested tables by dotted key."""
    for key, value in table.items():
        if isinstance(value, Mapping):
            yield from flat(value, f"{before}{key}.")
        else:
            yield f"{before}{key}", str(value)
