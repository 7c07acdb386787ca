"""How to cite, how people are protected, and what can be downloaded."""

from evalcap.compact.pages import ROLES
from evalcap.portfolio import Portfolio
from evalcap.site.citation import citation
from evalcap.words import Catalogue

_DOWNLOADS = (
    ("studies", "portfolio/studies.csv"),
    ("syntheses", "portfolio/syntheses.csv"),
    ("gaps", "portfolio/gaps.csv"),
    ("lessons_csv", "compact/lessons.csv"),
    ("lessons_json", "compact/lessons.json"),
    ("exchange", "compact/exchange.html"),
    ("feed", "feed.xml"),
)
# Those that are written in words, and so in each language of the site.
_IN_WORDS = ("exchange", "feed")


def about_content(portfolio: Portfolio, words: Catalogue) -> dict[str, object]:
    """Gather what the page about the site shows; the oldest of each kind is the example."""
    groups = [group for role in ROLES if (group := portfolio.of_role(role))]
    first = [min(group, key=lambda e: (e.evidence.created, e.slug)) for group in groups]
    return {
        "heading": words.say("about.heading"),
        "subtitle": words.say("about.subtitle"),
        "simulated": bool(portfolio.of_role("demonstration")),
        "citations": [citation(entry, words) for entry in first],
    }


def downloads_content(portfolio: Portfolio, words: Catalogue, above: str = "") -> dict[str, object]:
    """Gather what the page of downloads shows.

    Parameters
    ----------
    above
        What leads to the folder of the whole site, where the files for machines lie once.
    """
    return {
        "simulated": bool(portfolio.of_role("demonstration")),
        "heading": words.say("downloads.heading"),
        "subtitle": words.say("downloads.subtitle"),
        "downloads": [
            (address if name in _IN_WORDS else above + address, words.say(f"downloads.{name}"))
            for name, address in _DOWNLOADS
        ],
    }
