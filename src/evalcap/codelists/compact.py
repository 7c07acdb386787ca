"""The Global Compact for Migration: its objectives, its principles, and what programmes serve."""

import re
from collections.abc import Iterable
from functools import cache
from string import ascii_lowercase
from typing import TypeVar

from pydantic import BaseModel, ConfigDict

from evalcap.codelists.files import read_list
from evalcap.errors.codelists import UnknownCodeError


class _Fact(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


F = TypeVar("F", bound=_Fact)


class Objective(_Fact):
    """One of the 23 objectives, with the title as adopted and the number of its actions."""

    number: int
    title: str
    label: str
    actions: int

    @property
    def paragraph(self) -> int:
        """Number of its paragraph in A/RES/73/195."""
        return 16 + self.number

    @property
    def codes(self) -> tuple[str, ...]:
        """The objective ("5") and its actions ("5(a)", "5(b)", ...), as columns are tagged."""
        letters = ascii_lowercase[: self.actions]
        return (str(self.number), *(f"{self.number}({letter})" for letter in letters))


class Principle(_Fact):
    """One of the ten guiding principles of paragraph 15."""

    letter: str
    title: str


class RoundTable(_Fact):
    """A round table of the review forum; one not confirmed says in `note` what is open."""

    number: int
    objectives: tuple[int, ...]
    confirmed: bool
    note: str = ""


class ProgrammeLinks(_Fact):
    """Actions such as "11(a)" that a type of programme most often serves."""

    programme: str
    primary: tuple[str, ...]
    supporting: tuple[str, ...]


class Target(_Fact):
    """A target or indicator of the Sustainable Development Goals; untitled if not read."""

    code: str
    title: str = ""
    names_migration: bool = False

    @property
    def is_indicator(self) -> bool:
        """Whether it is an indicator ("16.9.1"), which describes a country, and no target."""
        return self.code.count(".") > 1


class Compact(_Fact):
    """Everything this library knows about the Compact; `sources` says where each list was read.

    Attributes
    ----------
    labels
        Number of an objective to the letters of its actions and evalcap's own words for them.
    translated
        The same in other languages.
    """

    version: int
    sources: dict[str, str]
    objectives: tuple[Objective, ...]
    principles: tuple[Principle, ...]
    round_tables: tuple[RoundTable, ...]
    labels: dict[int, dict[str, str]]
    translated: dict[str, dict[int, dict[str, str]]]
    programmes: tuple[ProgrammeLinks, ...]
    sdg: tuple[Target, ...]

    def objective(self, number: int) -> Objective:
        """Look an objective up.

        Raises
        ------
        UnknownCodeError
        """
        return _find(self.objectives, "number", number, "objective of the Compact")

    def principle(self, letter: str) -> Principle:
        """Look a guiding principle up by its letter.

        Raises
        ------
        UnknownCodeError
        """
        return _find(self.principles, "letter", letter, "guiding principle of the Compact")

    def action_label(self, code: str, language: str = "en") -> str:
        """Say in a few words, which are not the resolution's, what an action ("11(b)") is about.

        Parameters
        ----------
        language
            English for one that there is no list of labels in.

        Raises
        ------
        UnknownCodeError
        """
        self.require_codes([code], [])
        number, _, letter = code.rstrip(")").partition("(")
        labels = self.translated.get(language, self.labels)
        return labels[int(number)][letter] if letter else self.objective(int(number)).label

    def links(self, programme: str) -> ProgrammeLinks:
        """Look up what a type of programme most often serves.

        Raises
        ------
        UnknownCodeError
        """
        return _find(self.programmes, "programme", programme, "type of programme")

    def require_codes(self, actions: Iterable[str], targets: Iterable[str]) -> None:
        """Refuse objectives, actions and targets that there are not.

        Raises
        ------
        UnknownCodeError
        """
        for code in actions:
            number = re.match(r"\d+", code)
            known = self.objective(int(number[0]) if number else 0).codes
            if code not in known:
                raise UnknownCodeError("objective or action of the Compact", code, known)
        for code in targets:
            _find(self.sdg, "code", code, "target of the Sustainable Development Goals")

    def target_title(self, code: str) -> str:
        """Give the text of a Goals target; empty where the list does not hold it."""
        return next((t.title for t in self.sdg if t.code == code), "")


@cache
def compact() -> Compact:
    """Read the lists that ship with the library."""
    lists = {name: read_list(name) for name in ("compact", "actions", "sdg")}
    translated = {code: read_list(f"actions-{code}")["labels"] for code in ("fr", "es")}
    own = {"labels": lists["actions"]["labels"], "sdg": lists["sdg"]["sdg"]}
    own["translated"] = translated
    return Compact.model_validate({**lists["compact"], **own})


def _find(facts: tuple[F, ...], field: str, wanted: object, what: str) -> F:
    for fact in facts:
        if getattr(fact, field) == wanted:
            return fact
    raise UnknownCodeError(what, wanted, [getattr(fact, field) for fact in facts])
