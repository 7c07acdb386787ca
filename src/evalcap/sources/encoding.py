"""Decide how a text file is encoded, and bring it into UTF-8."""

import codecs
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from evalcap.errors.reading import FileProblemsError, ReaderFinding, ReaderOptionError

_MARKS: Final = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),  # before UTF-16, whose mark begins it
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
# Encodings of one byte a character that are taken without asking, where they agree.
_READINGS: Final = ("cp1252", "latin-1", "iso8859-15", "cp1250", "cp1254")
# Encodings that a person may choose between, by how the letters look.
_PROPOSED: Final = ("cp1252", "cp1250", "cp1251", "cp850", "mac_roman")
_LETTERS_SHOWN: Final = 20
_CHUNK: Final = 4 * 1024**2
_WORD: Final = rb"[\x80-\xff]{3}"  # letters in a row: a word in another alphabet, no accents
_SHOWN: Final = 5
_NUL_SHARE: Final = 0.2  # of the first bytes; UTF-16 without its mark has nearly a half


@dataclass(frozen=True)
class Text:
    """A text file in UTF-8, without a mark.

    Attributes
    ----------
    raw
        Its bytes.
    encoding
        What it was in on disk.
    """

    raw: bytes
    encoding: str


def decoded(raw: bytes, *, declared: str | None, location: str) -> Text:
    """Bring a text file into UTF-8, if there is one way to.

    A mark at its beginning, valid UTF-8, or a declared encoding decide. Other bytes are taken as
    Western European only where the usual encodings of one byte a character all give the same
    text.

    Raises
    ------
    FileProblemsError
        Lines that do not decode, several encodings in one file, or several ways to read it.
    ReaderOptionError
        The declared encoding is not known.
    """
    encoding = _declared(declared, location) if declared else _marked(raw)
    if encoding is None and _is_utf_16_without_mark(raw):
        raise _refusal(location, "it looks like UTF-16 without its mark", "utf-16-le")
    if encoding is None and _decodes(raw, "utf-8"):
        encoding = "utf-8"
    if encoding is None:
        encoding = _one_byte_encoding(raw, location)
    text = _transcoded(raw, encoding, location)
    if b"\0" in text:
        lines = [n for n, line in numbered_lines(text) if b"\0" in line]
        raise FileProblemsError(
            location, [_lines_finding("bytes of zero in them", lines, _DAMAGED)]
        )
    return Text(text, encoding.removesuffix("-sig"))


_DAMAGED: Final = "The file is damaged, or not text; export it again."


def _declared(name: str, location: str) -> str:
    try:
        known = codecs.lookup(name)
        is_text = known._is_text_encoding  # noqa: SLF001 - the only mark of codecs such as base64
    except LookupError:
        is_text = False
    if not is_text:
        problem = f"there is no encoding {name!r}; usual ones are utf-8, cp1252, utf-16"
        raise ReaderOptionError(location, [problem])
    return "utf-8-sig" if known.name == "utf-8" else name


def _marked(raw: bytes) -> str | None:
    return next((name for mark, name in _MARKS if raw.startswith(mark)), None)


def _is_utf_16_without_mark(raw: bytes) -> bool:
    head = raw[:_CHUNK]
    return head.count(0) > _NUL_SHARE * len(head)


def _decodes(raw: bytes, encoding: str) -> bool:
    """Try an encoding without holding the whole text."""
    decoder = codecs.getincrementaldecoder(encoding)()
    try:
        for start in range(0, len(raw), _CHUNK):
            decoder.decode(raw[start : start + _CHUNK], final=start + _CHUNK >= len(raw))
    except UnicodeDecodeError:
        return False
    return True


def _one_byte_encoding(raw: bytes, location: str) -> str:
    """Decide between encodings of one byte a character, or say why nobody can."""
    bad: list[int] = []
    unicode_lines: list[int] = []
    for number, line in numbered_lines(raw):
        if not line.isascii():
            (unicode_lines if _decodes(line, "utf-8") else bad).append(number)
    if unicode_lines:
        wrong = (
            "not UTF-8, while others are: text from programs with different encodings "
            f"was put together (UTF-8 for example in line {unicode_lines[0]})"
        )
        raise FileProblemsError(
            location, [_lines_finding(wrong, bad, "Save its parts in one encoding.")]
        )
    high = bytes(sorted({byte for byte in set(raw) if byte >= 0x80}))  # noqa: PLR2004 - ASCII ends
    readings = {name: _reading(high, name) for name in _READINGS}
    agreed = len(set(readings.values())) == 1 and None not in readings.values()
    if agreed and not re.search(_WORD, raw):
        return "cp1252"
    finding = _lines_finding("not UTF-8", bad, _proposal(high))
    raise FileProblemsError(location, [finding])


def _reading(high: bytes, encoding: str) -> str | None:
    """Read bytes beyond ASCII; None where they are no printable characters."""
    try:
        text = high.decode(encoding)
    except UnicodeDecodeError:
        return None
    return text if all(c.isprintable() or c == "\xa0" for c in text) else None


def _proposal(high: bytes) -> str:
    readings = {name: _reading(high, name) for name in _PROPOSED}
    looks = [f"{text[:_LETTERS_SHOWN]} ({name})" for name, text in readings.items() if text]
    if not looks:
        return "In no usual encoding are its bytes letters, as in a damaged file: export it again."
    return f"Declare the encoding in which its letters look right: {', '.join(looks)}."


def _transcoded(raw: bytes, encoding: str, location: str) -> bytes:
    if encoding == "utf-8":
        return raw
    if encoding == "utf-8-sig" and _decodes(raw, "utf-8"):
        return raw.removeprefix(codecs.BOM_UTF8)
    try:
        return raw.decode(encoding).encode("utf-8")
    except UnicodeDecodeError as error:
        wrong = f"not in {encoding.removesuffix('-sig')}"
        lines = [n for n, line in numbered_lines(raw) if not _decodes(line, encoding)]
        if encoding.startswith(("utf-16", "utf-32")):
            lines = [raw.count(b"\n", 0, error.start) + 1]
        do = "Declare the encoding that it is in, or save the whole file in one."
        raise FileProblemsError(location, [_lines_finding(wrong, lines, do)]) from None


def _refusal(location: str, wrong: str, proposal: str) -> FileProblemsError:
    do = f"Declare encoding = {proposal!r}, or save it as UTF-8."
    return FileProblemsError(location, [ReaderFinding("encoding", wrong, do)])


def _lines_finding(wrong: str, lines: list[int], do: str) -> ReaderFinding:
    return ReaderFinding(
        "encoding", wrong, do, n=len(lines), of="line", examples=tuple(lines[:_SHOWN])
    )


def numbered_lines(raw: bytes) -> Iterator[tuple[int, bytes]]:
    """Give the lines with their numbers, as an editor counts, one at a time."""
    start, number = 0, 1
    end_mark = b"\n" if b"\n" in raw else b"\r"
    while start < len(raw):
        end = raw.find(end_mark, start)
        end = len(raw) if end < 0 else end + 1
        yield number, raw[start:end]
        start, number = end, number + 1
