"""How a study's results are published: whether they are about people, and by which rules."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Self

from evalcap.errors import EvalcapError
from evalcap.errors.design import PeriodError
from evalcap.estimators.lone import tells_of_one
from evalcap.privacy.disclosure import Rules
from evalcap.study.plan import Plan

_LONE = (
    "Some effects rest on so few people that their standard errors cannot show how much people "
    "differ."
)


@dataclass(frozen=True, slots=True)
class Publication:
    """What is protected, and how.

    Attributes
    ----------
    people
        Whether the units are people; nothing is withheld of organisations and places.
    rules
        What may be told of few people.
    """

    people: bool
    rules: Rules

    @classmethod
    def of(cls, plan: Plan) -> Self:
        """Read it from the plan."""
        return cls(plan.design.unit_is == "person", Rules(**plan.disclosure.model_dump()))

    @property
    def rules_for_people(self) -> Rules | None:
        """What may be told; None where units are no people."""
        return self.rules if self.people else None

    def are_few(self, *people: int) -> bool:
        """Say whether any of some numbers of people is too small for a mean or an estimate."""
        return self.people and min(people) < self.rules.smallest

    def parts(self, counts: Sequence[int]) -> tuple[int | str, ...]:
        """Give counts whose sum is told; where one is of few people, none of them is told."""
        few = any(self.are_few(n) for n in counts)
        return tuple("withheld" if few else n for n in counts)

    def reason(self, error: EvalcapError, *, instead: str) -> str:
        """Say why something is not there; of people not in words that may count them."""
        said = error.wrong.splitlines()[0]
        counts = any(char.isdigit() for char in said) and not isinstance(error, PeriodError)
        return instead if self.people and counts else said

    def notes(self, notes: Sequence[str]) -> tuple[str, ...]:
        """Say once, and of no group, what notes say about single people."""
        if not self.people:
            return tuple(notes)
        return tuple(dict.fromkeys(_LONE if tells_of_one(note) else note for note in notes))
