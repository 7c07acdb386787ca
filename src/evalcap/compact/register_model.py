"""The register as a file: its rows and its columns, in their published form."""

from typing import Literal

from pydantic import BaseModel, ConfigDict, Field

from evalcap.evidence.model import Role


class _Row(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class LessonRow(_Row):
    """A lesson with its study, its evidence and what it contributes to.

    Attributes
    ----------
    period_start, period_end
        As 2024-03-31; empty where the study names none.
    evidence
        Keys of the study's evidence.
    grades
        Strength of the primary evidence cited, "outcome/analysis: 3".
    """

    study: str
    study_title: str
    role: Role
    programme: str
    countries: tuple[str, ...]
    period_start: str
    period_end: str
    cycle: int
    lesson: str
    title: str
    polarity: Literal["positive", "negative", "null"]
    context: str
    cause: str
    effect: str
    therefore: str
    preconditions: str
    applies_where: str
    target_users: str
    evidence: tuple[str, ...]
    evidence_in_words: tuple[str, ...]
    grades: tuple[str, ...]
    objectives: tuple[int, ...]
    objective_titles: tuple[str, ...]
    actions: tuple[str, ...]
    principles: tuple[str, ...]
    sdg: tuple[str, ...]
    dac_criterion: str


class RecommendationRow(_Row):
    """A recommendation with the response of management.

    Attributes
    ----------
    lessons
        Lessons of the same study that it follows from.
    due, status_date
        As 2024-03-31; empty where there is none.
    """

    study: str
    study_title: str
    role: Role
    recommendation: str
    text: str
    lessons: tuple[str, ...]
    priority: Literal["high", "medium", "low"]
    criterion: str
    response: Literal["accepted", "partly_accepted", "rejected", "none_yet"]
    reason: str
    action: str
    owner: str
    due: str
    status: Literal["not_started", "under_way", "done", "dropped"]
    status_date: str


class LeftOut(_Row):
    """Studies of a role that is not in the register, and why."""

    role: Role
    studies: tuple[str, ...]
    count: int
    why: str


class Register(_Row):
    """Every public lesson and recommendation of evaluations, and of demonstrations marked so.

    Attributes
    ----------
    studies, demonstrations
        How many studies of each role there are, with lessons or without.
    """

    schema_version: Literal[1] = 1
    about: str
    studies: int = Field(ge=0)
    demonstrations: int = Field(ge=0)
    left_out: tuple[LeftOut, ...]
    lessons: tuple[LessonRow, ...]
    recommendations: tuple[RecommendationRow, ...]
