"""What in one Markdown file would spill over into the rest of the document.

An included file is spliced into the report as text. A block that it opens and never closes, or
metadata that it brings along, would change the pages that follow, so both are found beforehand.
"""

import re
from collections.abc import Iterator

from evalcap.rendering.markdown import Piece, split_markdown

Finding = tuple[int, str]

_DIV = re.compile(r"^[ \t>]*:{3,}(?P<rest>.*)$", re.MULTILINE)
_METADATA = re.compile(r"(?:\A\s*|\n[ \t]*\n)(?P<rule>---[ \t]*\n)(?=[ \t]*\S)")
_SHORTCODE = re.compile(r"\{\{<[^\n]*?>\}\}")
_NOT_A_LINE_END = re.compile(r"[^\n]")


def structure_problems(text: str) -> list[Finding]:
    """Find what is opened and never closed, and metadata in the wrong place.

    Parameters
    ----------
    text
        Markdown without its front matter.

    Returns
    -------
    list
        Pairs of a line and what is wrong there, in the order of the text.
    """
    pieces = split_markdown(text)
    prose = "".join(_prose(piece) for piece in pieces)
    found = [*_unclosed(pieces), *_unbalanced_divs(prose), *_metadata_blocks(prose)]
    return sorted(found)


def _prose(piece: Piece) -> str:
    """Keep the text and blot out the rest, so that places stay the same."""
    return piece.text if piece.kind == "text" else _NOT_A_LINE_END.sub("x", piece.text)


def _unclosed(pieces: list[Piece]) -> Iterator[Finding]:
    for piece in pieces:
        if piece.kind == "code" and _never_closed(piece.text):
            yield piece.line, "this code block is never closed"
        if piece.kind == "text" and "<!--" in piece.text:
            yield piece.line + _lines_before(piece.text, "<!--"), "this comment is never closed"
        bare = _SHORTCODE.sub("", piece.text) if piece.kind in {"text", "code"} else ""
        if "{{<" in bare:
            line = piece.line + _lines_before(bare, "{{<")
            yield line, "this shortcode is never closed: it needs >}} on the same line"


def _never_closed(code: str) -> bool:
    lines = code.strip().splitlines()
    mark = lines[0].lstrip(" \t>-*+0123456789.)")[:3]
    if mark not in {"```", "~~~"}:
        return False
    if len(lines) == 1:
        return lines[0].count(mark) == 1
    return not lines[-1].lstrip(" \t>").startswith(mark)


def _unbalanced_divs(prose: str) -> Iterator[Finding]:
    opened: list[int] = []
    for match in _DIV.finditer(prose):
        line = 1 + prose.count("\n", 0, match.start())
        if match["rest"].strip(" \t\r:"):
            opened.append(line)
        elif opened:
            opened.pop()
        else:
            yield line, "this ::: closes a block that was never opened"
    yield from ((line, "this ::: block is never closed") for line in opened)


def _metadata_blocks(prose: str) -> Iterator[Finding]:
    for match in _METADATA.finditer(prose):
        line = 1 + prose.count("\n", 0, match.start("rule"))
        yield line, "metadata between --- lines belongs at the top of the report itself"


def _lines_before(text: str, mark: str) -> int:
    return text.count("\n", 0, text.index(mark))
