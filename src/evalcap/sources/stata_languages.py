"""The languages of a Stata file: labels beside those that it shows."""

import struct
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, Final, NamedTuple

from evalcap.sources.source import Labels

_HEAD: Final = 4096
_SECTIONS: Final = 14  # offsets in the map
_CHARACTERISTICS, _DATA = 8, 9  # which of them
_WIDTHS: Final = {b"117": 33, b"118": 129, b"119": 129}  # bytes of a name, by release
_MOST: Final = 64 * 1024**2  # bytes of characteristics that are looked at
_OPEN: Final = b"<ch>"


class _Characteristic(NamedTuple):
    """A note of Stata's own about a variable, or about the data as a whole (`_dta`)."""

    variable: str
    name: str
    text: str


def stata_languages(
    path: Path,
    columns: Mapping[str, str],
    values: Mapping[str, Mapping[Any, str]],
    labels: Mapping[str, Mapping[Any, str]],
) -> dict[str, Labels]:
    """Find the labels in every language that `label language` has defined.

    Stata keeps those of the languages that it does not show as characteristics of each variable
    (Stata manual, [P] char and [D] label language).

    Parameters
    ----------
    columns, values
        Labels of columns and values in the language that the file shows.
    labels
        Name of a set of value labels to code to label.

    Returns
    -------
    dict
        Language to its labels; empty for a file with one language.
    """
    found = list(_characteristics(path))
    about = {c.name: c.text for c in found if c.variable == "_dta"}
    languages = about.get("_lang_list", "").split()
    if len(languages) < 2:  # noqa: PLR2004 - one language has no name worth knowing
        return {}
    shown = about.get("_lang_c", languages[0])
    translations = {shown: Labels(columns, values)}
    for language in languages:
        if language != shown:
            texts = {c.variable: c.text for c in found if c.name == f"_lang_v_{language}"}
            sets = {c.variable: c.text for c in found if c.name == f"_lang_l_{language}"}
            coded = {name: labels[key] for name, key in sets.items() if key in labels}
            translations[language] = Labels({k: v for k, v in texts.items() if v}, coded)
    return translations


def _characteristics(path: Path) -> Iterator[_Characteristic]:
    with path.open("rb") as file:
        head = file.read(_HEAD)
        release = _between(head, b"<release>", b"</release>")
        at = head.find(b"<map>")
        if release not in _WIDTHS or at < 0:
            return  # releases before Stata 13, which few files are in
        order = "<" if _between(head, b"<byteorder>", b"</byteorder>") == b"LSF" else ">"
        offsets = struct.unpack_from(f"{order}{_SECTIONS}Q", head, at + len(b"<map>"))
        file.seek(offsets[_CHARACTERISTICS])
        size = min(offsets[_DATA] - offsets[_CHARACTERISTICS], _MOST)
        block = file.read(max(size, 0))
    yield from _parsed(block, order, _WIDTHS[release], "utf-8" if release != b"117" else "cp1252")


def _parsed(block: bytes, order: str, width: int, encoding: str) -> Iterator[_Characteristic]:
    at = block.find(_OPEN)
    while at >= 0:
        start = at + len(_OPEN) + 4
        (size,) = struct.unpack_from(f"{order}I", block, at + len(_OPEN))
        parts = block[start : start + width], block[start + width : start + 2 * width]
        text = block[start + 2 * width : start + size]
        yield _Characteristic(
            *(part.split(b"\0", 1)[0].decode(encoding, "replace") for part in (*parts, text))
        )
        at = block.find(_OPEN, start + size)


def _between(text: bytes, opening: bytes, closing: bytes) -> bytes:
    start = text.find(opening) + len(opening)
    end = text.find(closing, start)
    return text[start:end] if end > 0 else b""
