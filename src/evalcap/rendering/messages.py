"""What Pandoc, Typst and Quarto say while they render, and what of it no report may have.

Quarto ends with exit code 0 when a reference leads nowhere or an image is missing, and most of
what goes wrong inside it arrives as information. So the words decide.
"""

import re
from collections.abc import Iterable
from typing import NamedTuple

_OURS = "[PROBLEM] "
_ANSI = re.compile(r"\x1b\[[0-9;?]*[A-Za-z]|\x1b\][^\x07]*\x07")
_HOLES = re.compile(
    r"^\s*ERROR\b"
    r"|Unable to resolve crossref"
    r"|Unknown (?:var|meta key)\b"
    r"|Unsupported type\b.* shortcode"
    r"|[Ss]hortcode '?.*?'? not found"
    r"|(?:Could not|Unable to) (?:fetch resource|find (?:image|file))"
    r"|image .*not found|file not found"
    r"|Could not convert TeX math"
    r"|unclosed at line"
    r"|usually indicates a problem with a fenced div"
    r"|An error occurred"
    r"|Error running filter"
    r"|Could not find (?:filter|executable)"
    r"|^error:"
)
_WARNINGS = re.compile(r"^\s*(?:WARNING\b|WARN\b|\[WARNING\]|warning:)")
# Harmless wherever it is said: it is about a kernel's own socket.
_NOISE = re.compile(r"TCP.*encrypt", re.IGNORECASE)


class Verdict(NamedTuple):
    """What an engine said, parted.

    Attributes
    ----------
    problems
        Mistakes in the document, as our own filters found them.
    holes
        What else leaves a hole in the report, or stopped it.
    warnings
        What does not.
    """

    problems: tuple[str, ...]
    holes: tuple[str, ...]
    warnings: tuple[str, ...]


def judge(messages: Iterable[str]) -> Verdict:
    """Part messages into what makes a report unfit to publish and mere warnings.

    Each message may have several lines and terminal colours; what is neither a hole nor a warning,
    such as progress, is left out. A message said twice counts once.
    """
    problems: dict[str, None] = {}
    holes: dict[str, None] = {}
    warnings: dict[str, None] = {}
    for plain in map(plain_text, messages):
        if plain.startswith(_OURS):
            problems[plain.removeprefix(_OURS)] = None
        elif not _NOISE.search(plain) and any(map(_HOLES.search, plain.splitlines())):
            holes[plain] = None
        elif not _NOISE.search(plain) and _WARNINGS.match(plain):
            warnings[plain] = None
    return Verdict(tuple(problems), tuple(holes), tuple(warnings))


def spoken(stream: str) -> list[str]:
    """Part a stream into messages; an indented line goes on with the message before it."""
    messages: list[str] = []
    for line in plain_text(stream).splitlines():
        if messages and line[:1].isspace():
            messages[-1] += "\n" + line
        else:
            messages.append(line)
    return messages


def plain_text(message: str) -> str:
    """Take terminal colours, carriage returns and empty ends off a message."""
    return _ANSI.sub("", message).replace("\r", "\n").strip()


def tail(text: str, most: int = 8) -> tuple[str, ...]:
    """Keep the last lines that say something."""
    lines = [line.rstrip() for line in plain_text(text).splitlines() if line.strip()]
    return tuple(lines[-most:])
