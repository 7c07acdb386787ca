"""Every phrase that a report writes by itself, in one language."""

import tomllib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any, Literal, get_args

Language = Literal["en"]
LANGUAGES: tuple[Language, ...] = get_args(Language)


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
        return self.phrases[key].format(**facts)

    def has(self, key: str) -> bool:
        """Whether there is such a phrase."""
        return key in self.phrases


@cache
def catalogue(language: Language = "en") -> Catalogue:
    """Read the phrases of a language."""
    return Catalogue(language, dict(_flat(read_words(language, "phrases"))))


def catalogue_for(languages: Iterable[str]) -> Catalogue:
    """Take the first language that there is a catalogue for, else English."""
    wished = [known for code in languages for known in LANGUAGES if known == code]
    return catalogue(wished[0] if wished else "en")


@cache
def read_words(language: Language, name: str) -> Mapping[str, Any]:
    """Read one file of a language, such as its methods or its glossary."""
    file = files(__package__) / language / f"{name}.toml"
    return tomllib.loads(file.read_text(encoding="utf-8"))


def _flat(table: Mapping[str, Any], before: str = "") -> Iterator[tuple[str, str]]:
    for key, value in table.items():
        if isinstance(value, Mapping):
            yield from _flat(value, f"{before}{key}.")
        else:
            yield f"{before}{key}", str(value)
