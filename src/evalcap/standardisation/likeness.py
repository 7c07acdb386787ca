"""How alike a header and a canonical column are: to suggest, and never to decide."""

import re
import unicodedata
from collections.abc import Iterable
from difflib import SequenceMatcher
from functools import cache
from typing import Final

from evalcap.programmes.column import Column

# Words that tell no columns apart.
_ENGLISH: Final = ("a", "an", "and", "at", "by", "for", "from", "in", "is", "of", "on", "or", "the")
_FRENCH: Final = ("de", "des", "du", "en", "et", "la", "le", "les")
_SPANISH: Final = ("de", "del", "el", "en", "la", "los", "y")
_EMPTY: Final = frozenset({*_ENGLISH, *_FRENCH, *_SPANISH, "to", "your"})


def likeness(header: str, label: str, column: Column) -> float:
    """Say how alike they are, from 0 to 1, by name and by label in any language.

    Parameters
    ----------
    header
        Header in the file.
    label
        What the file says about the column; empty if nothing.
    column
        Canonical column, with its name and labels.
    """
    meant = [column.name, *(text for _, text in column.label)]
    said = [text for text in (header, label) if text]
    return max(_alike(one, other) for one in said for other in meant)


def plain(text: str) -> str:
    """Give words in small letters without accents or signs, one space between them."""
    letters = unicodedata.normalize("NFKD", text).casefold()
    letters = "".join(letter for letter in letters if not unicodedata.combining(letter))
    return " ".join(re.findall(r"[a-z]+|\d+", letters))


@cache
def _alike(one: str, other: str) -> float:
    """Average how alike the spelling is and how many words are shared."""
    first, second = _words(one), _words(other)
    if not first or not second:
        return 0.0
    spelling = SequenceMatcher(None, _joined(first), _joined(second), autojunk=False).ratio()
    shared = 2 * len(first & second) / (len(first) + len(second))
    return max((spelling + shared) / 2, spelling if spelling > _NEARLY else 0.0)


# Above this, spelling alone speaks: a slip of the pen, or words run together.
_NEARLY: Final = 0.9


def _words(text: str) -> frozenset[str]:
    words = frozenset(plain(text).split())
    return words - _EMPTY or words


def _joined(words: Iterable[str]) -> str:
    return " ".join(sorted(words))
