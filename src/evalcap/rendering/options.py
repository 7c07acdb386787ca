"""How the document is to look: what `_quarto.yml` and the front matter say for one format."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import yaml

from evalcap.errors.render import DocumentError
from evalcap.rendering.variables import read_mapping

CONFIGURATION = "_quarto.yml"
# Authors' text may hold Markdown only: no HTML, TeX, Typst or scripts pass into a report.
READER = (
    "markdown-raw_html-raw_attribute-raw_tex-native_divs-native_spans"
    "-markdown_in_html_blocks-latex_macros"
)

Options = Mapping[str, Any]


def read_configuration(folder: Path) -> dict[str, Any]:
    """Read `_quarto.yml`.

    Raises
    ------
    DocumentError
        If it is not a YAML mapping.
    """
    file = folder / CONFIGURATION
    if not file.is_file():
        return {}
    try:
        return read_mapping(file.read_text(encoding="utf-8-sig"), verbatim=False)
    except (yaml.YAMLError, TypeError, UnicodeDecodeError) as error:
        reason = " ".join(str(error).split())
        raise DocumentError(CONFIGURATION, [f"it cannot be read as YAML: {reason}"]) from None


def options_for(
    writer: str, configuration: Mapping[str, Any], front_matter: Mapping[str, Any]
) -> Options:
    """Merge what is said for all formats and for one; the document overrides the project."""
    merged: dict[str, Any] = {"lang": "en"}
    for said in (configuration, front_matter):
        formats = said.get("format")
        own = formats.get(writer) if isinstance(formats, Mapping) else None
        merged |= {key: value for key, value in said.items() if key not in {"format", "project"}}
        merged |= own if isinstance(own, Mapping) else {}
    return merged


def as_list(value: object) -> list[str]:
    """Take one name or several, as YAML allows both."""
    if value is None:
        return []
    return [str(item) for item in value] if isinstance(value, list) else [str(value)]
