"""Data in standard form, and the record of how they got there."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, fields
from typing import Literal

import pandas as pd

from evalcap.errors import count
from evalcap.sources.reasons import Reasons, count_reasons, reason_column

Rule = Literal["missing", "reshape", "rename", "trim", "recode", "type", "unit", "wave"]


@dataclass(frozen=True)
class Structure:
    """Which columns carry the design, all by canonical name.

    Attributes
    ----------
    unit
        What is followed over time; None for repeated cross-sections.
    time
        When a row was observed.
    treated_from
        First treated period of the unit; missing or infinite if never treated.
    treated
        Whether the unit is treated in the row's period, 0 or 1.
    cluster
        What treatment was assigned by, or what units share.
    """

    unit: str | None
    time: str
    treated_from: str | None = None
    treated: str | None = None
    cluster: str | None = None

    def columns(self) -> dict[str, str]:
        """Give role to column, for the roles that are filled."""
        roles = {role.name: getattr(self, role.name) for role in fields(self)}
        return {role: column for role, column in roles.items() if column is not None}


@dataclass(frozen=True)
class Change:
    """What one rule did to one column.

    Attributes
    ----------
    rule
        The kind of change.
    column
        Canonical name of the column.
    n_cells
        Cells whose value changed; 0 for a new name, and for a recode that met no such value.
    detail
        What it was and what it became, in words.
    """

    rule: Rule
    column: str
    n_cells: int
    detail: str


@dataclass(frozen=True)
class ChangeLog:
    """Everything that standardising changed, in the order it was done.

    Attributes
    ----------
    changes
        One entry a rule and column.
    """

    changes: tuple[Change, ...] = ()

    @property
    def n_cells(self) -> int:
        """Number of cells whose value changed, counted once a rule."""
        return sum(change.n_cells for change in self.changes)

    def to_frame(self) -> pd.DataFrame:
        """Give one row a change: rule, column, n_cells, detail."""
        names = [column.name for column in fields(Change)]
        rows = [[getattr(change, name) for name in names] for change in self.changes]
        return pd.DataFrame(rows, columns=names)

    def __iter__(self) -> Iterator[Change]:
        """Go through the changes in order."""
        return iter(self.changes)

    def __len__(self) -> int:
        """Count the entries."""
        return len(self.changes)

    def __str__(self) -> str:
        """Say how much was changed."""
        columns = {change.column for change in self.changes}
        cells = count(self.n_cells, "cell")
        return f"{count(self.changes, 'change')} to {count(columns, 'column')}: {cells}"


@dataclass(frozen=True)
class StandardDataset:
    """Data under canonical names, in canonical units and types, with every raw row.

    Attributes
    ----------
    frame
        One row a raw row, in the raw order; columns that no mapping names are as they were.
    log
        What was changed.
    programme
        Name of the programme type.
    structure
        The columns that carry the design and were checked; None if none were declared.
    reasons
        Column to the declared reasons for missing, each with the positions of its cells in the
        frame; only what a reader found, so none for data that were made by a prepare().
    """

    frame: pd.DataFrame = field(repr=False)
    log: ChangeLog
    programme: str
    structure: Structure | None = None
    reasons: Reasons = field(default_factory=dict, repr=False)

    @property
    def user_missing(self) -> Mapping[str, Mapping[str, int]]:
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
            or is empty without a reason.
        """
        return reason_column(self.reasons.get(column, ()), self.frame.index, labels=labels)

    def __str__(self) -> str:
        """Say what the data are, in one line."""
        rows, columns = count(len(self.frame), "row"), count(self.frame.shape[1], "column")
        return f"{self.programme}: {rows} and {columns}; {self.log}"
