"""A file of translations drafted: every text there is, with its original, for a person to fill in.

Whatever is added is a comment, so that a draft translates nothing and changes nothing that a person
wrote.
"""

import json
import re
import tomllib
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from evalcap.translations.texts import Place, Text, Texts, written_place

_BARE: Final = re.compile(r"[A-Za-z0-9_-]+")
_HEADER: Final = re.compile(r"^[ \t]*\[[^\[\]\n]*\][ \t]*(?:#.*)?$", re.MULTILINE)
_OPENING: Final = """\
# A study's own words in {language}. Take the sign "#" from a line and write its translation between
# the quotation marks; what is left out stays as the comment above it says.
"""


@dataclass(frozen=True, slots=True)
class Draft:
    """A file to be written.

    Attributes
    ----------
    text
        All of it; what a person wrote before is in it as it was.
    added
        The places that were not in it before.
    """

    text: str
    added: tuple[str, ...]


def draft(
    written: str, originals: Texts, names: Collection[str], translated: Texts, language: str
) -> Draft:
    """Add to a file what it says nothing of yet.

    Parameters
    ----------
    written
        The file as it is; empty for a new one.
    originals, names
        Texts by their places, and what else can be called otherwise.
    translated
        What the file translates.
    """
    text = written or _OPENING.format(language=language)
    wanted: dict[Place, Text] = {**originals, **{("names", name): "" for name in names}}
    lacking = {
        place: original
        for place, original in wanted.items()
        if place not in translated and not _is_drafted(text, place)
    }
    for header in dict.fromkeys(place[:-1] for place in lacking):
        lines = [_entry(place, t) for place, t in lacking.items() if place[:-1] == header]
        text = _added(text, header, "\n".join(lines))
    return Draft(text, tuple(map(written_place, lacking)))


def _entry(place: Place, original: Text) -> str:
    """Write a text as a comment, and below it the line that would translate it."""
    shown = [original] if isinstance(original, str) else original
    told = [f"# {line}" for text in shown for line in _lines(text)]
    value = '""' if isinstance(original, str) else "[" + ", ".join(['""'] * len(original)) + "]"
    return "\n".join([*told, f"# {_key(place[-1])} = {value}"]) + "\n"


def _lines(text: str) -> Iterator[str]:
    """Give the lines of a text without the characters that no comment may hold."""
    for line in text.strip().splitlines():
        yield "".join(char for char in line if char.isprintable())


def _key(name: str) -> str:
    return name if _BARE.fullmatch(name) else json.dumps(name, ensure_ascii=False)


def _header(place: Sequence[str]) -> str:
    return f"[{'.'.join(map(_key, place))}]"


def _part(text: str, header: Place) -> tuple[int, int] | None:
    """Say where the lines below a heading begin and end; None where there is no such heading."""
    marks = list(_HEADER.finditer(text))
    if not header:
        return 0, marks[0].start() if marks else len(text)
    ends = [*(mark.start() for mark in marks[1:]), len(text)]
    for mark, end in zip(marks, ends, strict=False):  # a file without headings has one end
        if mark.group().partition("#")[0].strip() == _header(header):
            return mark.end() + 1, end
    return None


def _is_drafted(text: str, place: Place) -> bool:
    part = _part(text, place[:-1])
    line = re.compile(rf"^[ \t]*#[ \t]*{re.escape(_key(place[-1]))}[ \t]*=", re.MULTILINE)
    return part is not None and line.search(text, *part) is not None


def _added(text: str, header: Place, lines: str) -> str:
    """Add lines at the end of the part that they belong to, or as a part of their own.

    Where a text of several lines looks like a heading they are added at the end of the file.
    """
    part = _part(text, header)
    if part is None:
        return f"{_ended(text)}\n{_header(header)}\n{lines}"
    before, behind = text[: part[1]].rstrip("\n"), text[part[1] :]
    within = f"{before}\n{lines}" + (f"\n{behind}" if behind else "")
    if _read(within) == _read(text):
        return within
    return f"{_ended(text)}\n# To be written below {_header(header)}:\n{lines}"


def _ended(text: str) -> str:
    return f"{text.rstrip()}\n"


def _read(text: str) -> Mapping[str, object]:
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError:
        return {}
