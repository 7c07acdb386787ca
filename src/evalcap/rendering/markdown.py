"""Which parts of Markdown text are code, comments and shortcodes, and how text becomes literal.

Shortcodes are expanded before any engine reads the document, so that both engines see the same
text. That needs to know where a shortcode is only shown, in code, and where it means something.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal, NamedTuple

Kind = Literal["text", "code", "comment", "shortcode", "escaped"]

_FENCE = re.compile(r"(?:[ \t>]|[-*+][ \t]|\d{1,9}[.)][ \t])*(?P<fence>`{3,}(?=[^`]*$)|~{3,})")
_INDENTED = re.compile(r"(?: {4}|\t)\s*\S")
_DEEPLY_INDENTED = re.compile(r"(?: {8}|\t\t|\t {4}| {4}\t)\s*\S")
_LIST_ITEM = re.compile(r" {0,3}(?:[-*+]|\(?(?:\d{1,9}|[A-Za-z]|#)[.)]|\(?@\w*\)|:|~|\[\^.+?\]:)\s")
_INLINE = re.compile(
    r"""(?P<comment><!--.*?-->)
    | (?P<code>(?<![`\\])(?P<ticks>`+)(?!`)(?:(?!\n[ \t]*\n).)+?(?<!`)(?P=ticks)(?!`))
    | (?P<escaped>\{\{\{<.*?>\}\}\})
    | (?P<shortcode>\{\{<[^\n]*?>\}\})""",
    re.VERBOSE | re.DOTALL,
)
_PUNCTUATION = re.compile(r"[!-/:-@\[-`{-~]")
_PLAIN_NUMBER = re.compile(r"-?\d(?:[\d.,]*\d)?%?")
_BLANKS = re.compile(r"[ \t\r\n\f\v]+")
_CONTROLS = re.compile(r"[\x00-\x08\x0e-\x1f\x7f]")


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of Markdown text that means one thing.

    Attributes
    ----------
    kind
        What it is: text, code, a comment, a shortcode, or a shortcode escaped by a third brace.
    text
        The stretch itself, delimiters included.
    line
        The line it begins on; the first line is 1.
    """

    kind: Kind
    text: str
    line: int


class _Region(NamedTuple):
    code: bool
    lines: list[str]
    start: int


def split_markdown(text: str) -> list[Piece]:
    """Split Markdown into text, code, comments and shortcodes; joined they give it back."""
    pieces: list[Piece] = []
    for region in _regions(text.splitlines(keepends=True)):
        joined = "".join(region.lines)
        if region.code:
            pieces.append(Piece("code", joined, region.start))
        else:
            pieces.extend(_inline_pieces(joined, region.start))
    return pieces


def as_literal(value: str) -> str:
    """Write a value so that Markdown shows exactly it, whatever it contains.

    Markdown, HTML, TeX, shortcodes and references in the value come out as plain characters.
    Line breaks become spaces, since the value stands within a sentence or a table cell.
    """
    flat = _BLANKS.sub(" ", _CONTROLS.sub("", value)).strip()
    if _PLAIN_NUMBER.fullmatch(flat):
        return flat
    return _PUNCTUATION.sub(r"\\\g<0>", flat)


def _regions(lines: list[str]) -> Iterator[_Region]:
    """Group lines into code blocks and everything else."""
    current = _Region(code=False, lines=[], start=1)
    for number, (line, code) in enumerate(zip(lines, _code_lines(lines), strict=True), start=1):
        if code != current.code:
            if current.lines:
                yield current
            current = _Region(code=code, lines=[], start=number)
        current.lines.append(line)
    if current.lines:
        yield current


def _code_lines(lines: list[str]) -> Iterator[bool]:
    """Say of each line whether it belongs to a code block."""
    fence, in_comment, in_list, after_blank, indented = "", False, False, True, False
    for line in lines:
        blank = not line.strip()
        if fence:
            yield True
            fence = "" if _closes(line, fence) else fence
        elif in_comment:
            yield False
            in_comment = "-->" not in line
        elif match := _FENCE.match(line):
            yield True
            fence = match["fence"]
        else:
            deep = _DEEPLY_INDENTED if in_list else _INDENTED
            indented = not blank and (after_blank or indented) and deep.match(line) is not None
            yield indented
            in_comment = not indented and _opens_comment(line)
            in_list = _still_in_list(line, in_list=in_list, after_blank=after_blank)
        after_blank = blank


def _closes(line: str, fence: str) -> bool:
    bare = line.strip(" \t\r\n>")
    return len(bare) >= len(fence) and not bare.strip(fence[0])


def _opens_comment(line: str) -> bool:
    return "<!--" in _INLINE.sub("", line)


def _still_in_list(line: str, *, in_list: bool, after_blank: bool) -> bool:
    if _LIST_ITEM.match(line):
        return True
    ended = after_blank and line.strip() and not line[0].isspace()
    return in_list and not ended


def _inline_pieces(text: str, line: int) -> Iterator[Piece]:
    """Split a stretch without code blocks into text, code spans, comments and shortcodes."""
    end = 0
    for match in _INLINE.finditer(text):
        if match.start() > end:
            yield Piece("text", text[end : match.start()], line + text.count("\n", 0, end))
        yield Piece(_kind(match), match.group(), line + text.count("\n", 0, match.start()))
        end = match.end()
    if end < len(text):
        yield Piece("text", text[end:], line + text.count("\n", 0, end))


def _kind(match: re.Match[str]) -> Kind:
    kinds: tuple[Kind, ...] = ("comment", "code", "escaped", "shortcode")
    return next(kind for kind in kinds if match[kind] is not None)
