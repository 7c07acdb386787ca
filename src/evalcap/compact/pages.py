"""The pages of the site: the studies, and the summary by objective of the Compact."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from urllib.parse import quote

from evalcap.codelists.compact import compact
from evalcap.compact.cards import LessonCard, StudyCard, lesson_card, study_card
from evalcap.compact.templating import filled
from evalcap.compact.wording import exchange_words
from evalcap.evidence.model import Role
from evalcap.portfolio import LISTED, Entry, Portfolio
from evalcap.words import Catalogue
from evalcap.words.numbers import day

_ROLES: tuple[Role, ...] = ("evaluation", "benchmark", "demonstration")
_ABOVE = "../"


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
    heading: str
    paragraph: str
    studies: tuple[StudyCard, ...]
    lessons: tuple[LessonCard, ...]


def compact_page(portfolio: Portfolio, style: str, words: Catalogue) -> str:
    """Write the summary: studies and lessons by objective, benchmarks set apart."""
    apart = [_group(portfolio, role, words, _ABOVE) for role in _ROLES if role not in LISTED]
    kept, left = len(portfolio.lessons), len(portfolio.entries) - len(portfolio.listed)
    content = {
        "heading": words.say("compact.heading"),
        "subtitle": words.say("compact.subtitle"),
        "has_evaluations": bool(portfolio.evaluations),
        "parts": [*_objectives(portfolio, words), *_untagged(portfolio, words)],
        "apart": [group for group in apart if group.studies],
        "register": words.say("compact.register", lessons=kept, left_out=left),
        "exchange": exchange_words().say("exchange.link"),
    }
    return filled("compact.html", style, words, content)


def site_page(portfolio: Portfolio, failed: Mapping[str, str], style: str, words: Catalogue) -> str:
    """Write the front page: every study with the files of its report, and what failed."""
    groups = [_group(portfolio, role, words) for role in _ROLES]
    first_lines = [(slug, message.split("\n", 1)[0]) for slug, message in sorted(failed.items())]
    content = {
        "heading": words.say("site.heading"),
        "subtitle": words.say("site.subtitle"),
        "groups": [group for group in groups if group.studies],
        "failed": first_lines,
        "withdrawn": [_withdrawn(entry, words) for entry in portfolio.withdrawn],
    }
    return filled("site.html", style, words, content)


def _withdrawn(entry: Entry, words: Catalogue) -> tuple[str, str, str]:
    """Give the title of a withdrawn report, its address, and why it was withdrawn and when."""
    last = [c for c in entry.evidence.corrections if c.kind == "withdrawn"][-1]
    told = words.say("correction.withdrawn", date=day(last.day, words), reason=last.reason)
    return entry.evidence.subject.title, f"{quote(entry.slug, safe='')}/index.html", told


def _group(portfolio: Portfolio, role: Role, words: Catalogue, above: str = "") -> Group:
    studies = tuple(study_card(entry, words, above) for entry in portfolio.of_role(role))
    heading, opening = words.say(f"site.group_{role}"), words.say(f"site.opening_{role}")
    return Group(anchor=role, heading=heading, opening=opening, studies=studies)


def _objectives(portfolio: Portfolio, words: Catalogue) -> Iterator[ObjectivePart]:
    studies, lessons = portfolio.studies_by_objective(), portfolio.lessons_by_objective()
    for number in sorted({*studies, *lessons}):
        objective = compact().objective(number)
        yield ObjectivePart(
            anchor=f"objective-{number}",
            short=words.say("compact.short", number=number, label=objective.label),
            heading=words.say("compact.objective", number=number, title=objective.title),
            paragraph=words.say("compact.paragraph", paragraph=objective.paragraph),
            studies=tuple(study_card(e, words, _ABOVE) for e in studies.get(number, ())),
            lessons=tuple(lesson_card(item, words) for item in lessons.get(number, ())),
        )


def _untagged(portfolio: Portfolio, words: Catalogue) -> Iterator[ObjectivePart]:
    studies = tuple(study_card(e, words, _ABOVE) for e in portfolio.untagged())
    loose = tuple(lesson_card(item, words) for item in portfolio.lessons if not item.objectives)
    if studies or loose:
        heading = words.say("compact.untagged")
        yield ObjectivePart("untagged", heading, heading, "", studies, loose)
