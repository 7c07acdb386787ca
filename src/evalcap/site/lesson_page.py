"""The page of all lessons, to be searched; without a script it is a plain list."""

from dataclasses import dataclass

from evalcap.compact.cards import LessonCard, lesson_card
from evalcap.compact.official import objective_label
from evalcap.evidence.model import Role
from evalcap.portfolio import Learnt, Portfolio
from evalcap.site.names import report_address
from evalcap.words import Catalogue
from evalcap.words.names import programme_name, series


@dataclass(frozen=True, slots=True)
class LessonItem:
    """A lesson with what it can be found by.

    Attributes
    ----------
    objectives
        Their numbers, parted by blanks.
    """

    card: LessonCard
    study: str
    page: str
    programme: str
    role: Role
    objectives: str
    told_objectives: str


def lessons_content(portfolio: Portfolio, words: Catalogue, above: str = "") -> dict[str, object]:
    """Gather what the page of all lessons shows; `above` leads to the folder of all studies."""
    items = tuple(_item(learnt, words, above) for learnt in portfolio.lessons)
    by_objective = portfolio.lessons_by_objective()
    return {
        "heading": words.say("lessons_page.heading"),
        "subtitle": words.say("lessons_page.subtitle"),
        "items": items,
        "programmes": sorted({item.programme for item in items}),
        "objectives": [(number, objective_label(number, words)) for number in by_objective],
        "counts": [
            (
                f"compact/index.html#objective-{number}",
                words.say(
                    "lessons_page.count", objective=objective_label(number, words), n=len(found)
                ),
            )
            for number, found in by_objective.items()
        ],
        "simulated": any(item.role == "demonstration" for item in items),
        "all_simulated": bool(items) and all(item.role == "demonstration" for item in items),
    }


def _item(learnt: Learnt, words: Catalogue, above: str) -> LessonItem:
    told = series((objective_label(number, words) for number in learnt.objectives), words)
    return LessonItem(
        card=lesson_card(learnt, words),
        study=learnt.entry.evidence.subject.title,
        page=report_address(learnt.entry, words, above),
        programme=programme_name(learnt.entry.evidence.subject.programme, words),
        role=learnt.entry.role,
        objectives=" ".join(map(str, learnt.objectives)),
        told_objectives=words.say("lessons_page.objectives", objectives=told) if told else "",
    )
