"""Lessons, recommendations and the responses of management, each tied to evidence."""

import tomllib
from datetime import date
from pathlib import Path
from typing import Literal, Self

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from evalcap.errors.lessons import (
    LessonsUnreadableError,
    OverstatedLessonError,
    UnknownEvidenceError,
)
from evalcap.evidence import Evidence
from evalcap.evidence.model import EstimateRecord

FILE = "lessons.toml"


class _Written(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Lesson(_Written):
    """What was learnt: in this context, because of this, that happened; therefore do this.

    Attributes
    ----------
    evidence
        Keys of the evidence that the lesson rests on; at least one.
    sensitivity
        A restricted lesson is published nowhere.
    """

    id: str
    title: str
    context: str
    cause: str
    effect: str
    therefore: str
    polarity: Literal["positive", "negative", "null"]
    evidence: tuple[str, ...] = Field(min_length=1)
    preconditions: str = ""
    target_users: str = ""
    applies_where: str = ""
    objectives: tuple[int, ...] = ()
    actions: tuple[str, ...] = ()
    principles: tuple[str, ...] = ()
    sdg: tuple[str, ...] = ()
    dac_criterion: str = ""
    sensitivity: Literal["public", "restricted"] = "public"


class Response(_Written):
    """What management answers to a recommendation; a rejection gives its reason."""

    response: Literal["accepted", "partly_accepted", "rejected", "none_yet"] = "none_yet"
    reason: str = ""
    action: str = ""
    owner: str = ""
    due: date | None = None
    status: Literal["not_started", "under_way", "done", "dropped"] = "not_started"
    status_date: date | None = None


class Recommendation(_Written):
    """What should be done, and by whom, following lessons."""

    id: str
    text: str
    lessons: tuple[str, ...] = Field(min_length=1)
    priority: Literal["high", "medium", "low"] = "medium"
    criterion: str = ""
    response: Response = Response()


class Lessons(_Written):
    """The lessons of one study."""

    lessons: tuple[Lesson, ...] = ()
    recommendations: tuple[Recommendation, ...] = ()

    @classmethod
    def read(cls, folder: Path) -> Self:
        """Read a study's lessons.toml; a study without one has no lessons yet.

        Raises
        ------
        LessonsUnreadableError
            With every mistake at once.
        """
        file = folder / FILE
        if not file.is_file():
            return cls()
        try:
            return cls.model_validate(tomllib.loads(file.read_text(encoding="utf-8")))
        except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
            raise LessonsUnreadableError(file, [str(error)]) from None
        except ValidationError as error:
            problems = [f"{'.'.join(map(str, e['loc']))}: {e['msg']}" for e in error.errors()]
            raise LessonsUnreadableError(file, problems) from None

    def public(self) -> tuple[Lesson, ...]:
        """Lessons that may be published."""
        return tuple(lesson for lesson in self.lessons if lesson.sensitivity == "public")

    def require_evidence(self, evidence: Evidence) -> None:
        """Refuse lessons that cite dead keys or claim more than their evidence.

        Raises
        ------
        UnknownEvidenceError, OverstatedLessonError
        """
        study, known = evidence.subject.slug, evidence.keys
        owners = {lesson.id for lesson in self.lessons}
        dead = {x.id: [k for k in x.evidence if k not in known] for x in self.lessons} | {
            r.id: [f"lesson {i}" for i in r.lessons if i not in owners]
            for r in self.recommendations
        }
        if dead := {owner: keys for owner, keys in dead.items() if keys}:
            raise UnknownEvidenceError(study, dead, sorted(known))
        if claims := [c for x in self.lessons if (c := _overstated(x, evidence))]:
            raise OverstatedLessonError(study, claims)


def _overstated(lesson: Lesson, evidence: Evidence) -> str:
    """Say what a positive or negative lesson claims beyond its estimates; empty if nothing."""
    if lesson.polarity == "null":
        return ""
    cited = [e for key in lesson.evidence if (e := evidence.estimate(key))]
    if any(_direction(e, evidence) == lesson.polarity for e in cited):
        return ""
    shown = "; ".join(f"{e.key}: {e.conf_low:.3g} to {e.conf_high:.3g}" for e in cited)
    return f"{lesson.id} is {lesson.polarity}, on {shown or 'no estimate'}"


def _direction(estimate: EstimateRecord, evidence: Evidence) -> str:
    """Whether the whole interval is an improvement, a worsening, or neither."""
    higher_is_better = evidence.outcome(estimate.outcome).better == "higher"
    if estimate.conf_low > 0:
        return "positive" if higher_is_better else "negative"
    if estimate.conf_high < 0:
        return "negative" if higher_is_better else "positive"
    return "null"
