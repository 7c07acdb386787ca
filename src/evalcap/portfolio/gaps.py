"""Where there is evidence, and where there is none: programme, objective and outcome family."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from evalcap.evidence.model import Role
from evalcap.portfolio.effect import StudyEffect, effects_of
from evalcap.portfolio.entry import Entry
from evalcap.portfolio.portfolio import Portfolio
from evalcap.programmes import NAMES

Column = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Cell:
    """Studies that speak to one objective through one family of outcomes.

    Attributes
    ----------
    studies
        In the order of their names, each once.
    grade
        Highest grade among them, 1 to 5; None where none has one.
    """

    studies: tuple[Entry, ...]
    grade: int | None


@dataclass(frozen=True, slots=True)
class GapMap:
    """Which objectives have evidence.

    Attributes
    ----------
    role
        Evaluations, or demonstrations, which are no evidence.
    columns
        Programme and family; the family is empty where a programme has no study at all.
    cells
        Those that hold a study, by objective and column; every other is a gap.
    """

    role: Role
    columns: tuple[Column, ...]
    cells: Mapping[tuple[int, Column], Cell]

    @property
    def most(self) -> int:
        """Studies in the fullest cell."""
        return max((len(cell.studies) for cell in self.cells.values()), default=0)


def gap_map(portfolio: Portfolio, role: Role) -> GapMap:
    """Lay out the latest cycles of a portfolio's studies of one kind."""
    found: dict[tuple[int, Column], list[StudyEffect]] = {}
    families: dict[str, set[str]] = {name: set() for name in NAMES}
    for entry in portfolio.current(role):
        programme = entry.evidence.subject.programme
        for member in effects_of(entry):
            families.setdefault(programme, set()).add(member.family)
            for number in objectives_of(member):
                found.setdefault((number, (programme, member.family)), []).append(member)
    cells = {place: _cell(members) for place, members in found.items()}
    return GapMap(role, tuple(_columns(families)), cells)


def objectives_of(member: StudyEffect) -> tuple[int, ...]:
    """Objectives that an outcome speaks to: by its own actions, else those of its study."""
    own = {int(action.partition("(")[0]) for action in member.outcome.compact}
    return tuple(sorted(own)) or member.entry.evidence.contribution.objectives


def _cell(members: list[StudyEffect]) -> Cell:
    studies = {member.entry.slug: member.entry for member in members}
    grades = [m.entry.evidence.grade(m.outcome.name) for m in members]
    reached = [g.grade for g in grades if g is not None and g.grade is not None]
    return Cell(tuple(studies.values()), max(reached, default=None))


def _columns(families: Mapping[str, set[str]]) -> Iterator[Column]:
    for programme, names in families.items():
        yield from ((programme, family) for family in sorted(names) or [""])
