"""The tables of study.toml that bring raw files under canonical names."""

from datetime import date
from pathlib import Path
from typing import Annotated, Literal

from pydantic import Field, PositiveInt

from evalcap.sources.gathering import source_paths
from evalcap.sources.options import Decimal, Thousands
from evalcap.study.section import Identifier, Section


class SourceSection(Section):
    """A file of raw data, or several that are one table.

    What is not described here is handed to `read_source`, which describes it.

    Attributes
    ----------
    path
        Relative to the study's folder, or `package:PACKAGE/path/inside`; a folder, or a pattern
        such as `monthly/*.csv`, means all of its files.
    sha256
        The fingerprint of the first cycle's files; later ones are recorded by `evalcap accept`.
    """

    name: Identifier
    path: str
    sha256: str | None = Field(
        default=None, pattern=r"^[0-9a-fA-F]{64}$", description="64 hexadecimal digits"
    )
    sheet: str | int | None = None
    header: Annotated[int, Field(ge=1)] | tuple[int, int] = 1
    encoding: str | None = None
    delimiter: Literal[",", ";", "\t", "|"] | None = None
    decimal: Decimal = "."
    thousands: Thousands | None = None
    missing: tuple[str, ...] | dict[str, tuple[str, ...]] = ()
    text_columns: tuple[str, ...] = ()
    fill_merged: bool = False
    form: str | tuple[str, ...] = ()
    repeats: dict[str, str] = Field(default_factory=dict)
    file_column: str | None = None
    limits: dict[str, Annotated[int, Field(ge=1)]] = Field(default_factory=dict)
    licence: str = ""
    retrieved: date | None = None
    citation: str = ""

    def files(self, folder: Path) -> dict[str, Path]:
        """Find every file that the source is read from, by path.

        Raises
        ------
        SourceError
            A file is not there.
        """
        form = (self.form,) if isinstance(self.form, str) else self.form
        return source_paths(self.path, form=form, repeats=self.repeats, folder=folder)


class WideSection(Section):
    """Raw columns that are one measure at several times.

    Attributes
    ----------
    time
        Name of the column that says which time a row is for.
    columns
        Canonical name to time to raw header.
    """

    time: Identifier
    columns: Annotated[
        dict[str, Annotated[dict[str, str], Field(min_length=1)]], Field(min_length=1)
    ]


class WavesSection(Section):
    """Rounds of measurement, by their days.

    Attributes
    ----------
    by
        Canonical column of the day of measurement.
    rounds
        Number of the round to its first and last day.
    """

    by: str
    rounds: Annotated[dict[PositiveInt, tuple[date, date]], Field(min_length=1)]
