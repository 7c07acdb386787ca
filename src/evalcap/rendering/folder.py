"""A folder of an engine's own: a fresh copy of the document's, outside any project."""

import shutil
from collections.abc import Collection, Mapping
from pathlib import Path
from typing import Any

from evalcap.errors.render import DocumentError
from evalcap.rendering.brand import Brand
from evalcap.rendering.brand.dressing import dress
from evalcap.rendering.formats import WRITERS, Format
from evalcap.rendering.options import CONFIGURATION, as_list, options_for, read_configuration
from evalcap.rendering.source import Source
from evalcap.rendering.word import REFERENCE

# The looks that a document gets when its folder has none of its own.
STYLE = (CONFIGURATION, "style.css", "typst-template.typ", "typst-show.typ")
_PLAIN = frozenset("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-")
_PARTS: Mapping[str, tuple[str, ...]] = {
    "html": ("css",),
    "pdf": ("template-partials",),
    "docx": ("reference-doc",),
}


def prepare(
    folder: Path,
    document: str,
    source: Source,
    formats: Collection[Format],
    into: Path,
    *,
    brand: Brand | None = None,
) -> str:
    """Copy a document's folder and put the prepared document in it.

    Parameters
    ----------
    folder
        The document's folder, which is only read.
    document
        The document in it.
    source
        What the document says, prepared for both engines.
    formats
        The formats that will be rendered.
    into
        Where the copy goes; it must not exist yet.
    brand
        What the copy is dressed in; None for the looks of the house.

    Returns
    -------
    str
        The prepared document's name in the copy, plain enough for any engine.

    Raises
    ------
    DocumentError
        If `_quarto.yml` cannot be read, or names a style that is not there.
    """
    shutil.copytree(folder, into, ignore=_leading_outside(folder.resolve()))
    for name in STYLE:
        if not (into / name).exists():
            shutil.copyfile(_shipped(name), into / name)
    if brand:
        dress(into, brand)
    configuration = read_configuration(into)
    missing = _missing_parts(into, configuration, source.front_matter, formats)
    if missing:
        raise DocumentError(CONFIGURATION, missing)
    name = plain_name(document)
    (into / name).write_text(source.text, encoding="utf-8")
    return name


def plain_name(document: str) -> str:
    """Keep a name that Quarto takes as it is, give any other document a plain one.

    Quarto expands brackets and asterisks in a name, reads a leading dash as an option, and skips
    files that begin with a dot or an underscore.
    """
    stem = document.removesuffix(".qmd")
    plain = stem and not stem.startswith("-") and set(stem) <= _PLAIN
    return f"{stem}.qmd" if plain else "document.qmd"


def _leading_outside(root: Path) -> Any:
    """Leave out links that lead out of the folder."""

    def ignored(place: str, names: list[str]) -> set[str]:
        return {n for n in names if not (Path(place) / n).resolve().is_relative_to(root)}

    return ignored


def _shipped(name: str) -> Path:
    """Find a style as the package carries it, or as its own repository does."""
    package = Path(__file__).parents[1]
    carried = package / "defaults" / "reports" / name
    return carried if carried.is_file() else package.parents[1] / "reports" / name


def _missing_parts(
    folder: Path,
    configuration: Mapping[str, Any],
    front_matter: Mapping[str, Any],
    formats: Collection[Format],
) -> list[str]:
    return [
        f"{part} names {name}, which is not in the report's folder"
        for chosen in formats
        for part in _PARTS[chosen]
        for name in as_list(options_for(WRITERS[chosen], configuration, front_matter).get(part))
        if name != REFERENCE and not (folder / name).is_file()
    ]
