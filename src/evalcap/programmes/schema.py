"""The tables of a programme type."""

from collections.abc import Mapping, Sequence
from typing import Self

from evalcap.errors.programmes import UnknownTableError
from evalcap.programmes.column import Column, Condition, Fact, Label


class Section(Fact):
    """Columns of a table that belong together.

    Attributes
    ----------
    title
        Its heading in forms and codebooks.
    columns
        Its columns, in reading order.
    asked
        Whether a form asks for them; the others are joined from another table or computed.
    asked_if
        When a form asks for them; None for always.
    """

    title: Label
    columns: tuple[Column, ...]
    asked: bool = True
    asked_if: Condition | None = None


class Table(Fact):
    """Columns that are recorded together.

    Attributes
    ----------
    name
        Its name.
    row
        What one row is.
    sections
        Its columns, in reading order.
    key
        Columns that together stand once.
    links
        Column to the table that holds its value in the column of the same name.
    """

    name: str
    row: str
    sections: tuple[Section, ...]
    key: tuple[str, ...]
    links: Mapping[str, str] = {}

    @property
    def columns(self) -> tuple[Column, ...]:
        """Its columns, in reading order."""
        return tuple(column for section in self.sections for column in section.columns)


class Programme(Fact):
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

    name: str
    title: str
    about: str
    tables: tuple[Table, ...]

    def column(self, name: str) -> Column | None:
        """Find a canonical column by name; None if this programme type has none of that name."""
        columns = (column.named(name) for table in self.tables for column in table.columns)
        return next((column for column in columns if column is not None), None)

    def only(self, names: Sequence[str]) -> Self:
        """Keep some tables, in reading order; all if none is named.

        Raises
        ------
        UnknownTableError
        """
        known = [table.name for table in self.tables]
        if absent := [name for name in names if name not in known]:
            raise UnknownTableError(absent, programme=self.name, known=known)
        kept = tuple(table for table in self.tables if table.name in names or not names)
        return self.model_copy(update={"tables": kept})
