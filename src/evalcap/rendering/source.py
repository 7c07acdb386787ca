"""One document out of a folder: includes spliced in, shortcodes expanded, comments dropped.

Quarto parses a variable's value as Markdown, follows an include out of the folder and expands
shortcodes within code. Here a value is always literal, an include stays inside the folder, and
code stays as written, for both engines alike, since neither sees a shortcode any more.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from evalcap.errors.render import DocumentError, DocumentMissingError
from evalcap.rendering.expansion import Part, expand
from evalcap.rendering.variables import read_mapping, read_variables, split_front_matter


@dataclass(frozen=True, slots=True)
class Source:
    """A document ready to be rendered.

    Attributes
    ----------
    text
        Front matter and body; the body holds no shortcode outside code and no comment.
    front_matter
        What the front matter says.
    """

    text: str
    front_matter: Mapping[str, Any]


def read_source(folder: Path, document: str) -> Source:
    """Read a document and everything that it includes.

    Parameters
    ----------
    folder
        The folder that holds the document; includes are relative to it.
    document
        The name of the document in it.

    Raises
    ------
    DocumentMissingError
        If there is no such document.
    DocumentError
        With every variable, include and shortcode that leads nowhere, and every block that is
        never closed.
    """
    header, body = split_front_matter(_read(folder, document))
    problems = ["the front matter takes no shortcodes"] if "{{<" in header else []
    front_matter = _mapping(document, lambda: read_mapping(header, verbatim=False), problems)
    values = {
        "var": _mapping("_variables.yml", lambda: read_variables(folder), problems),
        "meta": _mapping(document, lambda: read_mapping(header, verbatim=True), []),
    }
    expanded = expand(Part(folder, (document,), values, header.count("\n"), problems), body)
    if problems:
        raise DocumentError(document, problems)
    return Source(header + expanded, front_matter)


def _read(folder: Path, document: str) -> str:
    if not (folder / document).is_file():
        raise DocumentMissingError(folder / document)
    try:
        return (folder / document).read_text(encoding="utf-8-sig")
    except UnicodeDecodeError:
        raise DocumentError(document, ["it is not text in UTF-8"]) from None


def _mapping(file: str, read: Callable[[], dict[str, Any]], problems: list[str]) -> dict[str, Any]:
    try:
        return read()
    except (yaml.YAMLError, TypeError, UnicodeDecodeError) as error:
        problems.append(f"{file} cannot be read as YAML: {' '.join(str(error).split())}")
        return {}
