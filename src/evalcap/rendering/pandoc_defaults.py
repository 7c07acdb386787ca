"""What the built-in engine tells Pandoc: the options of `_quarto.yml` in Pandoc's own words."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from evalcap.rendering.brand.dressing import OPTION
from evalcap.rendering.formats import WRITERS, Format
from evalcap.rendering.options import READER, Options, as_list
from evalcap.rendering.words import words_for, written_date

FILTERS = Path(__file__).with_name("filters")
TEMPLATE = Path(__file__).with_name("document.typ")
# In this order: drop what is for other formats, check, dress, number and resolve.
_FILTERS = (
    *("visibility.lua", "guard.lua", "boxes.lua", "tables.lua"),
    *("crossrefs.lua", "described.lua"),
)
_TYPST_VARIABLES = ("papersize", "fontsize", "section-numbering")


def pandoc_defaults(format: Format, document: str, target: str, options: Options) -> dict[str, Any]:  # noqa: A002 - the word of the public API
    """Compose a Pandoc defaults file.

    Parameters
    ----------
    format
        The format to make; a PDF begins as a Typst file.
    document
        The document to read.
    target
        The file to write, beside it.
    options
        What `_quarto.yml` and the front matter say for this format.
    """
    numbered = bool(options.get("number-sections"))
    common = {
        "from": READER,
        "to": WRITERS[format],
        "input-file": document,
        "output-file": target,
        "standalone": True,
        "wrap": "none",
        "filters": [{"type": "lua", "path": str(FILTERS / name)} for name in _FILTERS],
        "table-of-contents": bool(options.get("toc")),
        "toc-depth": int(options.get("toc-depth") or 3),
        "number-sections": numbered,
        "default-image-extension": str(options.get("default-image-extension") or ""),
        "metadata": _metadata(options),
    }
    own = {"html": _html, "pdf": _typst, "docx": _word}[format]
    return common | own(options, numbered=numbered)


def _metadata(options: Options) -> dict[str, Any]:
    language = str(options["lang"])
    words = words_for(language)
    metadata: dict[str, Any] = {
        "lang": language,
        "toc-title": str(options.get("toc-title") or words.contents),
        "report-words": words.named(),
    }
    if options.get("date"):
        metadata["date"] = written_date(options["date"], language)
    if authors := _authors(options.get("author")):
        metadata["author"] = authors
    return metadata


def _authors(said: object) -> list[str]:
    """Quarto allows an author to be a mapping; Pandoc's templates print text."""
    entries = said if isinstance(said, list) else [said]
    if not any(isinstance(entry, Mapping) for entry in entries):
        return []
    return [str(entry["name"]) if isinstance(entry, Mapping) else str(entry) for entry in entries]


def _html(options: Options, *, numbered: bool) -> dict[str, Any]:
    del numbered
    return {
        "embed-resources": True,
        "html-math-method": {"method": "mathml"},
        "section-divs": True,
        "css": as_list(options.get("css")),
        "include-before-body": as_list(options.get("include-before-body")),
        "include-after-body": as_list(options.get("include-after-body")),
    }


def _typst(options: Options, *, numbered: bool) -> dict[str, Any]:
    named: dict[str, Any] = {n: str(options[n]) for n in _TYPST_VARIABLES if options.get(n)}
    if not numbered:
        named.pop("section-numbering", None)
    if options.get(OPTION):
        named[OPTION] = True
    return {"template": TEMPLATE.name, "variables": named}


def _word(options: Options, *, numbered: bool) -> dict[str, Any]:
    del numbered
    reference = options.get("reference-doc")
    return {"reference-doc": str(reference)} if reference else {}
