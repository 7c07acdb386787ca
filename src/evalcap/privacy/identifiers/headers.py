"""What a column's header, or its label, says that it holds."""

import re
import tomllib
import unicodedata
from collections.abc import Mapping, Sequence
from functools import cache
from importlib.resources import files
from typing import Final, cast

from evalcap.privacy.identifiers.kind import Kind

_CAMEL: Final = re.compile(r"(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])")
_BETWEEN_WORDS: Final = re.compile(r"[\W_]+")
_SPACE: Final = " "
_WAYS: Final = ("whole", "ends", "contains")


def kinds_by_header(header: str) -> tuple[Kind, ...]:
    """List the kinds of identifiers that a header may announce, the likeliest first.

    Parameters
    ----------
    header
        A column's header, or the label that its file gives it.
    """
    words = words_of(header)
    return tuple(kind for kind, phrases in _lexicon() if _announces(words, phrases))


def words_of(header: str) -> tuple[str, ...]:
    """Take a header apart into plain words: no capitals, no accents, no signs."""
    parted = _CAMEL.sub(_SPACE, unicodedata.normalize("NFKC", header))
    letters = unicodedata.normalize("NFKD", parted.casefold())
    plain = "".join(letter for letter in letters if not unicodedata.combining(letter))
    return tuple(word for word in _BETWEEN_WORDS.split(plain) if word)


def _announces(words: Sequence[str], phrases: Mapping[str, frozenset[str]]) -> bool:
    """Compare words with phrases; "firstname" and "phone1" are read as well as "first name"."""
    bare = tuple(word.rstrip("0123456789") for word in words)
    headers = {_SPACE.join(words), _SPACE.join(bare)}
    run_together = {phrase.replace(_SPACE, "") for phrase in phrases["contains"]}
    return (
        not headers.isdisjoint(phrases["whole"])
        or not run_together.isdisjoint({*words, *bare})
        or any(f" {h}".endswith(f" {p}") for h in headers for p in phrases["ends"])
        or any(f" {p} " in f" {h} " for h in headers for p in phrases["contains"])
    )


@cache
def _lexicon() -> tuple[tuple[Kind, Mapping[str, frozenset[str]]], ...]:
    text = files(__package__).joinpath("headers.toml").read_text(encoding="utf-8")
    return tuple(
        (cast("Kind", kind), {way: _plain(entry.get(way, ())) for way in _WAYS})
        for kind, entry in tomllib.loads(text).items()
    )


def _plain(phrases: Sequence[str]) -> frozenset[str]:
    return frozenset(_SPACE.join(words_of(phrase)) for phrase in phrases)
