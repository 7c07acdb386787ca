"""What is found inside a file of data: problems that stop its reading, and findings that do not."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Literal

from evalcap.errors.root import count
from evalcap.errors.source import SourceError

Counted = Literal["line", "row", "record", "cell", "column", "file", "question"]


@dataclass(frozen=True)
class ReaderFinding:
    """One thing that a reader noticed in a file: a problem, or what a person should know.

    Attributes
    ----------
    kind
        The sort of thing, in one stable word such as `error_cells`.
    wrong
        What was noticed, in words; never with a value that a person could be known by.
    do
        What to do about it.
    file, sheet, column
        Where it was noticed; empty if it is about the whole of it.
    n
        How many lines, rows, records or cells it concerns; None if it is no matter of number.
    of
        What `n` counts.
    examples
        Up to five positions as the file's own program numbers them: lines of a text, rows of a
        sheet, records from 1.
    """

    kind: str
    wrong: str
    do: str = ""
    file: str = ""
    sheet: str = ""
    column: str = ""
    n: int | None = None
    of: Counted = "row"
    examples: tuple[int | str, ...] = ()

    def within(self, file: str) -> "ReaderFinding":
        """Say in which of several files it was noticed."""
        return replace(self, file=self.file or file)

    def __str__(self) -> str:
        """Say it in one line."""
        sheet = f"sheet {self.sheet}" if self.sheet else ""
        place = ", ".join(part for part in (self.file, sheet, self.column) if part)
        number = "" if self.n is None else f"{count(self.n, self.of)}: "
        unit = "row" if self.of == "cell" else self.of
        shown = ", ".join(map(str, self.examples))
        examples = f" (for example {unit} {shown})" if shown else ""
        said = f"{number}{self.wrong}{examples}. {self.do}".strip()
        return f"- {place}: {said}" if place else f"- {said}"


class FileProblemsError(SourceError):
    """What is in the file, or files, cannot be read as one table without guessing."""

    def __init__(self, location: str, problems: Sequence[ReaderFinding]) -> None:
        self.location = location
        self.problems = tuple(problems)
        listed = "\n".join(str(problem) for problem in self.problems)
        super().__init__(
            f"{location!r} cannot be read; it has {count(self.problems, 'problem')}.\n{listed}",
            needed="A file that can be read in one way only; nothing in it is guessed at.",
            do="Put each of these right in the file, or declare how it is to be read.",
        )


class LimitError(SourceError):
    """The file is larger than what is read without being asked to."""

    def __init__(self, location: str, *, what: str, found: int, limit: int, key: str) -> None:
        self.location = location
        self.found = found
        self.limit = limit
        self.key = key
        super().__init__(
            f"{location!r} is refused: {what} is {found:,}, and {limit:,} is the limit.",
            needed="Files that a computer can hold; damaged and hostile ones often claim more.",
            do=f"If the file is right, raise the limit: limits = {{ {key} = {_round_up(found)} }}.",
        )


class ReaderOptionError(SourceError):
    """Options do not fit the file that they are given for."""

    def __init__(self, location: str, problems: Sequence[str]) -> None:
        self.location = location
        self.problems = tuple(problems)
        listed = "\n".join(f"- {problem}" for problem in self.problems)
        super().__init__(
            f"{location!r} cannot be read with these options.\n{listed}",
            needed="Options of the file's own format; docs/reading-data.md lists them.",
            do="Correct the options, in [[sources]] or in the call of read_source.",
        )


class FormError(SourceError):
    """The XLSForm is not one, or not the one that the data were collected with."""

    def __init__(self, location: str, problems: Sequence[str]) -> None:
        self.location = location
        self.problems = tuple(problems)
        listed = "\n".join(f"- {problem}" for problem in self.problems)
        super().__init__(
            f"The form {location!r} cannot be used.\n{listed}",
            needed="The XLSForm that the data were collected with: an .xlsx with the sheets "
            "'survey' and 'choices'.",
            do="Download the form again (in KoboToolbox: Form, Download XLS), and name that file.",
        )


def _round_up(found: int) -> int:
    """Round up to two digits, so that the limit that is proposed has room."""
    step: int = 10 ** max(len(str(found)) - 2, 0)
    return (found // step + 1) * step
