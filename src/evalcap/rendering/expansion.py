"""Shortcodes replaced by what they stand for, includes by the files they name."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

from evalcap.errors.mistakes import near
from evalcap.rendering.inclusion import included_file
from evalcap.rendering.markdown import Piece, as_literal, split_markdown
from evalcap.rendering.structure import structure_problems
from evalcap.rendering.variables import Values, look_up, names_of

PAGE_BREAK = "\n\n::: {.page-break}\n:::\n\n"
_HOMES = {"var": "the values of the evidence (_variables.yml)", "meta": "the front matter"}


@dataclass(frozen=True, slots=True)
class Part:
    """One file on its way into the document.

    Attributes
    ----------
    folder
        The document's folder.
    names
        The file itself, last, and before it the files that include it, outermost first.
    values
        What `var` and `meta` may name.
    lines_before
        Lines of the file that come before its body.
    problems
        Where everything that is wrong is gathered, for all parts of the document.
    """

    folder: Path
    names: tuple[str, ...]
    values: Mapping[str, Values]
    lines_before: int = 0
    problems: list[str] = field(default_factory=list)

    def refuse(self, line: int, wrong: str) -> str:
        """Record what is wrong at a line of the body; nothing takes its place."""
        self.problems.append(f"{self.names[-1]}, line {self.lines_before + line}: {wrong}")
        return ""


def expand(part: Part, text: str) -> str:
    """Expand a part's Markdown; what cannot be expanded is recorded in its problems."""
    for line, wrong in structure_problems(text):
        part.refuse(line, wrong)
    return "".join(_expanded(part, split_markdown(text)))


def _expanded(part: Part, pieces: list[Piece]) -> Iterator[str]:
    for before, piece, after in zip([None, *pieces], pieces, [*pieces[1:], None], strict=False):
        if piece.kind == "shortcode":
            yield _shortcode(part, piece, alone=_ends_line(before) and _starts_line(after))
        elif piece.kind == "escaped":
            yield as_literal(piece.text[1:-1])
        elif piece.kind == "code":
            yield piece.text.replace("{{{<", "{{<").replace(">}}}", ">}}")
        elif piece.kind == "text":
            yield piece.text


def _ends_line(piece: Piece | None) -> bool:
    return piece is None or piece.text.endswith("\n")


def _starts_line(piece: Piece | None) -> bool:
    return piece is None or piece.text.lstrip(" \t\r")[:1] in {"", "\n"}


def _shortcode(part: Part, piece: Piece, *, alone: bool) -> str:
    match piece.text[3:-3].split():
        case ["pagebreak"]:
            return PAGE_BREAK
        case ["include", target] if alone:
            return _included(part, piece.line, target.strip("\"'"))
        case ["include", _]:
            return part.refuse(piece.line, "an include stands alone on its line, not indented")
        case ["var" | "meta" as home, name]:
            return _looked_up(part, piece.line, home, name.strip("\"'"))
    return part.refuse(piece.line, f"{piece.text} is not a shortcode that reports use")


def _looked_up(part: Part, line: int, home: str, name: str) -> str:
    value = look_up(part.values[home], name)
    if value is None:
        meant = near(name, [*names_of(part.values[home])])
        return part.refuse(line, f"there is no single value {name} in {_HOMES[home]}{meant}")
    return as_literal(value)


def _included(part: Part, line: int, target: str) -> str:
    found = included_file(part.folder, target, part.names)
    if isinstance(found, str):
        return part.refuse(line, found)
    try:
        text = found.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError:
        return part.refuse(line, f"{target} is not text in UTF-8")
    name = found.relative_to(part.folder.resolve()).as_posix()
    inner = replace(part, names=(*part.names, name), lines_before=0)
    return "\n\n" + expand(inner, text).strip("\n") + "\n\n"
