"""Write the site, apart from the reports of the studies and the Compact summary."""

import shutil
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Final

from evalcap.codelists import default_folder
from evalcap.compact.templating import read_style
from evalcap.portfolio import Entry, Portfolio
from evalcap.site.about import about_content, downloads_content
from evalcap.site.content import TEMPLATES, Content, Page
from evalcap.site.feed import feed
from evalcap.site.figures import Studio, draw_gap_map_of, draw_synthesis_of
from evalcap.site.front import front_content
from evalcap.site.gap_page import gap_content
from evalcap.site.lesson_page import lessons_content
from evalcap.site.overview import overview_content
from evalcap.site.syntheses import synthesis_content
from evalcap.site.tables import gaps_csv, studies_csv, syntheses_csv
from evalcap.words import Catalogue
from evalcap.words.catalogue import site_catalogue

_FOLDER: Final = "portfolio"
_SCRIPT: Final = "site.js"


def write_site(
    entries: Iterable[Entry],
    to: Path,
    *,
    failed: Mapping[str, str] | None = None,
    template: Path | None = None,
    earlier: Path | None = None,
) -> None:
    """Write the pages, tables and figures of the site.

    The same studies give the same bytes, so that a study that is added or withdrawn changes the
    pages it is on and no other.

    Parameters
    ----------
    entries
        The studies that were published.
    to
        The folder that the studies' folders are in, or will be.
    failed
        Study to the message of why it could not be built; its first line is shown.
    template
        Folder of the reports' style; the one that evalcap ships if None.
    earlier
        The site as it was last built, whose figures are taken where they show the same.

    Raises
    ------
    UnknownCodeError
        If a study names an objective that there is not.
    StylesheetMissingError
    """
    words, portfolio = site_catalogue(), Portfolio.of(entries)
    style = read_style(template or default_folder("reports"))
    content = Content.of(portfolio)
    texts = {
        address: page.filled(address, style, words)
        for address, page in _pages(content, failed or {}, words).items()
    }
    _write(texts | _tables(content, words), to)
    _draw(content, Studio(to / _FOLDER, earlier / _FOLDER if earlier else None), words)


def _pages(content: Content, failed: Mapping[str, str], words: Catalogue) -> dict[str, Page]:
    portfolio, syntheses = content.portfolio, content.syntheses
    overview = overview_content(portfolio, content.groups, syntheses, words)
    return {
        "index.html": Page("index.html", "studies", front_content(portfolio, failed, words)),
        "gaps.html": Page("gaps.html", "gaps", gap_content(content.maps, words)),
        "lessons.html": Page("lessons.html", "lessons", lessons_content(portfolio, words)),
        "downloads.html": Page("downloads.html", "downloads", downloads_content(portfolio, words)),
        "about.html": Page("about.html", "about", about_content(portfolio, words)),
        f"{_FOLDER}/index.html": Page("portfolio.html", "portfolio", overview),
    } | {
        f"{_FOLDER}/{name}.html": Page(
            "synthesis.html", "portfolio", synthesis_content(synthesis, words)
        )
        for name, synthesis in syntheses.items()
    }


def _tables(content: Content, words: Catalogue) -> dict[str, str]:
    return {
        "feed.xml": feed(content.portfolio, words),
        f"{_FOLDER}/studies.csv": studies_csv(content.portfolio, words),
        f"{_FOLDER}/syntheses.csv": syntheses_csv(content.syntheses.values()),
        f"{_FOLDER}/gaps.csv": gaps_csv(content.maps),
    }


def _draw(content: Content, studio: Studio, words: Catalogue) -> None:
    for synthesis in content.syntheses.values():
        draw_synthesis_of(synthesis, studio, words)
    for laid in content.maps:
        draw_gap_map_of(laid, studio, words)


def _write(texts: Mapping[str, str], to: Path) -> None:
    (to / _FOLDER).mkdir(parents=True, exist_ok=True)
    for address, text in texts.items():
        (to / address).write_text(text, encoding="utf-8", newline="\n")
    shutil.copyfile(TEMPLATES / _SCRIPT, to / _SCRIPT)
