"""Write the Compact summary."""

import os
from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from pathlib import Path

from evalcap.codelists import default_folder
from evalcap.compact.annex import annex_page
from evalcap.compact.pages import compact_page
from evalcap.compact.register import register_csv, register_json, register_of
from evalcap.compact.summary_files import summary_files
from evalcap.compact.templating import read_style
from evalcap.portfolio import Entry, Portfolio
from evalcap.rendering.conversion import word_from_html
from evalcap.words import Catalogue
from evalcap.words.catalogue import site_catalogue

_NO_STUDY = date(1980, 1, 1)


def write_compact(
    entries: Iterable[Entry], to: Path, *, template: Path | None = None
) -> tuple[Path, ...]:
    """Write the summary by objective of the Compact, the lessons register, and what is exchanged.

    Only evaluations of programmes are listed under objectives and in the register; benchmark and
    demonstration studies stand apart.

    Parameters
    ----------
    entries
        The studies that were published.
    to
        The folder for the files, beside the folders of the studies.
    template
        Folder of the reports' style; the one that evalcap ships if None.

    Raises
    ------
    LessonsError
        If a lesson that would be published cites evidence that there is not, or goes beyond it.
    UnknownCodeError
        If a study or a lesson names an objective that there is not.
    StylesheetMissingError
    RenderError
        If the Word document cannot be made.
    """
    words, portfolio = site_catalogue(), Portfolio.of(entries)
    for entry in portfolio.listed:
        entry.lessons.require_evidence(entry.evidence)
    style = read_style(template or default_folder("reports"))
    annex = annex_page(portfolio, style)
    newest = max((entry.evidence.created for entry in portfolio.entries), default=_NO_STUDY)
    # Pandoc takes a second for some hundred studies, in a process of its own: it begins first.
    with ThreadPoolExecutor(max_workers=1) as aside:
        word = aside.submit(word_from_html, annex, made=newest)
        contents = _contents(portfolio, style, words) | {"review-annex.html": annex.encode()}
        contents["review-annex.docx"] = word.result()
    return tuple(_write(to / name, content) for name, content in contents.items())


def _contents(portfolio: Portfolio, style: str, words: Catalogue) -> dict[str, bytes]:
    register = register_of(portfolio, words)
    return {
        "index.html": compact_page(portfolio, style, words).encode(),
        "lessons.csv": register_csv(register).encode(),
        "lessons.json": register_json(register).encode(),
        **summary_files(portfolio, register, style),
    }


def _write(file: Path, content: bytes) -> Path:
    """Write a file whole or not at all."""
    file.parent.mkdir(parents=True, exist_ok=True)
    unfinished = file.with_name(f".{file.name}.{os.getpid()}")
    unfinished.write_bytes(content)
    unfinished.replace(file)
    return file
