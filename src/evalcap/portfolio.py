"""Many studies together: which count as evidence, and what was learnt by objective."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Self

from evalcap.evidence import Evidence
from evalcap.evidence.model import Role
from evalcap.lessons import Lesson, Lessons


@dataclass(frozen=True, slots=True)
class Entry:
    """A study as a portfolio knows it.

    Attributes
    ----------
    evidence
        What was found.
    lessons
        What was learnt.
    files
        Names of the files of its report.
    """

    evidence: Evidence
    lessons: Lessons
    files: tuple[str, ...] = ("index.html", "report.pdf", "report.docx")

    @property
    def slug(self) -> str:
        """The study's name in addresses."""
        return self.evidence.subject.slug

    @property
    def role(self) -> Role:
        """Whether it evaluates a programme; only such studies are evidence."""
        return self.evidence.subject.role


@dataclass(frozen=True, slots=True)
class Learnt:
    """A lesson and the study it comes from."""

    entry: Entry
    lesson: Lesson

    @property
    def objectives(self) -> tuple[int, ...]:
        """Objectives of the Compact it is listed under: its own, else those of its study."""
        return self.lesson.objectives or self.entry.evidence.contribution.objectives


@dataclass(frozen=True, slots=True)
class Portfolio:
    """Studies in the order of their names."""

    entries: tuple[Entry, ...]

    @classmethod
    def of(cls, entries: Iterable[Entry]) -> Self:
        """Gather studies."""
        return cls(tuple(sorted(entries, key=lambda entry: entry.slug)))

    def of_role(self, role: Role) -> tuple[Entry, ...]:
        """Give the studies of one kind."""
        return tuple(entry for entry in self.entries if entry.role == role)

    @property
    def evaluations(self) -> tuple[Entry, ...]:
        """Studies of programmes, the only ones that count as evidence."""
        return self.of_role("evaluation")

    @property
    def lessons(self) -> tuple[Learnt, ...]:
        """What was learnt from evaluations and may be published."""
        return tuple(
            Learnt(entry, lesson) for entry in self.evaluations for lesson in entry.lessons.public()
        )

    def evaluations_by_objective(self) -> Mapping[int, tuple[Entry, ...]]:
        """Give the evaluations under each objective that they contribute to."""
        tags = {e.slug: set(e.evidence.contribution.objectives) for e in self.evaluations}
        numbers = sorted(set().union(*tags.values()))
        return {n: tuple(e for e in self.evaluations if n in tags[e.slug]) for n in numbers}

    def lessons_by_objective(self) -> Mapping[int, tuple[Learnt, ...]]:
        """Give the lessons under each objective."""
        learnt = self.lessons
        numbers = sorted({n for item in learnt for n in item.objectives})
        return {n: tuple(i for i in learnt if n in i.objectives) for n in numbers}

    def untagged(self) -> tuple[Entry, ...]:
        """Give the evaluations that name no objective."""
        return tuple(e for e in self.evaluations if not e.evidence.contribution.objectives)
