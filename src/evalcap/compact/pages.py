"""The summary by objective of the Compact."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from markupsafe import Markup

from evalcap.codelists.compact import compact
from evalcap.compact.cards import LessonCard, StudyCard, lesson_card, study_card
from evalcap.compact.editions import ENGLISH, Edition
from evalcap.compact.official import objective_heading, objective_label
from evalcap.compact.templating import Style, filled
from evalcap.evidence.model import Role
from evalcap.portfolio import LISTED, Portfolio
from evalcap.words import Catalogue

ROLES: tuple[Role, ...] = ("evaluation", "benchmark", "demonstration")
ADDRESS: Final = "compact/index.html"


@dataclass(frozen=True, slots=True)
class Group:
    """Studies of one kind under a heading of their own."""

    anchor: str
    heading: str
    opening: str
    studies: tuple[StudyCard, ...]


@dataclass(frozen=True, slots=True)
class ObjectivePart:
    """One objective of the Compact, or the studies that name none."""

    anchor: str
    short: str
    heading: Markup | str
    paragraph: str
    studies: tuple[StudyCard, ...]
    lessons: tuple[LessonCard, ...]


def compact_page(portfolio: Portfolio, style: Style, edition: Edition = ENGLISH) -> str:
    """Write the summary: studies and lessons by objective, benchmarks set apart."""
    words, above = edition.words, edition.root(ADDRESS)
    apart = [study_group(portfolio, role, words, above) for role in ROLES if role not in LISTED]
    kept, left = len(portfolio.lessons), len(portfolio.of_role("benchmark"))
    content = {
        "heading": words.say("compact.heading"),
        "subtitle": words.say("compact.subtitle"),
        "has_evaluations": bool(portfolio.evaluations),
        "simulated": bool(portfolio.of_role("demonstration")),
        "parts": [*_objectives(portfolio, words, above), *_untagged(portfolio, words, above)],
        "apart": [group for group in apart if group.studies],
        "register": words.say("compact.register", lessons=kept, left_out=left),
        "data": edition.data(ADDRESS),
    }
    elsewhere = edition.elsewhere(ADDRESS)
    return filled(
        "compact.html", style, words, content, here="compact", above="../", elsewhere=elsewhere
    )


def study_group(portfolio: Portfolio, role: Role, words: Catalogue, above: str = "") -> Group:
    """Gather the studies of one kind under their heading."""
    studies = tuple(study_card(entry, words, above) for entry in portfolio.of_role(role))
    heading, opening = words.say(f"site.group_{role}"), words.say(f"site.opening_{role}")
    return Group(anchor=role, heading=heading, opening=opening, studies=studies)


def _objectives(portfolio: Portfolio, words: Catalogue, above: str) -> Iterator[ObjectivePart]:
    studies, lessons = portfolio.studies_by_objective(), portfolio.lessons_by_objective()
    cards = {entry.slug: study_card(entry, words, above) for entry in portfolio.listed}
    for number in sorted({*studies, *lessons}):
        objective = compact().objective(number)
        yield ObjectivePart(
            anchor=f"objective-{number}",
            short=objective_label(number, words),
            heading=objective_heading(number, words),
            paragraph=words.say("compact.paragraph", paragraph=objective.paragraph),
            studies=tuple(cards[entry.slug] for entry in studies.get(number, ())),
            lessons=tuple(lesson_card(item, words) for item in lessons.get(number, ())),
        )


def _untagged(portfolio: Portfolio, words: Catalogue, above: str) -> Iterator[ObjectivePart]:
    studies = tuple(study_card(e, words, above) for e in portfolio.untagged())
    loose = tuple(lesson_card(item, words) for item in portfolio.lessons if not item.objectives)
    if studies or loose:
        heading = words.say("compact.untagged")
        yield ObjectivePart("untagged", heading, heading, "", studies, loose)
