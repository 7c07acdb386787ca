"""Tables of people that may be published together."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise
from typing import Any

import numpy as np
import pandas as pd

from evalcap.errors import count
from evalcap.errors.dataset import ColumnNotFoundError
from evalcap.errors.privacy import NegativeTotalsError, NestedLevelsError, VariesWithinPersonError
from evalcap.kernels.arrays import IntArray
from evalcap.privacy.disclosure.crossing import (
    EVERYBODY,
    NOBODY_SAID,
    Crossing,
    Dimension,
    Group,
    key_of,
)
from evalcap.privacy.disclosure.earlier import Report
from evalcap.privacy.disclosure.label import Count
from evalcap.privacy.disclosure.ledger import Ledger
from evalcap.privacy.disclosure.protection import Protected, protect
from evalcap.privacy.disclosure.rules import Rules

By = Sequence[str | Sequence[str]]


@dataclass(frozen=True)
class PublishedTables:
    """Tables after disclosure control; nothing in it tells more than they do.

    Attributes
    ----------
    tables
        The dimensions of each table.
    frames
        One frame a table: its columns, `n`, and `total` where totals were asked for. A margin's
        level is "all".
    protected
        Every count as it may be printed, and how many were withheld.
    rules
        What may be told.
    groups
        The narrowest groups of each dimension.
    """

    tables: tuple[tuple[Dimension, ...], ...]
    frames: tuple[pd.DataFrame, ...] = field(repr=False)
    protected: Protected = field(repr=False)
    rules: Rules
    groups: Mapping[Dimension, Sequence[Group]] = field(repr=False)

    def to_frame(self, table: int = 0) -> pd.DataFrame:
        """Give one table in long form, by its position."""
        return self.frames[table].copy()

    def __str__(self) -> str:
        """Say how many counts there are, and how many are withheld and why."""
        p = self.protected
        if p.gave_up:
            return (
                f"{count(len(self.tables), 'table')} of people with {count(len(p.counts), 'count')}"
                ", none of them told: too many hang together, in these tables or with earlier "
                "ones, to protect single ones. Ask for fewer tables, or for wider groups."
            )
        return (
            f"{count(len(self.tables), 'table')} of people with {count(len(p.counts), 'count')}, "
            f"{p.n_withheld} of them withheld: {len(p.few)} of fewer than {self.rules.smallest} "
            f"people, {len(p.changed)} that few people changed, and {len(p.also)} from which "
            "others could be worked out."
        )


def protect_tables(
    frame: pd.DataFrame,
    *tables: By,
    unit: str | None = None,
    values: str | None = None,
    earlier: PublishedTables | Sequence[PublishedTables] = (),
    rules: Rules | None = None,
) -> PublishedTables:
    """Count people by their groups, and withhold what tells of few of them.

    Every table gets all its margins, and tables that share a margin print the same number, so
    they are protected together. A count of fewer people than `min_cell` reads "<10"; further
    counts read as a range, so that nobody can work out a withheld count from what is printed.

    Parameters
    ----------
    frame
        One row a person, or with `unit` several whose groups do not change.
    *tables
        Columns of each table, one to three or more. A list within the list is one dimension with
        levels within levels, the widest first: `[["region", "post"], "sex"]`.
    unit
        Column that tells persons apart; None if each row is one.
    values
        Column to add up beside the counts, zero or more, rounded to whole units.
    earlier
        The same tables as they were published before, oldest first: no count may tell how few
        people changed it.
    rules
        What may be told; by default fewer than ten people are few.

    Returns
    -------
    PublishedTables

    Raises
    ------
    DatasetError
        A column is missing, or changes within a person.
    PrivacyError
        Counts cannot be protected, levels do not nest, or values are below zero.
    """
    rules = rules or Rules()
    dimensions = tuple(tuple(_dimension(part) for part in table) for table in tables)
    people = _people(frame, dimensions, unit)
    before = (earlier,) if isinstance(earlier, PublishedTables) else tuple(earlier)
    added = _whole_units(frame, people, values)
    crossing = Crossing(people, dimensions, added, _groups_of(before))
    ledger = Ledger(crossing.cells(rules), crossing.sums())
    reports = [Report(each.protected.counts, each.rules.rounding) for each in before]
    protected = protect(ledger, rules, earlier=reports)
    frames = tuple(_frame(crossing, protected, table) for table in dimensions)
    return PublishedTables(dimensions, frames, protected, rules, crossing.narrowest)


def _groups_of(before: Sequence[PublishedTables]) -> dict[Dimension, tuple[Group, ...]]:
    """Gather the narrowest groups that any earlier tables had."""
    known: dict[Dimension, dict[Group, None]] = {}
    for dimension, groups in (pair for each in before for pair in each.groups.items()):
        known.setdefault(dimension, {}).update(dict.fromkeys(groups))
    return {dimension: tuple(groups) for dimension, groups in known.items()}


def _dimension(part: str | Sequence[str]) -> Dimension:
    return (part,) if isinstance(part, str) else tuple(part)


def _people(
    frame: pd.DataFrame, tables: tuple[tuple[Dimension, ...], ...], unit: str | None
) -> pd.DataFrame:
    """Give one row a person with the groups he or she is in, as text."""
    columns = list(dict.fromkeys(c for table in tables for d in table for c in d))
    wanted = [*columns, *([unit] if unit else [])]
    if absent := [c for c in wanted if c not in frame.columns]:
        raise ColumnNotFoundError(absent, list(map(str, frame.columns)))
    levels = frame[columns].astype("object").where(frame[columns].notna(), NOBODY_SAID).astype(str)
    if unit is not None:
        levels = _once(levels, frame[unit])
    for dimension in dict.fromkeys(d for table in tables for d in table):
        _require_nested(levels, dimension)
    return levels


def _once(levels: pd.DataFrame, unit: "pd.Series[Any]") -> pd.DataFrame:
    """Keep one row a person, whose groups must not change."""
    for column in levels.columns:
        pairs = pd.DataFrame({"unit": unit.to_numpy(), "level": levels[column].to_numpy()})
        pairs = pairs.drop_duplicates()
        changing = pairs["unit"].duplicated().to_numpy()
        if changing.any():
            raise VariesWithinPersonError(str(column), pairs.loc[changing, "unit"].nunique())
    return levels[~unit.duplicated().to_numpy()]


def _require_nested(levels: pd.DataFrame, dimension: Dimension) -> None:
    for wide, narrow in pairwise(dimension):
        pairs = levels[[wide, narrow]].drop_duplicates()
        if n := int(pairs.loc[pairs[narrow].duplicated(), narrow].nunique()):
            raise NestedLevelsError(narrow, wide, n)


def _whole_units(frame: pd.DataFrame, people: pd.DataFrame, values: str | None) -> IntArray | None:
    """Round what each person adds, so that totals of parts add up to totals."""
    if values is None:
        return None
    added = pd.to_numeric(frame.loc[people.index, values]).fillna(0).to_numpy(float)
    if below := int((added < 0).sum()):
        raise NegativeTotalsError(values, below)
    whole: IntArray = np.rint(added).astype(np.int64)
    return whole


def _frame(crossing: Crossing, protected: Protected, table: tuple[Dimension, ...]) -> pd.DataFrame:
    """Lay one table out, with its margins."""
    one = replace(crossing, tables=(table,))
    columns = [column for dimension in table for column in dimension]
    has_totals = crossing.values is not None  # noqa: PD011 - a field, no frame
    rows: list[dict[str, Count]] = []
    for group in one.groups:
        ordered = crossing.ordered(group)
        row: dict[str, Count] = {c: dict(group).get(c, EVERYBODY) for c in columns}
        row["n"] = protected.counts[key_of(ordered)]
        if has_totals:
            row["total"] = protected.counts[key_of(ordered, "total")]
        rows.append(row)
    return pd.DataFrame(rows, columns=list(rows[0]))
