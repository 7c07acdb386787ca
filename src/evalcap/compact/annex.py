"""An annex to a voluntary review of the Compact: what evaluations found, by objective."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from markupsafe import Markup

from evalcap.codelists.compact import RoundTable, compact
from evalcap.compact.cards import LessonCard, StudyCard, lesson_card, study_card
from evalcap.compact.editions import ENGLISH, Edition
from evalcap.compact.official import objective_heading, objective_label
from evalcap.compact.strength import strength
from evalcap.compact.templating import Style, filled
from evalcap.lessons import Recommendation
from evalcap.portfolio import Entry, Learnt, Portfolio
from evalcap.translations import language_of
from evalcap.words import Catalogue
from evalcap.words.numbers import day

ADDRESS: Final = "compact/review-annex.html"


@dataclass(frozen=True, slots=True)
class Answered:
    """A recommendation, and what management answers to it.

    Attributes
    ----------
    language, details_language
        That the recommendation, and what management says of its own, is written in.
    response
        Whether it is accepted, in words.
    details
        What management says of its own.
    state
        When it is due, and how far it is.
    """

    text: str
    language: str
    response: str
    details: str
    details_language: str
    state: str
    notice: str


@dataclass(frozen=True, slots=True)
class Graded:
    """A lesson, and how strong the evidence is that it rests on."""

    card: LessonCard
    grade: str


@dataclass(frozen=True, slots=True)
class Part:
    """What there is on one objective."""

    anchor: str
    heading: Markup
    paragraph: str
    studies: tuple[StudyCard, ...]
    lessons: tuple[Graded, ...]
    recommendations: tuple[Answered, ...]


@dataclass(frozen=True, slots=True)
class Seat:
    """An objective as a round table takes it up.

    Attributes
    ----------
    anchor
        Where the annex has it; empty where no evaluation speaks to it.
    told
        How many evaluations, demonstrations and lessons there are.
    """

    name: str
    anchor: str
    told: str


@dataclass(frozen=True, slots=True)
class Table:
    """A round table of the review forum with its objectives; `note` says what is not confirmed."""

    heading: str
    note: str
    seats: tuple[Seat, ...]


def annex_page(portfolio: Portfolio, style: Style, edition: Edition = ENGLISH) -> str:
    """Write the annex as a page, from which the Word document is made too.

    A programme stands in it once, with its latest cycle; those before are counted.
    """
    words, all_cycles = edition.words, len(portfolio.listed)
    portfolio = portfolio.latest
    earlier = all_cycles - len(portfolio.listed)
    content = {
        "heading": words.say("annex_review.heading"),
        "subtitle": words.say("annex_review.subtitle"),
        "counts": words.say(
            "annex_review.counts",
            evaluations=len(portfolio.evaluations),
            demonstrations=len(portfolio.of_role("demonstration")),
        ),
        "earlier": words.say_of("annex_review.earlier", earlier, 0, n=earlier) if earlier else "",
        "has_evaluations": bool(portfolio.evaluations),
        "simulated": bool(portfolio.of_role("demonstration")),
        "tables": round_tables(portfolio, words),
        "parts": tuple(_parts(portfolio, words)),
    }
    return filled("annex.html", style, words, content, elsewhere=edition.elsewhere(ADDRESS))


def round_tables(portfolio: Portfolio, words: Catalogue) -> tuple[Table, ...]:
    """Give the view of the review forum: each round table, and what there is for it."""
    studies, lessons = portfolio.studies_by_objective(), portfolio.lessons_by_objective()
    return tuple(_table(table, studies, lessons, words) for table in compact().round_tables)


def _table(
    table: RoundTable,
    studies: Mapping[int, tuple[Entry, ...]],
    lessons: Mapping[int, tuple[Learnt, ...]],
    words: Catalogue,
) -> Table:
    heading = words.say("annex_review.round_table", number=table.number)
    note = "" if table.confirmed else words.say(f"annex_review.not_confirmed_{table.number}")
    seats = (_seat(n, studies.get(n, ()), lessons.get(n, ()), words) for n in table.objectives)
    return Table(heading, note, tuple(seats))


def _seat(
    number: int, studies: tuple[Entry, ...], lessons: tuple[Learnt, ...], words: Catalogue
) -> Seat:
    name, found = objective_label(number, words), bool(studies or lessons)
    roles = [entry.role for entry in studies]
    told = words.say(
        "annex_review.seat",
        evaluations=roles.count("evaluation"),
        demonstrations=roles.count("demonstration"),
        lessons=len(lessons),
    )
    gap = words.say("annex_review.gap")
    return Seat(name, _anchor(number) if found else "", told if found else gap)


def _parts(portfolio: Portfolio, words: Catalogue) -> Iterator[Part]:
    studies, lessons = portfolio.studies_by_objective(), portfolio.lessons_by_objective()
    cards = {entry.slug: study_card(entry, words) for entry in portfolio.listed}
    for number in sorted({*studies, *lessons}):
        objective, learnt = compact().objective(number), lessons.get(number, ())
        yield Part(
            anchor=_anchor(number),
            heading=objective_heading(number, words),
            paragraph=words.say("compact.paragraph", paragraph=objective.paragraph),
            studies=tuple(cards[entry.slug] for entry in studies.get(number, ())),
            lessons=tuple(_graded(item, words) for item in learnt),
            recommendations=tuple(_recommendations(learnt, words)),
        )


def _graded(learnt: Learnt, words: Catalogue) -> Graded:
    grade = strength(learnt.lesson, learnt.entry.evidence, words)
    return Graded(lesson_card(learnt, words), words.say("annex_review.grade", grade=grade))


def _anchor(number: int) -> str:
    return f"objective-{number}"


def _recommendations(learnt: tuple[Learnt, ...], words: Catalogue) -> Iterator[Answered]:
    """Give what follows from these lessons, once for each study."""
    told: set[tuple[str, str]] = set()
    for item in learnt:
        for recommendation in item.entry.lessons.public_recommendations():
            key = (item.entry.slug, recommendation.id)
            if item.lesson.id in recommendation.lessons and key not in told:
                told.add(key)
                yield _answered(recommendation, item.entry, words)


def _answered(recommendation: Recommendation, entry: Entry, words: Catalogue) -> Answered:
    response = recommendation.response
    own = (response.reason, response.action, response.owner)
    due = words.say("annex_review.due", due=day(response.due, words)) if response.due else ""
    taken_up = response.response in ("accepted", "partly_accepted")
    status = words.say(f"lessons.status_{response.status}") if taken_up else ""
    return Answered(
        text=recommendation.text,
        language=language_of(recommendation.text, otherwise=words.language),
        response=words.say(f"lessons.response_{response.response}"),
        details=_sentences(*own),
        details_language=language_of(*own, otherwise=words.language),
        state=_sentences(due, status),
        notice="" if entry.role == "evaluation" else words.say(f"role.{entry.role}"),
    )


def _sentences(*parts: str) -> str:
    """Write parts as sentences, whether their authors ended them or not."""
    return " ".join(f"{part.rstrip('.')}." for part in parts if part.strip())
