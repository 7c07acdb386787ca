"""Write the Compact summary."""

import os
from collections.abc import Iterable
from pathlib import Path

from evalcap.codelists import default_folder
from evalcap.compact.pages import compact_page
from evalcap.compact.register import register_csv, register_json, register_of
from evalcap.compact.summary_files import summary_files
from evalcap.compact.templating import read_style
from evalcap.portfolio import Entry, Portfolio
from evalcap.words.catalogue import site_catalogue


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
    register = register_of(portfolio, words)
    contents = {
        "index.html": compact_page(portfolio, style, words).encode(),
        "lessons.csv": register_csv(register).encode(),
        "lessons.json": register_json(register).encode(),
        **summary_files(portfolio, register, style),
    }
    return tuple(_write(to / name, content) for name, content in contents.items())


def _write(file: Path, content: bytes) -> Path:
    """Write a file whole or not at all."""
    file.parent.mkdir(parents=True, exist_ok=True)
    unfinished = file.with_name(f".{file.name}.{os.getpid()}")
    unfinished.write_bytes(content)
    unfinished.replace(file)
    return file
