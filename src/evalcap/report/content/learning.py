"""Lessons and recommendations, each with the evidence it rests on."""

from collections.abc import Iterator
from dataclasses import dataclass

from evalcap.evidence import Evidence
from evalcap.lessons import Lesson, Lessons, Recommendation
from evalcap.words import Catalogue
from evalcap.words.evidence import cited
from evalcap.words.names import named, series
from evalcap.words.numbers import day


@dataclass(frozen=True, slots=True)
class Entry:
    """A lesson or a recommendation: a heading, and facts about it by name.

    Attributes
    ----------
    advice
        What to do, in a few words; empty for a recommendation, whose heading says it.
    """

    title: str
    facts: tuple[tuple[str, str], ...]
    advice: str = ""


def lesson_entries(evidence: Evidence, lessons: Lessons, words: Catalogue) -> tuple[Entry, ...]:
    """View the lessons that may be published."""
    return tuple(
        Entry(lesson.title, _facts(_lesson(lesson, evidence, words), words), lesson.therefore)
        for lesson in lessons.public()
    )


def recommendation_entries(lessons: Lessons, words: Catalogue) -> tuple[Entry, ...]:
    """View the recommendations that may be published."""
    shown = lessons.public_recommendations()
    return tuple(Entry(r.text, _facts(_recommendation(r, words), words)) for r in shown)


def _facts(facts: Iterator[tuple[str, str]], words: Catalogue) -> tuple[tuple[str, str], ...]:
    return tuple((words.say(f"lessons.{key}"), fact) for key, fact in facts if fact)


def _lesson(lesson: Lesson, evidence: Evidence, words: Catalogue) -> Iterator[tuple[str, str]]:
    yield "polarity", words.say(f"lessons.{lesson.polarity}")
    yield "context", lesson.context
    yield "cause", lesson.cause
    yield "effect", lesson.effect
    yield "therefore", lesson.therefore
    yield "preconditions", lesson.preconditions
    yield "applies_where", lesson.applies_where
    yield "target_users", lesson.target_users
    yield "evidence", series((cited(key, evidence, words) for key in lesson.evidence), words)


def _recommendation(recommendation: Recommendation, words: Catalogue) -> Iterator[tuple[str, str]]:
    response = recommendation.response
    yield "priority", words.say(f"lessons.priority_{recommendation.priority}")
    yield "criterion", named("dac", recommendation.criterion, words)
    yield "response", words.say(f"lessons.response_{response.response}")
    yield "reason", response.reason
    yield "action", response.action
    yield "owner", response.owner
    yield "due", day(response.due, words) if response.due else ""
    if response.response in ("accepted", "partly_accepted"):
        since = day(response.status_date, words) if response.status_date else ""
        status = words.say(f"lessons.status_{response.status}")
        yield "status", f"{status} ({since})" if since else status
