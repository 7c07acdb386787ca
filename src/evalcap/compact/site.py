"""Write the Compact summary."""

import os
from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from evalcap.codelists import default_folder
from evalcap.compact.annex import annex_page
from evalcap.compact.editions import Edition
from evalcap.compact.summary_files import machine_files, word_files
from evalcap.compact.templating import read_style
from evalcap.portfolio import Entry, Portfolio
from evalcap.programmes.writing.tables import OLDEST
from evalcap.rendering.conversion import word_from_html


def write_compact(
    entries: Iterable[Entry],
    to: Path,
    *,
    template: Path | None = None,
    languages: Iterable[str] = ("en",),
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
        Folder of the reports' style and brand; the one that evalcap ships if None.
    languages
        What the pages are written in. Those in the first lie in `to`, those in every other in a
        folder of the same name inside a folder for that language beside it, such as `fr/compact`;
        files for machines are in English and lie in `to` alone.

    Raises
    ------
    LessonsError
        If a lesson that would be published cites evidence that there is not, or goes beyond it.
    UnknownCodeError
        If a study or a lesson names an objective that there is not.
    BrandError
    RenderError
        If the Word document cannot be made.
    """
    portfolio = Portfolio.of(entries)
    for entry in portfolio.listed:
        entry.lessons.require_evidence(entry.evidence)
    style = read_style(template or default_folder("reports"))
    folders = {e: to.parent / e.place / to.name for e in Edition.all_in(languages)}
    told = {edition: portfolio.told_in(edition.language) for edition in folders}
    annexes = {edition: annex_page(told[edition], style, edition) for edition in folders}
    newest = max((entry.evidence.created for entry in portfolio.entries), default=OLDEST)
    # Pandoc takes a second for some hundred studies, in a process of its own: it begins first.
    with ThreadPoolExecutor(max_workers=1) as aside:
        words = {
            e: aside.submit(word_from_html, page, made=newest, brand=style.brand)
            for e, page in annexes.items()
        }
        contents = {to / name: content for name, content in machine_files(portfolio).items()}
        for edition, folder in folders.items():
            made = word_files(told[edition], style, edition)
            contents |= {folder / name: content for name, content in made.items()}
            contents[folder / "review-annex.html"] = annexes[edition].encode()
            contents[folder / "review-annex.docx"] = words[edition].result()
    return tuple(_write(file, content) for file, content in contents.items())


def _write(file: Path, content: bytes) -> Path:
    """Write a file whole or not at all."""
    file.parent.mkdir(parents=True, exist_ok=True)
    unfinished = file.with_name(f".{file.name}.{os.getpid()}")
    unfinished.write_bytes(content)
    unfinished.replace(file)
    return file
