"""A first draft of a mapping, for a person to confirm line by line."""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from evalcap.programmes.column import Column


@dataclass(frozen=True)
class Suggestion:
    """A header that may be a canonical column.

    Attributes
    ----------
    column
        The canonical column.
    header
        The header in the file.
    likeness
        How alike they are, from 0 to 1.
    codes
        Raw value to the code that its label or spelling has, or None; for categories only.
    formats
        Conversions to dates or numbers that fit every cell.
    """

    column: Column
    header: str
    likeness: float
    codes: Mapping[str, str | None]
    formats: tuple[str, ...] = ()


@dataclass(frozen=True)
class Draft:
    """Suggestions for the sections that bring a file under canonical names.

    Attributes
    ----------
    source
        What the file is called.
    programme
        The programme type.
    suggestions
        One a header at the most, and one a canonical column, the most alike first.
    unmatched
        Headers for which nothing was found.
    required
        Canonical columns for which nothing was found though a table is of no use without them.
    """

    source: str
    programme: str
    suggestions: tuple[Suggestion, ...]
    unmatched: tuple[str, ...]
    required: tuple[str, ...]

    def __str__(self) -> str:
        """Write the sections of study.toml, with every suggestion behind a `#`."""
        parts = [
            [
                f"# A draft for {self.source}, programme type {self.programme}.",
                "# Every line behind a # is a suggestion, and none is applied. Take away the #",
                "# from those that are right, correct the others, and delete what is left.",
            ],
            ["[columns]", *self._columns()],
            *self._recodes(),
            ["[units]", *self._units()] if self._units() else [],
        ]
        return "\n\n".join("\n".join(part) for part in parts if part) + "\n"

    def _columns(self) -> Iterator[str]:
        for each in self.suggestions:
            line = f"# {each.column.name} = {_quoted(each.header)}"
            yield f"{line:<60}  # {each.likeness:.0%} alike: {each.column.definition}"
        if self.unmatched:
            yield f"# Nothing found for: {', '.join(map(_quoted, self.unmatched))}"
        if self.required:
            yield f"# Needed, and not found: {', '.join(self.required)}"

    def _recodes(self) -> Iterator[Sequence[str]]:
        for each in self.suggestions:
            if lines := [_recode(*pair) for pair in each.codes.items() if pair[0] != pair[1]]:
                allowed = ", ".join(each.column.allowed)
                yield [f"[recode.{each.column.name}]", *lines, f"# Its values: {allowed}"]

    def _units(self) -> list[str]:
        return [
            f"# {each.column.name} = {_quoted(conversion)}"
            + ("  # or the other: its cells fit both" if len(each.formats) > 1 else "")
            for each in self.suggestions
            for conversion in each.formats
        ]


def _recode(raw: str, code: str | None) -> str:
    return f"# {_quoted(raw)} = {_quoted(code or '')}" + ("" if code else "  # choose")


def _quoted(text: str) -> str:
    # A basic string of TOML is escaped as one of JSON.
    return json.dumps(text, ensure_ascii=False)
