"""Identifiers and titles as a reader meets them."""

from collections.abc import Iterable
from functools import reduce

from evalcap.translations import Untranslated
from evalcap.words.catalogue import Catalogue


def spoken(identifier: str) -> str:
    """Write an identifier such as `doubly_robust` as words."""
    return identifier.replace("_", " ").strip()


def capitalised(text: str) -> str:
    """Begin with a capital; the rest stays as its author wrote it."""
    told = text[:1].upper() + text[1:]
    return text.reworded(told) if isinstance(text, Untranslated) else told


def title(identifier: str) -> str:
    """Write an identifier as the name of something."""
    return capitalised(spoken(identifier))


def named(kind: str, code: str, words: Catalogue) -> str:
    """Name a code by the catalogue; a code it does not hold is written as words."""
    key = f"{kind}.{code}"
    return words.say(key) if words.has(key) else title(code)


def symbol(code: str, words: Catalogue) -> str:
    """Give the symbol of a verdict or a status; a dot for one the catalogue does not hold."""
    key = f"symbol.{code}"
    return words.say(key) if words.has(key) else "\u2022"


def analysis_name(identifier: str, words: Catalogue) -> str:
    """Name an analysis; common abbreviations of methods are spelled out."""
    return named("analysis", identifier, words)


def programme_name(identifier: str, words: Catalogue) -> str:
    """Name a type of programme."""
    return named("programme", identifier, words)


def listed(items: Iterable[str], words: Catalogue) -> str:
    """Join items as a sentence does: "a, b and c"."""
    *first, last = list(items) or [""]
    return words.say("list.last", first=", ".join(first), last=last) if first else last


def series(items: Iterable[str], words: Catalogue) -> str:
    """Join items that may hold commas themselves: "a, with b; c"."""
    told = list(items) or [""]
    return reduce(lambda first, last: words.say("list.series", first=first, last=last), told)


def labelled(name: str, told: str, words: Catalogue) -> str:
    """Write a fact after its name: "Scrap rate: 12 % lower"."""
    return words.say("list.fact", name=name, fact=told)
