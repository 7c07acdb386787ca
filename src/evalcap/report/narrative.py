"""A study's own sections, put into the folder that its report is rendered from."""

import re
import shutil
from collections.abc import Iterable
from functools import partial
from pathlib import Path
from typing import Final

from evalcap.errors.report import NarrativeNameError
from evalcap.rendering.markdown import split_markdown

NARRATIVE: Final = "narrative"
_HEADING: Final = re.compile(
    r"^(?P<marks>#{1,6})[ \t]+(?P<words>.*?)(?P<attributes>\{[#.][^{}\n]*\})?[ \t]*$", re.MULTILINE
)
_PLAIN: Final = re.compile(r"[a-z0-9][a-z0-9_-]*\.md")


def copy_narrative(narrative: Path | None, into: Path, *, own: str, language: str) -> list[str]:
    """Copy the study's own sections, and the images beside them; give the sections' names.

    A section that is translated, and an image that is, take the place of the original; one that is
    not is marked as being in the authors' language.

    Parameters
    ----------
    narrative
        The folder of the originals, with a folder for each further language; None if there is none.
    own, language
        What the authors wrote in, and what the report is written in.

    Raises
    ------
    NarrativeNameError
        If a section's name cannot be part of a document.
    """
    if narrative is None or not narrative.is_dir():
        return []
    names = section_names(narrative)
    shutil.copytree(narrative, into / NARRATIVE)
    if language != own:
        translated = narrative / language
        if translated.is_dir():
            shutil.copytree(translated, into / NARRATIVE, dirs_exist_ok=True)
        left = [name for name in names if not (translated / f"{name}.md").is_file()]
        _mark((into / NARRATIVE / f"{name}.md" for name in left), own)
    return names


def section_names(narrative: Path) -> list[str]:
    """Name the study's own sections.

    Raises
    ------
    NarrativeNameError
    """
    files = sorted(f for f in narrative.glob("*.md") if f.is_file())
    if unfit := [f.name for f in files if not _PLAIN.fullmatch(f.name)]:
        raise NarrativeNameError(unfit)
    return [f.stem for f in files]


def _mark(files: Iterable[Path], language: str) -> None:
    for file in files:
        file.write_text(marked(file.read_text(encoding="utf-8"), language), encoding="utf-8")


def marked(text: str, language: str) -> str:
    """Say of a section in Markdown what language it is written in.

    Its headings say it, since a page makes sections of them, and around what stands before the
    first a box does. Around headings a box would take them out of the contents of a PDF.
    """
    pieces = split_markdown(text)
    told = "".join(
        _HEADING.sub(partial(_said, language), piece.text) if piece.kind == "text" else piece.text
        for piece in pieces
    )
    first = re.search(rf"^#.*lang={language}}}\s*$", told, re.MULTILINE)
    before, after = (told[: first.start()], told[first.start() :]) if first else (told, "")
    # A box of the author's own could end ours, or be ended by it.
    if not before.strip() or ":::" in before:
        return told
    return f"::: {{lang={language}}}\n\n{before.rstrip()}\n\n:::\n\n{after}"


def _said(language: str, heading: re.Match[str]) -> str:
    words, attributes = heading["words"].rstrip(), heading["attributes"] or "{}"
    inside = f"{attributes[1:-1]} lang={language}".strip()
    return f"{heading['marks']} {words} {{{inside}}}"
