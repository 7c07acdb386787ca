"""What can go wrong between a raw frame and a standard one."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Literal

from evalcap.errors.root import EvalcapError, count, preview


@dataclass(frozen=True)
class Problem:
    """One thing that stands between the data and their standard form.

    Attributes
    ----------
    columns
        The columns it is about, by canonical name.
    wrong
        What is wrong with them.
    do
        What to do about it.
    n
        How many rows or units it concerns; None if it is about the column as such.
    of
        What `n` counts.
    examples
        Up to five of them, by key or row number; never by a value that identifies a person.
    kind
        The sort of problem, in one stable word.
    rows
        Positions of all these rows in the standard frame, from 0; part of no text.
    """

    columns: tuple[str, ...]
    wrong: str
    do: str
    n: int | None = None
    of: Literal["row", "unit"] = "row"
    examples: tuple[str, ...] = ()
    kind: str = "entry"
    rows: tuple[int, ...] = field(default=(), repr=False, compare=False)

    def __str__(self) -> str:
        """Say the problem in one line."""
        where = "" if self.n is None else f" in {count(self.n, self.of)}"
        shown = f" (for example {'; '.join(self.examples)})" if self.examples else ""
        return f"- {', '.join(self.columns)}: {self.wrong}{where}{shown}. {self.do}"


class StandardiseError(EvalcapError):
    """Raw data cannot be brought into standard form."""


class UnknownProgrammeError(StandardiseError):
    """There is no programme type of that name."""

    def __init__(self, name: str, *, known: Sequence[str]) -> None:
        self.name = name
        self.known = tuple(known)
        super().__init__(
            f"There is no programme type {name!r}.",
            needed=f"evalcap knows: {', '.join(self.known)}.",
            do="Write one of these as the programme.",
        )


class MappingError(StandardiseError):
    """The mapping, the recodes or the units do not fit the columns of the data."""

    def __init__(self, problems: Sequence[Problem], *, available: Sequence[str]) -> None:
        self.problems = tuple(problems)
        self.available = tuple(available)
        listed = "\n".join(str(problem) for problem in self.problems)
        super().__init__(
            f"{count(self.problems, 'entry does', 'entries do')} not fit the data.\n{listed}",
            needed=f"The data have {count(self.available, 'column')}: "
            f"{preview(self.available, most=20)}.",
            do="Correct the mapping, the recodes or the units; if the headers of the file stand in "
            "another row, say which with `header` in [[sources]].",
        )


class StructureError(StandardiseError):
    """The data do not have the structure that every later stage relies on."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        self.problems = tuple(problems)
        listed = "\n".join(str(problem) for problem in self.problems)
        super().__init__(
            f"The data have {count(self.problems, 'problem')} of structure.\n{listed}",
            needed="Every row needs its unit and time, once; a unit has one cohort and one "
            "cluster, and stays treated; a column of numbers or dates holds nothing else.",
            do="Correct the raw data, the mapping or recodes, or the study's prepare().",
        )
