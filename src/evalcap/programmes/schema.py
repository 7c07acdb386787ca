"""The shape of a programme type's tables, as their TOML files give it."""

from typing import Literal

from pydantic import BaseModel, ConfigDict

ColumnType = Literal["text", "category", "integer", "number", "date", "boolean"]
Identifies = Literal["no", "indirectly", "directly"]


class Column(BaseModel):
    """A column with a fixed meaning.

    Attributes
    ----------
    name
        Canonical name.
    type
        What a cell holds.
    definition
        What it measures, in words.
    source
        Where the definition comes from.
    unit
        Unit of measure, such as `seconds` or `share`; empty if it has none.
    allowed
        The code list of a category; empty if any value will do.
    required
        Whether its table is of no use without it. Studies are never refused for lacking a column:
        only their unit, time and outcome are obligatory.
    identifies
        Whether a value points to a person: by itself (`directly`), together with others
        (`indirectly`), or not.
    confirmed
        Whether the definition was read in its source; otherwise it must be shown as unverified.
    tags
        Words to find it by, such as an element of the ICAO strategy.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    name: str
    type: ColumnType
    definition: str
    source: str
    unit: str = ""
    allowed: tuple[str, ...] = ()
    required: bool = False
    identifies: Identifies = "no"
    confirmed: bool = True
    tags: tuple[str, ...] = ()


class Table(BaseModel):
    """Columns that are recorded together.

    Attributes
    ----------
    name
        Its name.
    row
        What one row is.
    columns
        Its columns, in reading order.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    name: str
    row: str
    columns: tuple[Column, ...]


class Programme(BaseModel):
    """A type of programme and what it measures.

    Attributes
    ----------
    name
        Its name, as studies write it.
    title
        Its name, as reports write it.
    about
        What such a programme does, in a sentence.
    tables
        The tables it records.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    name: str
    title: str
    about: str
    tables: tuple[Table, ...]

    def column(self, name: str) -> Column | None:
        """Find a canonical column by name; None if this programme type has none of that name."""
        columns = (column for table in self.tables for column in table.columns)
        return next((column for column in columns if column.name == name), None)
