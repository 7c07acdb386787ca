"""Acronyms spelled out where they are first used, and those that nobody has spelled out."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import chain
from typing import Final

from evalcap.codelists.files import read_list

# Two to eight capitals, also as a plural; A/RES/73/195, TD3 and COVID-19 hold none.
_ACRONYM: Final = re.compile(r"(?<![\w/-])([A-Z]{2,8})(s?)(?![\w/-])")
_NUMERALS: Final = frozenset({"II", "III", "IV", "VI", "VII", "VIII", "IX", "XI", "XII"})


@dataclass(frozen=True, slots=True)
class SpelledOut:
    """Texts whose acronyms are spelled out.

    Attributes
    ----------
    texts
        One for each text given.
    unknown
        Acronyms that nobody has spelled out, in the order in which they are met.
    """

    texts: tuple[str, ...]
    unknown: tuple[str, ...]


def spell_out(texts: Sequence[str], own: Mapping[str, str], *languages: str) -> SpelledOut:
    """Spell out each acronym where the first of these texts uses it, in reading order.

    Parameters
    ----------
    texts
        Parts of one document.
    own
        Acronyms that the document's authors spell out; they win over those of the library.
    languages
        That the texts are written in; where they differ, the first has the say. English if none.
    """
    lists = [read_list("acronyms")[language] for language in languages or ("en",)]
    known = {**dict(chain.from_iterable(one.items() for one in reversed(lists))), **own}
    met: dict[str, bool] = {}

    def expanded(found: re.Match[str]) -> str:
        acronym, plural = found.groups()
        if acronym in met or acronym in _NUMERALS:
            return found.group()
        explained = _explained_by_its_author(found)
        met[acronym] = explained or acronym in known
        if explained or acronym not in known:
            return found.group()
        return f"{known[acronym]}{plural} ({acronym}{plural})"

    told = tuple(_ACRONYM.sub(expanded, text) for text in texts)
    return SpelledOut(told, tuple(acronym for acronym, spelled in met.items() if not spelled))


def _explained_by_its_author(found: re.Match[str]) -> bool:
    """Whether it stands alone in brackets, as behind its own words: "... for Migration (IOM)"."""
    before, behind = found.string[: found.start()], found.string[found.end() :]
    return before.endswith("(") and behind.startswith(")") and bool(before[:-1].strip())
