"""The lessons register: one row a lesson, for people (CSV) and for machines (JSON)."""

from collections.abc import Callable, Sequence
from typing import get_args

from pydantic import BaseModel

from evalcap.codelists.compact import compact
from evalcap.compact.register_model import LeftOut, LessonRow, RecommendationRow, Register
from evalcap.compact.tables import Cell, csv_text, inert
from evalcap.evidence.model import Role
from evalcap.lessons import Recommendation
from evalcap.portfolio import LISTED, Entry, Learnt, Portfolio
from evalcap.words import Catalogue
from evalcap.words.evidence import cited

LEFT_OUT: tuple[Role, ...] = tuple(r for r in get_args(Role) if r not in LISTED)
COLUMNS = tuple(LessonRow.model_fields)
_FROM_LESSON = set(COLUMNS) - {"evidence", "objectives"}
_FROM_RECOMMENDATION = {"text", "lessons", "priority", "criterion"}
_FROM_RESPONSE = {"response", "reason", "action", "owner", "status"}


def register_of(portfolio: Portfolio, words: Catalogue) -> Register:
    """Gather the register: public lessons of listed studies, each with its role."""
    return Register(
        about=words.say("register.about"),
        studies=len(portfolio.evaluations),
        demonstrations=len(portfolio.of_role("demonstration")),
        left_out=tuple(_left_out(role, portfolio, words) for role in LEFT_OUT),
        lessons=tuple(_lesson(learnt, words) for learnt in portfolio.lessons),
        recommendations=tuple(
            _recommendation(entry, recommendation)
            for entry in portfolio.listed
            for recommendation in entry.lessons.public_recommendations()
        ),
    )


def _lesson(learnt: Learnt, words: Catalogue) -> LessonRow:
    evidence, lesson = learnt.entry.evidence, learnt.lesson
    subject = evidence.subject
    start, end = subject.period_start, subject.period_end
    return LessonRow(
        study=subject.slug,
        study_title=subject.title,
        role=subject.role,
        programme=subject.programme,
        countries=subject.countries,
        period_start=start.isoformat() if start else "",
        period_end=end.isoformat() if end else "",
        cycle=subject.cycle,
        lesson=lesson.id,
        **lesson.model_dump(include=_FROM_LESSON),
        evidence=lesson.evidence,
        evidence_in_words=tuple(cited(key, evidence, words) for key in lesson.evidence),
        grades=_grades(learnt),
        objectives=learnt.objectives,
        objective_titles=tuple(compact().objective(n).title for n in learnt.objectives),
    )


def _grades(learnt: Learnt) -> tuple[str, ...]:
    """Give the grades of the primary analyses that a lesson rests on."""
    keys = learnt.lesson.evidence
    return tuple(
        f"{g.outcome}/{g.analysis}: {g.grade}"
        for g in learnt.entry.evidence.grades
        if g.grade is not None and any(k.startswith(f"{g.outcome}/{g.analysis}") for k in keys)
    )


def _recommendation(entry: Entry, given: Recommendation) -> RecommendationRow:
    subject, answer = entry.evidence.subject, given.response
    return RecommendationRow(
        study=subject.slug,
        study_title=subject.title,
        role=subject.role,
        recommendation=given.id,
        **given.model_dump(include=_FROM_RECOMMENDATION),
        **answer.model_dump(include=_FROM_RESPONSE),
        due=answer.due.isoformat() if answer.due else "",
        status_date=answer.status_date.isoformat() if answer.status_date else "",
    )


def _left_out(role: Role, portfolio: Portfolio, words: Catalogue) -> LeftOut:
    slugs = tuple(entry.slug for entry in portfolio.of_role(role))
    why = words.say(f"register.left_out_{role}")
    return LeftOut(role=role, studies=slugs, count=len(slugs), why=why)


def register_csv(register: Register) -> str:
    """Write the lessons for spreadsheets; no cell can be taken for a formula."""
    return csv_text([COLUMNS, *(list(cells(row).values()) for row in register.lessons)])


def cells(row: BaseModel, told: Callable[[str], str] = inert) -> dict[str, Cell]:
    """Write the values of a row as cells; lists are parted by semicolons.

    Parameters
    ----------
    told
        How text is written.
    """
    return {name: value if isinstance(value, int) else told(_text(value)) for name, value in row}


def _text(value: str | Sequence[object]) -> str:
    return value if isinstance(value, str) else "; ".join(map(str, value))


def register_json(register: Register) -> str:
    """Write the register for machines, in the form that its schema publishes."""
    return register.model_dump_json(indent=1) + "\n"
