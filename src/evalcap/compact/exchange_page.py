"""The page of what is exchanged: what can be downloaded, and study by study what there is."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from evalcap.compact.cards import report_folder, spoken_title, study_folder
from evalcap.compact.editions import ENGLISH, Edition
from evalcap.compact.eligibility import eligibility
from evalcap.compact.iati import iati_refusal
from evalcap.compact.pages import ROLES
from evalcap.compact.practice import PRACTICE, PRACTICE_WORD
from evalcap.compact.resource import AUTHORS_OWN, resource_card
from evalcap.compact.study_files import CARD, IATI
from evalcap.compact.templating import Style, filled
from evalcap.portfolio import Entry, Portfolio
from evalcap.translations import language_of
from evalcap.words import Catalogue
from evalcap.words.names import named, series

ADDRESS: Final = "compact/exchange.html"

# File to the key of what it is.
DOWNLOADS: Final = {
    "review-annex.html": "annex",
    "review-annex.docx": "annex_word",
    "lessons.xlsx": "xlsx",
    "lessons.csv": "csv",
    "lessons.json": "json",
    "effects-hxl.csv": "hxl",
    "effects-sdmx.csv": "sdmx",
}
# Those that are written in words, and so in each language of the site; machines share the others.
IN_WORDS: Final = ("review-annex.html", "review-annex.docx", "lessons.xlsx")


@dataclass(frozen=True, slots=True)
class Shared:
    """What there is of one study.

    Attributes
    ----------
    language
        That its title is written in.
    links
        Names and addresses of its files.
    refused
        Of each kind of file that it does not have, the name and why.
    card
        How a library would describe its report: name, facts, and the language of the facts.
    """

    anchor: str
    title: str
    language: str
    notice: str
    links: tuple[tuple[str, str], ...]
    refused: tuple[tuple[str, tuple[str, ...]], ...]
    card: tuple[tuple[str, str, str], ...]


def exchange_page(portfolio: Portfolio, style: Style, edition: Edition = ENGLISH) -> str:
    """Write the page; it lies in the folder beside those of the studies."""
    words, above, data = edition.words, edition.root(ADDRESS), edition.data(ADDRESS)
    content = {
        "heading": words.say("exchange.heading"),
        "subtitle": words.say("exchange.subtitle"),
        "downloads": [
            ((file if file in IN_WORDS else data + file), words.say(f"exchange.{key}"))
            for file, key in DOWNLOADS.items()
        ],
        "simulated": bool(portfolio.of_role("demonstration")),
        "studies": [_shared(n, e, words, above) for n, e in enumerate(_by_role(portfolio), 1)],
    }
    elsewhere = edition.elsewhere(ADDRESS)
    return filled(
        "exchange.html", style, words, content, here="downloads", above="../", elsewhere=elsewhere
    )


def _by_role(portfolio: Portfolio) -> Iterator[Entry]:
    """Give evaluations first, and what is no evidence after them."""
    for role in ROLES:
        yield from portfolio.of_role(role)


def _shared(number: int, entry: Entry, words: Catalogue, above: str) -> Shared:
    role, folder = entry.role, study_folder(entry, above)
    draft = report_folder(entry, words, above)
    names = {
        CARD: (folder, "card"),
        IATI: (folder, "iati"),
        PRACTICE: (draft, "practice"),
        PRACTICE_WORD: (draft, "practice_word"),
    }
    title, language = spoken_title(entry, words)
    return Shared(
        anchor=f"study-{number}",
        title=title,
        language=language,
        notice="" if role == "evaluation" else words.say(f"role.{role}"),
        links=tuple(
            (words.say(f"exchange.{key}"), place + file)
            for file, (place, key) in names.items()
            if file in entry.files
        ),
        refused=tuple(_refused(entry, words)),
        card=tuple(_card(entry, words)),
    )


def _refused(entry: Entry, words: Catalogue) -> Iterator[tuple[str, tuple[str, ...]]]:
    if reasons := eligibility(entry, words).refused:
        yield words.say("exchange.no_practice"), reasons
    if reason := iati_refusal(entry.evidence):
        yield words.say("exchange.no_iati"), (words.say(f"iati.refused_{reason}"),)


def _card(entry: Entry, words: Catalogue) -> Iterator[tuple[str, str, str]]:
    spoken = [named("language", code, words) for code in entry.evidence.subject.languages]
    for name, value in {**resource_card(entry, words), "language": spoken}.items():
        parts = [value] if isinstance(value, str) else value
        told = series(parts, words)
        if told and name != "link":
            own = name in AUTHORS_OWN
            language = language_of(*parts, otherwise=words.language) if own else words.language
            yield words.say(f"resource.{name}"), told, language
