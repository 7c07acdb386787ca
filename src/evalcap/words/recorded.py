"""What the evidence records in English, retold as the report's language writes it.

Checks, notes and reasons are written where they are found, in English, and stand so in the
evidence. A report knows them again by the patterns of `en/recorded.toml`, takes the facts out and
puts them into the same pattern of its own language. In English too: numbers are set in type, and
outcomes are called what a reader calls them.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from string import Formatter
from typing import Final

from evalcap.words.catalogue import Catalogue, flat, read_words
from evalcap.words.grammar import Language, set_in_type, written
from evalcap.words.numbers import number

# Facts that are a study's own names: never read as words of ours, whatever they say. Every other
# fact must be a number, or fit a pattern itself; else the sentence is none of ours.
_OWN: Final = frozenset({"outcome", "name", "names", "period", "column", "other"})
# A fact that is a sentence.
_SENTENCE: Final = "what"
# A unit is ours where a schema names it, else the study's own.
_UNIT: Final = "unit"
# A period with a year says what it is without the name of its column.
_DATED: Final = re.compile(r"\w+ (\d{4}(?:-\d\d){0,2})")
_NUMBER: Final = re.compile(r"[+-]?\d+(,\d{3})*(\.\d+)?(e[+-]?\d+)?%?")
_INTERVAL: Final = re.compile(r"(?<=% )CI\b")
_PERCENT: Final = re.compile(r"(?<=[\d}])%")
_FRACTION: Final = re.compile(r"\d+/\d+")
_SENTENCE_END: Final = re.compile(r"(?<=[.:]) (?=[A-Z0-9])")


@dataclass(frozen=True, slots=True)
class Retold:
    """A recorded text as a report shows it.

    Attributes
    ----------
    text
        What to show.
    language
        What it is written in: English where nothing of ours is known in it.
    """

    text: str
    language: Language


@dataclass(frozen=True, slots=True)
class _Pattern:
    """A recorded sentence with places for facts."""

    key: str
    expression: re.Pattern[str]
    n_letters: int


def retold(recorded: str, words: Catalogue, labels: Mapping[str, str]) -> Retold:
    """Tell a recorded text in a report's language; one that is not known stays as it is.

    Parameters
    ----------
    labels
        A study's own names, with what a reader calls them.
    """
    if not recorded.strip():
        return Retold(recorded, words.language)
    told = _sentences(recorded, words, labels)
    return Retold(recorded, "en") if told is None else Retold(told, words.language)


def _sentences(recorded: str, words: Catalogue, labels: Mapping[str, str]) -> str | None:
    """Tell one sentence, or several that follow each other."""
    whole = _whole(recorded, words, labels)
    if whole is not None:
        return whole
    for end in _SENTENCE_END.finditer(recorded):
        first = _whole(recorded[: end.start()], words, labels)
        rest = None if first is None else _sentences(recorded[end.end() :], words, labels)
        if first is not None and rest is not None:
            return f"{first} {rest}"
    return None


def _whole(recorded: str, words: Catalogue, labels: Mapping[str, str]) -> str | None:
    """Tell a text by the pattern that says most of it and knows every fact."""
    for pattern in _patterns():
        match = pattern.expression.fullmatch(recorded)
        facts = None if match is None else _facts(match, words, labels)
        if facts is not None:
            return written(_told_phrases(words.language)[pattern.key], facts, words.language)
    return None


def _facts(
    match: re.Match[str], words: Catalogue, labels: Mapping[str, str]
) -> dict[str, str] | None:
    """Tell the facts in a sentence; None as soon as one is not known."""
    told = {}
    for name, text in match.groupdict().items():
        fact = _fact(name, text, words, labels)
        if fact is None:
            return None
        told[name] = fact
    return told


def _fact(name: str, text: str, words: Catalogue, labels: Mapping[str, str]) -> str | None:
    if name in _OWN:
        dated = _DATED.fullmatch(text)
        return labels.get(text, dated[1] if dated else text)
    if _NUMBER.fullmatch(text):
        return _number(text, words)
    if _FRACTION.fullmatch(text):
        return text
    told = _whole(text, words, labels)
    return text if told is None and name == _UNIT else told


def _number(text: str, words: Catalogue) -> str:
    """Write a number with the marks of the language."""
    digits, percent = text.replace(",", "").removesuffix("%"), text.endswith("%")
    whole, _, fraction = digits.partition(".")
    if "e" in digits:
        told = digits.replace(".", words.say("numbers.decimal"))
    else:
        told = number(float(digits), len(fraction) if whole else 0, words)
    return told + (set_in_type(" %", words.language) if percent else "")


@cache
def _told_phrases(language: Language) -> Mapping[str, str]:
    """Give the phrases as a report prints them: per cent stands apart, and CI is written out."""
    apart = set_in_type(" %", language)
    told = _phrases(language).items()
    return {key: _PERCENT.sub(apart, _INTERVAL.sub("interval", phrase)) for key, phrase in told}


@cache
def _phrases(language: Language) -> Mapping[str, str]:
    return dict(flat(read_words(language, "recorded")))


@cache
def _patterns() -> tuple[_Pattern, ...]:
    """Give the English patterns, those with the most words of their own first."""
    made = (_pattern(key, phrase) for key, phrase in _phrases("en").items())
    return tuple(sorted(made, key=lambda pattern: -pattern.n_letters))


def _pattern(key: str, phrase: str) -> _Pattern:
    parts = list(_parts(phrase))
    expression = "".join(re.escape(text) if name is None else _slot(name) for text, name in parts)
    return _Pattern(key, re.compile(expression), sum(len(t) for t, name in parts if name is None))


def _slot(name: str) -> str:
    """Match a fact, which ends where its sentence does unless it is one itself."""
    inside = "." if name == _SENTENCE else r"(?:(?!\. [A-Z]).)"
    return f"(?P<{name}>{inside}+?)"


def _parts(phrase: str) -> Iterator[tuple[str, str | None]]:
    for text, name, *_ in Formatter().parse(phrase):
        yield text, None
        if name is not None:
            yield "", name
