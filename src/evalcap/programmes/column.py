"""One column with a fixed meaning, and the code list of a category."""

import re
from typing import Literal, Self

from pydantic import BaseModel, ConfigDict, Field

from evalcap.codelists.trip import TripElement

ColumnType = Literal[
    "text", "category", "integer", "number", "date", "datetime", "period", "boolean"
]
Identifies = Literal["no", "indirectly", "directly"]
Criterion = Literal[
    "relevance", "coherence", "effectiveness", "efficiency", "impact", "sustainability"
]
Tag = Literal[
    "cascade",
    "cluster",
    "content",
    "detection",
    "disaggregation",
    "dose",
    "item",
    "key",
    "outcome",
    "process",
    "rights",
    "rss",
    "score",
    "treatment",
]


class Fact(BaseModel):
    """Something that a file declares and nothing changes."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Label(Fact):
    """The same words in English, French and Spanish, as forms show them."""

    en: str
    fr: str
    es: str


class Code(Fact):
    """One value of a code list.

    Attributes
    ----------
    name
        What a cell holds.
    label
        What a form shows.
    number
        Number that the official questionnaire gives this answer; None if it gives none.
    """

    name: str
    label: Label
    number: int | None = None


class CodeList(Fact):
    """The values that a category may have, in the order in which a form offers them."""

    name: str
    codes: tuple[Code, ...]


class Condition(Fact):
    """Another column that must have one of some values."""

    column: str
    values: tuple[str, ...]


class AnyOf(Fact):
    """True where at least one of several columns has one of some values."""

    columns: tuple[str, ...]
    values: tuple[str, ...]


class Elapsed(Fact):
    """Time from one date to another."""

    since: str
    until: str


class Column(Fact):
    """A column with a fixed meaning.

    Attributes
    ----------
    name
        Canonical name.
    type
        What a cell holds; a period is a date, its first day, or a running number.
    label
        What a form shows or asks.
    definition
        What it measures, in words.
    source
        Where the definition comes from.
    unit
        Unit of measure, such as `seconds` or `share`; empty if it has none.
    codes
        The code list of a category; None for every other type.
    minimum, maximum
        Lowest and highest value that can be right, in `unit`; None for no limit.
    pattern, example
        Regular expression that the whole of a text follows, and a text that does; empty if any
        text will do.
    not_below, not_above
        Column of the same row that this one never falls short of, or exceeds; empty for none.
    asked_if
        When a form asks for it; None for always.
    any_of, elapsed
        How it follows from other columns; None if it does not.
    coarser_than
        Column that says the same more exactly and makes this one needless; empty for none.
    numbered
        How many columns `name_01`, `name_02`, ... a blank file has of it; 0 for a single column.
    official_wording
        Whose questionnaire must be read out word by word in place of the label.
    required
        Whether its table is of no use without it. Studies are never refused for lacking a column:
        only their unit, time and outcome are obligatory.
    identifies
        Whether a value points to a person: by itself (`directly`), together with others
        (`indirectly`), or not.
    sensitive
        Whether disclosure could harm the person, so that it needs protection beyond the usual.
    confirmed
        Whether the definition was read in its source; otherwise it must be shown as unverified.
    compact
        Objectives ("21") and actions ("21(b)") of the Compact that it informs.
    sdg
        Targets and indicators of the Sustainable Development Goals that it contributes to.
    dac
        Evaluation criteria that it speaks to.
    trip
        Element of the ICAO TRIP strategy that it belongs to; None for none.
    kirkpatrick
        Level of evaluation of a training, from 1 (reaction) to 4 (results); None for none.
    tags
        Words to find it by.
    """

    name: str = Field(pattern="^[a-z][a-z0-9_]*$")
    type: ColumnType
    label: Label
    definition: str
    source: str
    unit: str = ""
    codes: CodeList | None = None
    minimum: float | None = None
    maximum: float | None = None
    pattern: str = ""
    example: str = ""
    not_below: str = ""
    not_above: str = ""
    asked_if: Condition | None = None
    any_of: AnyOf | None = None
    elapsed: Elapsed | None = None
    coarser_than: str = ""
    numbered: int = 0
    official_wording: str = ""
    required: bool = False
    identifies: Identifies = "no"
    sensitive: bool = False
    confirmed: bool = True
    compact: tuple[str, ...] = ()
    sdg: tuple[str, ...] = ()
    dac: tuple[Criterion, ...] = ()
    trip: TripElement | None = None
    kirkpatrick: Literal[1, 2, 3, 4] | None = None
    tags: tuple[Tag, ...] = ()

    @property
    def allowed(self) -> tuple[str, ...]:
        """Values of a category; empty if any value will do."""
        return () if self.codes is None else tuple(code.name for code in self.codes.codes)

    @property
    def members(self) -> tuple[Self, ...]:
        """The columns that a blank file has of it: itself, or each of the numbered ones."""
        if not self.numbered:
            return (self,)
        return tuple(self._member(f"{n:02d}") for n in range(1, self.numbered + 1))

    def named(self, name: str) -> Self | None:
        """Give the column if it goes by that name: its own, or one of the numbered ones."""
        if not self.numbered:
            return self if name == self.name else None
        found = re.fullmatch(rf"{self.name}_(\d{{1,3}})", name)
        return self._member(found[1]) if found else None

    def _member(self, number: str) -> Self:
        words = {language: f"{text} {int(number)}" for language, text in self.label}
        name = f"{self.name}_{number}"
        return self.model_copy(update={"name": name, "label": Label(**words), "numbered": 0})
