"""Lessons, recommendations and the responses of management, each tied to evidence."""

import tomllib
from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path
from typing import Annotated, Literal, Self

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from evalcap.errors.lessons import (
    LessonsUnreadableError,
    OverstatedLessonError,
    UnknownEvidenceError,
)
from evalcap.errors.mistakes import mistakes, toml_mistake
from evalcap.evidence import Evidence
from evalcap.evidence.results import EstimateRecord

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
    objectives: tuple[Annotated[int, Field(ge=1, le=23)], ...] = ()
    actions: tuple[Annotated[str, Field(pattern=r"^\d{1,2}\([a-l]\)$")], ...] = Field(
        default=(), description="an objective and the letter of its action, such as 11(c)"
    )
    principles: tuple[Annotated[str, Field(pattern=r"^[a-j]$")], ...] = Field(
        default=(), description="a letter from a to j"
    )
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
            # Some editors begin a file with a mark that TOML does not know.
            found = cls.model_validate(tomllib.loads(file.read_text(encoding="utf-8-sig")))
        except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
            raise LessonsUnreadableError(file.resolve(), [toml_mistake(error)]) from None
        except ValidationError as error:
            raise LessonsUnreadableError(file.resolve(), mistakes(error, cls)) from None
        if problems := list(_inconsistencies(found)):
            raise LessonsUnreadableError(file.resolve(), problems)
        return found

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
        dead = {x.id: [k for k in x.evidence if k not in known] for x in self.lessons}
        if dead := {owner: keys for owner, keys in dead.items() if keys}:
            raise UnknownEvidenceError(study, dead, sorted(known))
        if claims := [c for x in self.lessons if (c := _overstated(x, evidence))]:
            raise OverstatedLessonError(study, claims)


def _inconsistencies(written: Lessons) -> Iterator[str]:
    lessons = [lesson.id for lesson in written.lessons]
    yield from _repeated("lessons", lessons)
    yield from _repeated("recommendations", [r.id for r in written.recommendations])
    for position, recommendation in enumerate(written.recommendations):
        place, response = f"recommendations[{position + 1}]", recommendation.response
        for name in recommendation.lessons:
            if name not in lessons:
                yield f"{place}.lessons: there is no lesson {name!r}"
        if response.response == "rejected" and not response.reason.strip():
            yield f"{place}.response.reason: missing; a rejection gives its reason"


def _repeated(section: str, names: Sequence[str]) -> Iterator[str]:
    for position, name in enumerate(names):
        if name in names[:position]:
            yield f"{section}[{position + 1}].id: {name!r} is used a second time"


def _overstated(lesson: Lesson, evidence: Evidence) -> str:
    """Say what a positive or negative lesson claims beyond its estimates; empty if nothing.

    Where a lesson cites primary estimates, these decide, so that a secondary one cannot be picked
    against them.
    """
    if lesson.polarity == "null":
        return ""
    cited = [e for key in lesson.evidence if (e := evidence.estimate(key))]
    deciding = [e for e in cited if e.primary] or cited
    if any(_direction(e, evidence) == lesson.polarity for e in deciding):
        return ""
    shown = "; ".join(f"{e.key}: {e.conf_low:.3g} to {e.conf_high:.3g}" for e in cited)
    return f"{lesson.id} is {lesson.polarity}, on {shown or 'no estimate'}"


def _direction(estimate: EstimateRecord, evidence: Evidence) -> str:
    """Whether the whole interval is an improvement, a worsening, or neither."""
    higher_is_better = evidence.outcome(estimate.outcome).better == "higher"
    if estimate.told_low > 0:
        return "positive" if higher_is_better else "negative"
    if estimate.told_high < 0:
        return "negative" if higher_is_better else "positive"
    return "null"
