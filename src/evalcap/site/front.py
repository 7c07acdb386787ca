"""The front page: every study with the files of its report, to be searched."""

from collections.abc import Mapping
from dataclasses import dataclass

from evalcap.compact.cards import StudyCard, report_folder, spoken_title, study_card
from evalcap.compact.pages import ROLES
from evalcap.evidence.model import Role
from evalcap.portfolio import Entry, Portfolio
from evalcap.words import Catalogue
from evalcap.words.names import programme_name
from evalcap.words.numbers import day


@dataclass(frozen=True, slots=True)
class StudyItem:
    """A study with what it can be found by."""

    card: StudyCard
    programme: str


@dataclass(frozen=True, slots=True)
class StudyGroup:
    """Studies of one kind under a heading of their own."""

    anchor: Role
    heading: str
    opening: str
    items: tuple[StudyItem, ...]


def front_content(
    portfolio: Portfolio, failed: Mapping[str, str], words: Catalogue, above: str = ""
) -> dict[str, object]:
    """Gather what the front page shows.

    Parameters
    ----------
    failed
        Study to the message of why it could not be built; its first line is shown.
    above
        What leads from the page to the folder of all studies.
    """
    groups = [group for role in ROLES if (group := _group(portfolio, role, words, above)).items]
    return {
        "heading": words.say("site.heading"),
        "subtitle": words.say("site.subtitle"),
        "groups": groups,
        "programmes": sorted({item.programme for group in groups for item in group.items}),
        "simulated": any(group.anchor == "demonstration" for group in groups),
        "withdrawn": [_withdrawn(entry, words, above) for entry in portfolio.withdrawn],
        "failed": [(slug, text.split("\n", 1)[0]) for slug, text in sorted(failed.items())],
    }


def _withdrawn(entry: Entry, words: Catalogue, above: str) -> tuple[str, str, str, str]:
    """Give the title of a withdrawn report, its language and address, why and when it was."""
    last = [c for c in entry.evidence.corrections if c.kind == "withdrawn"][-1]
    told = words.say("correction.withdrawn", date=day(last.day, words), reason=last.reason)
    page = f"{report_folder(entry, words, above)}index.html"
    return *spoken_title(entry, words), page, told


def _group(portfolio: Portfolio, role: Role, words: Catalogue, above: str) -> StudyGroup:
    items = tuple(
        StudyItem(
            study_card(entry, words, above),
            programme_name(entry.evidence.subject.programme, words),
        )
        for entry in portfolio.of_role(role)
    )
    heading, opening = words.say(f"site.group_{role}"), words.say(f"site.opening_{role}")
    return StudyGroup(role, heading, opening, items)
