"""A study and a lesson as a portfolio knows them."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date

from evalcap.evidence import Evidence
from evalcap.evidence.model import Role
from evalcap.lessons import Lesson, Lessons
from evalcap.translations import Translation, told

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
    translations
        Its authors' words in further languages.
    """

    evidence: Evidence
    lessons: Lessons
    files: tuple[str, ...] = ("index.html", "report.pdf", "report.docx")
    translations: Mapping[str, Translation] = field(default_factory=dict)

    def told_in(self, language: str) -> "Entry":
        """Give the same with its authors' words in a language, as far as they are translated."""
        translation = self.translations.get(language)
        evidence, lessons = told(self.evidence, self.lessons, translation, language)
        if evidence is self.evidence:
            return self
        return replace(self, evidence=evidence, lessons=lessons)

    @property
    def withdrawn(self) -> bool:
        """Whether its evaluators took it back; it then counts for nothing."""
        return self.evidence.is_withdrawn

    @property
    def slug(self) -> str:
        """The study's name in addresses."""
        return self.evidence.subject.slug

    @property
    def role(self) -> Role:
        """Whether it evaluates a programme; only such studies are evidence."""
        return self.evidence.subject.role

    @property
    def recency(self) -> tuple[date, date, int, str]:
        """What the cycles of a study are ordered by: what they cover, then when they were made."""
        subject, created = self.evidence.subject, self.evidence.created
        return subject.period_end or created, created, subject.cycle, subject.slug


@dataclass(frozen=True, slots=True)
class Learnt:
    """A lesson and the study it comes from."""

    entry: Entry
    lesson: Lesson

    @property
    def objectives(self) -> tuple[int, ...]:
        """Objectives of the Compact it is listed under: its own, else those of its study."""
        return self.lesson.objectives or self.entry.evidence.contribution.objectives
