"""What a file holds, and which file it was."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any, Literal

import pandas as pd

from evalcap.errors import count
from evalcap.errors.reading import ReaderFinding
from evalcap.sources.reasons import Reasons, count_reasons, reason_column, reason_table

Format = Literal["csv", "tsv", "xlsx", "dta", "sav", "parquet"]


@dataclass(frozen=True)
class Labels:
    """Labels in one language.

    Attributes
    ----------
    columns
        Column to its label.
    codes
        Column to code to the label of that code.
    """

    columns: Mapping[str, str] = field(default_factory=dict)
    codes: Mapping[str, Mapping[Any, str]] = field(default_factory=dict)


@dataclass(frozen=True)
class FileRecord:
    """One file that a source was read from.

    Attributes
    ----------
    name
        Its name, with folders below that of the pattern.
    sha256
        Fingerprint of its bytes, 64 hexadecimal digits.
    role
        Whether it holds data, a repeated group of them, or the form they were collected with.
    n_rows, columns
        What was found in it.
    layout
        How it was read: encoding, delimiter, sheet; what applies to its format.
    """

    name: str
    sha256: str
    role: Literal["data", "repeat", "form"] = "data"
    n_rows: int = 0
    columns: tuple[str, ...] = ()
    layout: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Content:
    """What a reader found in a file.

    Attributes
    ----------
    frame
        One row a record, one column a header, values as they were recorded.
    column_labels
        Column to the label its author gave it; columns without one are left out.
    value_labels
        Column to code to the label of that code; the frame keeps the codes.
    reasons
        Column to the declared reasons for missing (a code such as `98` or `.a`), each with the
        positions of its cells. In the frame these cells are missing.
    translations
        Language to labels in it, where the format has languages.
    formats
        Column to how its own program displays it, such as `%tm` or `MOYR8`.
    notes
        What the file's author wrote about the file.
    findings
        What a person should know about how the file was read.
    tables
        Repeated groups of a form, by name; each with keys to the rows they belong to.
    layout
        How the file was read: encoding, delimiter, sheet.
    """

    frame: pd.DataFrame
    column_labels: Mapping[str, str] = field(default_factory=dict)
    value_labels: Mapping[str, Mapping[Any, str]] = field(default_factory=dict)
    reasons: Reasons = field(default_factory=dict)
    translations: Mapping[str, Labels] = field(default_factory=dict)
    formats: Mapping[str, str] = field(default_factory=dict)
    notes: tuple[str, ...] = ()
    findings: tuple[ReaderFinding, ...] = ()
    tables: Mapping[str, "Content"] = field(default_factory=dict)
    layout: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Source:
    """Raw data, read and fingerprinted.

    Attributes
    ----------
    name
        What the study calls it; without a name, the file's own without its suffixes.
    location
        The path, pattern or `package:` resource as it was given.
    format
        What kind of file it is.
    sha256
        Fingerprint of the file's bytes, 64 hexadecimal digits; of several files, or of a file
        with its form, one that does not depend on their order.
    frame
        One row a record, one column a header, values as they were recorded.
    column_labels, value_labels, reasons, translations, formats, notes, findings
        What the file says about its columns, codes, reasons for missing and languages, and what
        a person should know about how it was read; see `Content`.
    files
        Every file it was read from, with its own fingerprint.
    tables
        Repeated groups of a form, by name, each a source of its own.
    """

    name: str
    location: str
    format: Format
    sha256: str
    frame: pd.DataFrame = field(repr=False)
    column_labels: Mapping[str, str] = field(default_factory=dict, repr=False)
    value_labels: Mapping[str, Mapping[Any, str]] = field(default_factory=dict, repr=False)
    reasons: Reasons = field(default_factory=dict, repr=False)
    translations: Mapping[str, Labels] = field(default_factory=dict, repr=False)
    formats: Mapping[str, str] = field(default_factory=dict, repr=False)
    notes: tuple[str, ...] = field(default=(), repr=False)
    findings: tuple[ReaderFinding, ...] = field(default=(), repr=False)
    files: tuple[FileRecord, ...] = field(default=(), repr=False)
    tables: Mapping[str, "Source"] = field(default_factory=dict, repr=False)

    @property
    def n_rows(self) -> int:
        """Number of records."""
        return len(self.frame)

    @property
    def user_missing(self) -> dict[str, dict[str, int]]:
        """Column to declared reason for missing to the number of cells with it."""
        return count_reasons(self.reasons)

    def reason(self, column: str, *, labels: bool = True) -> pd.Series:
        """Say why each cell of a column is missing, as a column beside the frame.

        Parameters
        ----------
        column
            A column of the frame.
        labels
            Whether reasons are given by label (the code where there is none), or by code.

        Returns
        -------
        pandas.Series
            Categories, shape (n_rows,), with the frame's index; missing where a cell has a value
            or is empty without a reason. So `pd.crosstab(frame["wave"], source.reason("debt"))`
            counts the reasons by wave.
        """
        return reason_column(self.reasons.get(column, ()), self.frame.index, labels=labels)

    def missing_cells(self) -> pd.DataFrame:
        """List every cell with a declared reason: row (from 0), column, code, label."""
        return reason_table(self.reasons)

    def file_log(self) -> pd.DataFrame:
        """List the files that were read: name, role, rows, columns, how they were read, sha256."""
        rows = [
            {
                "file": record.name,
                "role": record.role,
                "rows": record.n_rows,
                "columns": len(record.columns),
                **record.layout,
                "sha256": record.sha256,
            }
            for record in self.files
        ]
        return pd.DataFrame(rows)

    def detached(self) -> "Source":
        """Give a source whose frames can be changed without changing these (copies on write)."""
        tables = {name: table.detached() for name, table in self.tables.items()}
        return replace(self, frame=self.frame.copy(deep=False), tables=tables)

    def __str__(self) -> str:
        """Say what was read, in one line."""
        rows, columns = count(self.n_rows, "row"), count(self.frame.shape[1], "column")
        return f"{self.name}: {rows} and {columns} from {self.location} (sha256 {self.sha256[:12]})"
