"""Many studies together: which count as evidence, and what was learnt by objective."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Self

from evalcap.evidence.model import Role
from evalcap.portfolio.cycles import latest_cycles
from evalcap.portfolio.entry import LISTED, Entry, Learnt


@dataclass(frozen=True, slots=True)
class Portfolio:
    """Studies in the order of their names; those that were withdrawn count nowhere."""

    entries: tuple[Entry, ...]

    @classmethod
    def of(cls, entries: Iterable[Entry]) -> Self:
        """Gather studies."""
        return cls(tuple(sorted(entries, key=lambda entry: entry.slug)))

    def told_in(self, language: str) -> Self:
        """Give the same with authors' words in a language, as far as they are translated."""
        return type(self)(tuple(entry.told_in(language) for entry in self.entries))

    def of_role(self, role: Role) -> tuple[Entry, ...]:
        """Give the studies of one kind that stand."""
        return tuple(e for e in self.entries if e.role == role and not e.withdrawn)

    def current(self, role: Role) -> tuple[Entry, ...]:
        """Give the studies of one kind that stand, each in its latest cycle."""
        return latest_cycles(self.of_role(role))

    @property
    def standing(self) -> tuple[Entry, ...]:
        """Studies of any kind that were not withdrawn."""
        return tuple(entry for entry in self.entries if not entry.withdrawn)

    @property
    def withdrawn(self) -> tuple[Entry, ...]:
        """Studies that were taken back."""
        return tuple(entry for entry in self.entries if entry.withdrawn)

    @property
    def evaluations(self) -> tuple[Entry, ...]:
        """Studies of programmes, the only ones that count as evidence."""
        return self.of_role("evaluation")

    @property
    def listed(self) -> tuple[Entry, ...]:
        """Studies that are listed by objective, evaluations first."""
        return tuple(entry for role in LISTED for entry in self.of_role(role))

    @property
    def latest(self) -> Self:
        """The listed studies alone, each in its latest cycle."""
        return type(self).of(entry for role in LISTED for entry in self.current(role))

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
