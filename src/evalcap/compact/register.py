"""The lessons register: one row a lesson, for people (CSV) and for machines (JSON)."""

import json
from collections.abc import Mapping
from typing import get_args

from evalcap.codelists.compact import compact
from evalcap.compact.tables import csv_text, inert
from evalcap.evidence.model import Role
from evalcap.portfolio import LISTED, Learnt, Portfolio
from evalcap.words import Catalogue
from evalcap.words.evidence import cited

Row = Mapping[str, str | int | list[str] | list[int]]
LEFT_OUT: tuple[Role, ...] = tuple(r for r in get_args(Role) if r not in LISTED)
COLUMNS = (
    "study",
    "study_title",
    "role",
    "programme",
    "countries",
    "period_start",
    "period_end",
    "cycle",
    "lesson",
    "title",
    "polarity",
    "context",
    "cause",
    "effect",
    "therefore",
    "preconditions",
    "applies_where",
    "target_users",
    "evidence",
    "evidence_in_words",
    "grades",
    "objectives",
    "objective_titles",
    "actions",
    "principles",
    "sdg",
    "dac_criterion",
)


def register_rows(portfolio: Portfolio, words: Catalogue) -> list[Row]:
    """Give the register's rows: public lessons of listed studies, each with its role."""
    return [_row(learnt, words) for learnt in portfolio.lessons]


def _row(learnt: Learnt, words: Catalogue) -> Row:
    evidence, lesson = learnt.entry.evidence, learnt.lesson
    subject = evidence.subject
    start, end = subject.period_start, subject.period_end
    return {
        "study": subject.slug,
        "study_title": subject.title,
        "role": subject.role,
        "programme": subject.programme,
        "countries": list(subject.countries),
        "period_start": start.isoformat() if start else "",
        "period_end": end.isoformat() if end else "",
        "cycle": subject.cycle,
        "lesson": lesson.id,
        **lesson.model_dump(mode="json", include=_FROM_LESSON),
        "evidence": list(lesson.evidence),
        "evidence_in_words": [cited(key, evidence, words) for key in lesson.evidence],
        "grades": _grades(learnt),
        "objectives": list(learnt.objectives),
        "objective_titles": [compact().objective(n).title for n in learnt.objectives],
    }


_FROM_LESSON = {
    "title",
    "polarity",
    "context",
    "cause",
    "effect",
    "therefore",
    "preconditions",
    "applies_where",
    "target_users",
    "actions",
    "principles",
    "sdg",
    "dac_criterion",
}


def _grades(learnt: Learnt) -> list[str]:
    """Give the grades of the primary analyses that a lesson rests on."""
    keys = learnt.lesson.evidence
    return [
        f"{g.outcome}/{g.analysis}: {g.grade}"
        for g in learnt.entry.evidence.grades
        if g.grade is not None and any(k.startswith(f"{g.outcome}/{g.analysis}") for k in keys)
    ]


def register_csv(rows: list[Row]) -> str:
    """Write the register for spreadsheets; no cell can be taken for a formula."""
    return csv_text([COLUMNS, *([_cell(row[name]) for name in COLUMNS] for row in rows)])


def _cell(value: str | int | list[str] | list[int]) -> str | int:
    """Write a value for one cell; lists are parted by semicolons."""
    if isinstance(value, int):
        return value
    return inert("; ".join(map(str, value)) if isinstance(value, list) else value)


def register_json(portfolio: Portfolio, rows: list[Row], words: Catalogue) -> str:
    """Write the register for machines, with how many studies are left out of it, and why."""
    content = {
        "schema_version": 1,
        "about": words.say("register.about"),
        "studies": len(portfolio.evaluations),
        "demonstrations": len(portfolio.of_role("demonstration")),
        "left_out": [
            {
                "role": role,
                "studies": [entry.slug for entry in portfolio.of_role(role)],
                "count": len(portfolio.of_role(role)),
                "why": words.say(f"register.left_out_{role}"),
            }
            for role in LEFT_OUT
        ],
        "lessons": rows,
    }
    return json.dumps(content, ensure_ascii=False, indent=1) + "\n"
