"""The front page: every study with the files of its report, to be searched."""

from collections.abc import Mapping
from dataclasses import dataclass

from evalcap.compact.cards import StudyCard, study_card
from evalcap.compact.pages import ROLES
from evalcap.evidence.model import Role
from evalcap.portfolio import Portfolio
from evalcap.words import Catalogue
from evalcap.words.names import programme_name


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
    portfolio: Portfolio, failed: Mapping[str, str], words: Catalogue
) -> dict[str, object]:
    """Gather what the front page shows.

    Parameters
    ----------
    failed
        Study to the message of why it could not be built; its first line is shown.
    """
    groups = [group for role in ROLES if (group := _group(portfolio, role, words)).items]
    return {
        "heading": words.say("site.heading"),
        "subtitle": words.say("site.subtitle"),
        "groups": groups,
        "programmes": sorted({item.programme for group in groups for item in group.items}),
        "simulated": any(group.anchor == "demonstration" for group in groups),
        "withdrawn": [entry.evidence.subject.title for entry in portfolio.withdrawn],
        "failed": [(slug, text.split("\n", 1)[0]) for slug, text in sorted(failed.items())],
    }


def _group(portfolio: Portfolio, role: Role, words: Catalogue) -> StudyGroup:
    items = tuple(
        StudyItem(study_card(entry, words), programme_name(entry.evidence.subject.programme, words))
        for entry in portfolio.of_role(role)
    )
    heading, opening = words.say(f"site.group_{role}"), words.say(f"site.opening_{role}")
    return StudyGroup(role, heading, opening, items)
