"""Many studies together: which count as evidence, and what was learnt by objective."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Self

from evalcap.evidence import Evidence
from evalcap.evidence.model import Role
from evalcap.lessons import Lesson, Lessons

# Studies that are listed by objective: evidence first, then what only shows how it would look.
# Benchmarks evaluate no programme of this kind and are never listed so.
LISTED: tuple[Role, ...] = ("evaluation", "demonstration")


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
    """Studies in the order of their names.

    Attributes
    ----------
    entries
        Studies that hold.
    withdrawn
        Studies whose report was withdrawn: in no list but the one that says so.
    """

    entries: tuple[Entry, ...]
    withdrawn: tuple[Entry, ...] = ()

    @classmethod
    def of(cls, entries: Iterable[Entry]) -> Self:
        """Gather studies."""
        ordered = sorted(entries, key=lambda entry: entry.slug)
        held = tuple(e for e in ordered if not e.evidence.is_withdrawn)
        return cls(held, tuple(e for e in ordered if e.evidence.is_withdrawn))

    def of_role(self, role: Role) -> tuple[Entry, ...]:
        """Give the studies of one kind."""
        return tuple(entry for entry in self.entries if entry.role == role)

    @property
    def evaluations(self) -> tuple[Entry, ...]:
        """Studies of programmes, the only ones that count as evidence."""
        return self.of_role("evaluation")

    @property
    def listed(self) -> tuple[Entry, ...]:
        """Studies that are listed by objective, evaluations first."""
        return tuple(entry for role in LISTED for entry in self.of_role(role))

    @property
    def lessons(self) -> tuple[Learnt, ...]:
        """What was learnt from listed studies and may be published."""
        return tuple(
            Learnt(entry, lesson) for entry in self.listed for lesson in entry.lessons.public()
        )

    def studies_by_objective(self) -> Mapping[int, tuple[Entry, ...]]:
        """Give the listed studies under each objective that they contribute to."""
        tags = {e.slug: set(e.evidence.contribution.objectives) for e in self.listed}
        numbers = sorted(set().union(*tags.values()))
        return {n: tuple(e for e in self.listed if n in tags[e.slug]) for n in numbers}

    def lessons_by_objective(self) -> Mapping[int, tuple[Learnt, ...]]:
        """Give the lessons under each objective."""
        learnt = self.lessons
        numbers = sorted({n for item in learnt for n in item.objectives})
        return {n: tuple(i for i in learnt if n in i.objectives) for n in numbers}

    def untagged(self) -> tuple[Entry, ...]:
        """Give the listed studies that name no objective."""
        return tuple(e for e in self.listed if not e.evidence.contribution.objectives)
