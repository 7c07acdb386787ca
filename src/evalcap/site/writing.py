"""Write the site, apart from the reports of the studies and the Compact summary."""

import shutil
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Final

from evalcap.codelists import default_folder
from evalcap.compact.editions import ENGLISH, Edition
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

_FOLDER: Final = "portfolio"
_SCRIPT: Final = "site.js"


def write_site(
    entries: Iterable[Entry],
    to: Path,
    *,
    failed: Mapping[str, str] | None = None,
    template: Path | None = None,
    earlier: Path | None = None,
    languages: Iterable[str] = ("en",),
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
        Folder of the reports' style and brand; the one that evalcap ships if None.
    earlier
        The site as it was last built, whose figures are taken where they show the same.
    languages
        What the pages are written in: those in the first lie in `to`, those in every other in a
        folder for that language. Tables for machines are in English and lie in `to` alone.

    Raises
    ------
    UnknownCodeError
        If a study names an objective that there is not.
    BrandError
    """
    style = read_style(template or default_folder("reports"))
    content = Content.of(Portfolio.of(entries))
    for edition in Edition.all_in(languages):
        place, before = to / edition.place, earlier / edition.place if earlier else None
        told = content.portfolio.told_in(edition.language)
        texts = {
            address: page.filled(address, style, edition)
            for address, page in _pages(told, content, failed or {}, edition).items()
        }
        texts["feed.xml"] = feed(told, edition.words, edition.root("feed.xml"))
        _write(texts if edition.place else texts | _tables(content), place)
        _draw(content, Studio(place / _FOLDER, before / _FOLDER if before else None), edition.words)


def _pages(
    portfolio: Portfolio, content: Content, failed: Mapping[str, str], edition: Edition
) -> dict[str, Page]:
    """Give the pages of studies told in a language, and of what they amount to together."""
    syntheses, words = content.syntheses, edition.words
    above, further = edition.root("index.html"), edition.root(f"{_FOLDER}/index.html")
    overview = overview_content(portfolio, content.groups, syntheses, words, further)
    return {
        "index.html": Page("index.html", "studies", front_content(portfolio, failed, words, above)),
        "gaps.html": Page("gaps.html", "gaps", gap_content(content.maps, words, above)),
        "lessons.html": Page("lessons.html", "lessons", lessons_content(portfolio, words, above)),
        "downloads.html": Page(
            "downloads.html", "downloads", downloads_content(portfolio, words, above)
        ),
        "about.html": Page("about.html", "about", about_content(portfolio, words)),
        f"{_FOLDER}/index.html": Page("portfolio.html", "portfolio", overview),
    } | {
        f"{_FOLDER}/{name}.html": Page(
            "synthesis.html", "portfolio", synthesis_content(synthesis, words, further)
        )
        for name, synthesis in syntheses.items()
    }


def _tables(content: Content) -> dict[str, str]:
    return {
        f"{_FOLDER}/studies.csv": studies_csv(content.portfolio, ENGLISH.words),
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
