"""An annex to a voluntary review of the Compact: what evaluations found, by objective."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from evalcap.codelists.compact import RoundTable, compact
from evalcap.compact.cards import LessonCard, StudyCard, lesson_card, study_card
from evalcap.compact.strength import strength
from evalcap.compact.templating import filled
from evalcap.compact.wording import exchange_words
from evalcap.lessons import Recommendation
from evalcap.portfolio import Entry, Learnt, Portfolio
from evalcap.words.numbers import day


@dataclass(frozen=True, slots=True)
class Answered:
    """A recommendation, and what management answers to it, in words."""

    text: str
    response: str
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
    heading: str
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


def annex_page(portfolio: Portfolio, style: str) -> str:
    """Write the annex as a page, from which the Word document is made too."""
    words = exchange_words()
    content = {
        "heading": words.say("annex_review.heading"),
        "subtitle": words.say("annex_review.subtitle"),
        "counts": words.say(
            "annex_review.counts",
            evaluations=len(portfolio.evaluations),
            demonstrations=len(portfolio.of_role("demonstration")),
        ),
        "has_evaluations": bool(portfolio.evaluations),
        "simulated": bool(portfolio.of_role("demonstration")),
        "tables": round_tables(portfolio),
        "parts": tuple(_parts(portfolio)),
    }
    return filled("annex.html", style, words, content)


def round_tables(portfolio: Portfolio) -> tuple[Table, ...]:
    """Give the view of the review forum: each round table, and what there is for it."""
    studies, lessons = portfolio.studies_by_objective(), portfolio.lessons_by_objective()
    return tuple(_table(table, studies, lessons) for table in compact().round_tables)


def _table(
    table: RoundTable,
    studies: Mapping[int, tuple[Entry, ...]],
    lessons: Mapping[int, tuple[Learnt, ...]],
) -> Table:
    say = exchange_words().say
    note = "" if table.confirmed else say("annex_review.not_confirmed", note=table.note)
    heading = say("annex_review.round_table", number=table.number)
    seats = (_seat(n, studies.get(n, ()), lessons.get(n, ())) for n in table.objectives)
    return Table(heading, note, tuple(seats))


def _seat(number: int, studies: tuple[Entry, ...], lessons: tuple[Learnt, ...]) -> Seat:
    say = exchange_words().say
    name = say("compact.short", number=number, label=compact().objective(number).label)
    roles = [entry.role for entry in studies]
    told = say(
        "annex_review.seat",
        evaluations=roles.count("evaluation"),
        demonstrations=roles.count("demonstration"),
        lessons=len(lessons),
    )
    found = bool(studies or lessons)
    return Seat(name, _anchor(number) if found else "", told if found else say("annex_review.gap"))


def _parts(portfolio: Portfolio) -> Iterator[Part]:
    words = exchange_words()
    studies, lessons = portfolio.studies_by_objective(), portfolio.lessons_by_objective()
    cards = {entry.slug: study_card(entry, words) for entry in portfolio.listed}
    for number in sorted({*studies, *lessons}):
        objective, learnt = compact().objective(number), lessons.get(number, ())
        yield Part(
            anchor=_anchor(number),
            heading=words.say("compact.objective", number=number, title=objective.title),
            paragraph=words.say("compact.paragraph", paragraph=objective.paragraph),
            studies=tuple(cards[entry.slug] for entry in studies.get(number, ())),
            lessons=tuple(map(_graded, learnt)),
            recommendations=tuple(_recommendations(learnt)),
        )


def _graded(learnt: Learnt) -> Graded:
    words = exchange_words()
    grade = strength(learnt.lesson, learnt.entry.evidence, words)
    return Graded(lesson_card(learnt, words), words.say("annex_review.grade", grade=grade))


def _anchor(number: int) -> str:
    return f"objective-{number}"


def _recommendations(learnt: tuple[Learnt, ...]) -> Iterator[Answered]:
    """Give what follows from these lessons, once for each study."""
    told: set[tuple[str, str]] = set()
    for item in learnt:
        for recommendation in item.entry.lessons.public_recommendations():
            key = (item.entry.slug, recommendation.id)
            if item.lesson.id in recommendation.lessons and key not in told:
                told.add(key)
                yield _answered(recommendation, item.entry)


def _answered(recommendation: Recommendation, entry: Entry) -> Answered:
    words, response = exchange_words(), recommendation.response
    due = words.say("annex_review.due", due=day(response.due, words)) if response.due else ""
    taken_up = response.response in ("accepted", "partly_accepted")
    status = words.say(f"lessons.status_{response.status}") if taken_up else ""
    parts = (response.reason, response.action, response.owner, due, status)
    answer = words.say(f"lessons.response_{response.response}")
    simulated = "" if entry.role == "evaluation" else words.say(f"role.{entry.role}")
    return Answered(recommendation.text, ". ".join(p for p in (answer, *parts) if p), simulated)
