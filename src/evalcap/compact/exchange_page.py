"""The page of what is exchanged: what can be downloaded, and study by study what there is."""

from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import quote

from evalcap.compact.eligibility import eligibility
from evalcap.compact.iati import iati_refusal
from evalcap.compact.pages import ROLES
from evalcap.compact.resource import resource_card
from evalcap.compact.study_files import CARD, IATI, PRACTICE, PRACTICE_WORD
from evalcap.compact.templating import filled
from evalcap.compact.wording import exchange_words
from evalcap.portfolio import Entry, Portfolio

# File to the key of what it is.
DOWNLOADS = {
    "review-annex.html": "annex",
    "review-annex.docx": "annex_word",
    "lessons.xlsx": "xlsx",
    "lessons.csv": "csv",
    "lessons.json": "json",
    "effects-hxl.csv": "hxl",
    "effects-sdmx.csv": "sdmx",
}


@dataclass(frozen=True, slots=True)
class Shared:
    """What there is of one study.

    Attributes
    ----------
    links
        Names and addresses of its files.
    refused
        Of each kind of file that it does not have, the name and why.
    card
        How a library would describe its report.
    """

    anchor: str
    title: str
    notice: str
    links: tuple[tuple[str, str], ...]
    refused: tuple[tuple[str, tuple[str, ...]], ...]
    card: tuple[tuple[str, str], ...]


def exchange_page(portfolio: Portfolio, style: str) -> str:
    """Write the page; it lies in the folder beside those of the studies."""
    words = exchange_words()
    content = {
        "heading": words.say("exchange.heading"),
        "subtitle": words.say("exchange.subtitle"),
        "downloads": [(file, words.say(f"exchange.{key}")) for file, key in DOWNLOADS.items()],
        "simulated": bool(portfolio.of_role("demonstration")),
        "studies": [_shared(n, entry) for n, entry in enumerate(_by_role(portfolio), 1)],
    }
    return filled("exchange.html", style, words, content, here="downloads", above="../")


def _by_role(portfolio: Portfolio) -> Iterator[Entry]:
    """Give evaluations first, and what is no evidence after them."""
    for role in ROLES:
        yield from portfolio.of_role(role)


def _shared(number: int, entry: Entry) -> Shared:
    words, role = exchange_words(), entry.role
    folder = f"../{quote(entry.slug, safe='')}/"
    names = {CARD: "card", IATI: "iati", PRACTICE: "practice", PRACTICE_WORD: "practice_word"}
    return Shared(
        anchor=f"study-{number}",
        title=entry.evidence.subject.title,
        notice="" if role == "evaluation" else words.say(f"role.{role}"),
        links=tuple(
            (words.say(f"exchange.{key}"), folder + file)
            for file, key in names.items()
            if file in entry.files
        ),
        refused=tuple(_refused(entry)),
        card=tuple(_card(entry)),
    )


def _refused(entry: Entry) -> Iterator[tuple[str, tuple[str, ...]]]:
    say = exchange_words().say
    if reasons := eligibility(entry).refused:
        yield say("exchange.no_practice"), reasons
    if reason := iati_refusal(entry.evidence):
        yield say("exchange.no_iati"), (reason,)


def _card(entry: Entry) -> Iterator[tuple[str, str]]:
    for name, value in resource_card(entry).items():
        told = value if isinstance(value, str) else "; ".join(value)
        if told and name != "link":
            yield exchange_words().say(f"resource.{name}"), told
