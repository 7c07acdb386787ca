"""The lessons of one study, read from its file and held against its evidence."""

import tomllib
from pathlib import Path
from typing import Self

from pydantic import ValidationError

from evalcap.errors.lessons import (
    LessonsUnreadableError,
    OverstatedLessonError,
    UnknownEvidenceError,
)
from evalcap.errors.mistakes import mistakes, toml_mistake
from evalcap.evidence import Evidence
from evalcap.lessons.claims import overstatement
from evalcap.lessons.consistency import inconsistencies
from evalcap.lessons.model import Lesson, Recommendation, Written

FILE = "lessons.toml"


class Lessons(Written):
    """The lessons of one study, and what is recommended."""

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
        if problems := list(inconsistencies(found.lessons, found.recommendations)):
            raise LessonsUnreadableError(file.resolve(), problems)
        return found

    def public(self) -> tuple[Lesson, ...]:
        """Lessons that may be published."""
        return tuple(lesson for lesson in self.lessons if lesson.sensitivity == "public")

    def public_recommendations(self) -> tuple[Recommendation, ...]:
        """Recommendations that may be published: those that rest on no restricted lesson."""
        public = {lesson.id for lesson in self.public()}
        return tuple(r for r in self.recommendations if public.issuperset(r.lessons))

    def published(self) -> Self:
        """Give the same without what must not be published."""
        kept = {"lessons": self.public(), "recommendations": self.public_recommendations()}
        return self.model_copy(update=kept)

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
        if claims := [c for x in self.lessons if (c := overstatement(x, evidence))]:
            raise OverstatedLessonError(study, claims)
