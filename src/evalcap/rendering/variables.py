"""The values that authors' text may name: the document's front matter and `_variables.yml`."""

import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, NamedTuple

import yaml

Values = Mapping[str, Any]

_DELIMITERS = re.compile(r"\A---[ \t]*(?:\n|\Z)|(?:\A|\n)(?:---|\.\.\.)[ \t]*\Z")


class FrontMatter(NamedTuple):
    """A document's text, parted at its front matter.

    Attributes
    ----------
    header
        The front matter with its `---` lines, or nothing.
    body
        All that follows.
    """

    header: str
    body: str


def split_front_matter(text: str) -> FrontMatter:
    """Part a document at the end of its front matter."""
    lines = text.removeprefix("\ufeff").splitlines(keepends=True)
    if not lines or lines[0].rstrip() != "---":
        return FrontMatter("", "".join(lines))
    for number, line in enumerate(lines[1:], start=2):
        if line.rstrip() in {"---", "..."}:
            return FrontMatter("".join(lines[:number]), "".join(lines[number:]))
    return FrontMatter("", "".join(lines))


def read_mapping(text: str, *, verbatim: bool) -> dict[str, Any]:
    """Read YAML that must be a mapping; nothing at all is an empty one.

    Parameters
    ----------
    text
        The YAML, with or without `---` lines around it.
    verbatim
        Whether every value stays as written, so that 2.40 does not become 2.4.

    Raises
    ------
    yaml.YAMLError
        If it is not YAML.
    TypeError
        If it is not a mapping.
    """
    bare = _DELIMITERS.sub("", text.strip())
    loader = yaml.CBaseLoader if verbatim else yaml.CSafeLoader
    content = yaml.load(bare, Loader=loader)  # noqa: S506 - neither loader makes Python objects
    if content is None or content == "":
        return {}
    if not isinstance(content, dict):
        raise TypeError("it must be a list of names with values")
    return content


def read_variables(folder: Path) -> dict[str, Any]:
    """Read `_variables.yml`, every value as it is written there; none is an empty mapping."""
    file = folder / "_variables.yml"
    if not file.is_file():
        return {}
    return read_mapping(file.read_text(encoding="utf-8-sig"), verbatim=True)


def look_up(values: Values, name: str) -> str | None:
    """Find the value of a dotted name such as `result.point`.

    Returns
    -------
    str or None
        The value as text; None where there is no such name, or where it holds several values.
    """
    found: Any = values
    for part in name.split("."):
        if isinstance(found, list) and part.isdecimal() and int(part) < len(found):
            found = found[int(part)]
        elif isinstance(found, Mapping) and part in found:
            found = found[part]
        else:
            return None
    return found if isinstance(found, str) else None


def names_of(values: Values, above: str = "") -> Iterator[str]:
    """Give the dotted name of every single value."""
    for name, value in values.items():
        if isinstance(value, Mapping):
            yield from names_of(value, f"{above}{name}.")
        elif isinstance(value, str):
            yield f"{above}{name}"
