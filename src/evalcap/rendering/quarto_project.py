"""A document's folder as Quarto needs it for the same report and the same safety."""

import re
import shutil
from pathlib import Path
from typing import Any

import yaml

from evalcap.rendering.options import CONFIGURATION, READER, Options, read_configuration
from evalcap.rendering.pandoc_defaults import FILTERS
from evalcap.rendering.words import words_for

# Quarto's own callouts need a package from the network in a PDF and have no style in plain HTML.
_OWN_FILTERS = ("boxes.lua", "tables.lua")
# What Quarto merges into `_quarto.yml`, or into the environment, without being asked.
_MERGED = re.compile(r"_quarto[-.].+|_metadata\.ya?ml|_environment.*")
_SHOWN_SHORTCODE = re.compile(r"(?<!\{)\{\{<(.*?)>\}\}(?!\})")
_PDF_CONDITION = re.compile(r"\b(when-format|unless-format)\s*=\s*[\"']?pdf\b[\"']?")


def configure(folder: Path, options: Options) -> None:
    """Rewrite `_quarto.yml`: what keeps authors' text from doing harm is not left to it.

    Parameters
    ----------
    folder
        The engine's own copy of the document's folder.
    options
        What `_quarto.yml` and the front matter say for the format that is made.
    """
    for beside in folder.iterdir():
        if _MERGED.fullmatch(beside.name) and beside.name != CONFIGURATION and beside.is_file():
            beside.unlink()
    for name in _OWN_FILTERS:
        shutil.copyfile(FILTERS / name, folder / name)
    configuration = configured(read_configuration(folder), options)
    text = yaml.safe_dump(configuration, allow_unicode=True, sort_keys=False)
    (folder / CONFIGURATION).write_text(text, encoding="utf-8")


def configured(said: dict[str, Any], options: Options) -> dict[str, Any]:
    """Add to a project's configuration what every report needs.

    Parameters
    ----------
    said
        What `_quarto.yml` says.
    options
        The same together with what the document says of itself.

    Returns
    -------
    dict
        The same with a plain project, the safe reader, our filters and their words, and pages that
        carry all they need.
    """
    formats = dict(said.get("format") or {})
    formats["html"] = dict(formats.get("html") or {}) | {
        "embed-resources": True,
        "html-math-method": "mathml",
    }
    if not options.get("number-sections"):  # Quarto hands a pattern on all the same
        formats["typst"] = dict(formats.get("typst") or {})
        formats["typst"].pop("section-numbering", None)
    words = words_for(str(options["lang"]))
    return said | {
        "project": {"type": "default"},
        "crossref": {"title-delim": words.delimiter} | dict(said.get("crossref") or {}),
        "from": READER,
        "filters": [*_OWN_FILTERS],
        "report-words": words.named(),
        "format": formats,
    }


def for_quarto(text: str) -> str:
    """Change what Quarto reads differently from the built-in engine.

    A shortcode that is left is shown in code, where Quarto would expand it unless it has a third
    brace. And what is meant for a PDF is meant for Typst, which Quarto does not count as PDF.
    """
    return _PDF_CONDITION.sub(r'\1="typst"', _SHOWN_SHORTCODE.sub(r"{{{<\1>}}}", text))
