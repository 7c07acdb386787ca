"""People crossed by their groups: every count of some tables, and every sum between them."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from itertools import chain, combinations, product
from math import log1p

import numpy as np
import pandas as pd

from evalcap.kernels.arrays import IntArray
from evalcap.privacy.disclosure.concentration import is_concentrated
from evalcap.privacy.disclosure.ledger import Cell, Relation
from evalcap.privacy.disclosure.rules import Rules

# A dimension, and for one with levels within levels the columns from the widest to the narrowest.
Dimension = tuple[str, ...]
# The groups that a count is of: column to level; the count of everybody has none.
Group = tuple[tuple[str, str], ...]
NOBODY_SAID = "not recorded"
EVERYBODY = "all"
# Tables between which people cannot be crossed within this many cells are protected by the sums
# that they print alone.
_MOST_INSIDE = 2_000


def key_of(group: Group, prefix: str = "n") -> str:
    """Name a count by its groups."""
    named = " & ".join(f"{column}={level}" for column, level in group)
    return f"{prefix}: {named or EVERYBODY}"


@dataclass(frozen=True)
class Crossing:
    """People and the groups they belong to.

    Attributes
    ----------
    people
        One row a person, one column a level of a dimension.
    tables
        The dimensions of each table; a table also has every margin.
    values
        What each person adds to totals, in whole units, shape (n_people,); None for tables of
        counts alone.
    earlier
        The narrowest groups of each dimension that an earlier report had, perhaps empty by now.
    """

    people: pd.DataFrame
    tables: tuple[tuple[Dimension, ...], ...]
    values: IntArray | None = None
    earlier: Mapping[Dimension, Sequence[Group]] = field(default_factory=dict)

    @cached_property
    def dimensions(self) -> tuple[Dimension, ...]:
        """All dimensions of all tables, each once."""
        return tuple(dict.fromkeys(chain.from_iterable(self.tables)))

    def cells(self, rules: Rules) -> list[Cell]:
        """Count people in every group that a table has a place for, and inside where needed."""
        return [
            *(cell for group in self.groups for cell in self._printed(group, rules)),
            *(Cell(key_of(g), self._count(g), is_printed=False) for g in self.inside),
        ]

    def sums(self) -> list[Relation]:
        """Name every sum: over the levels of each dimension, and over levels within levels."""
        kinds = ["n"] if self.values is None else ["n", "total"]
        within = [
            Relation(key_of(group, kind), tuple(key_of(part, kind) for part in parts))
            for kind in kinds
            for group, parts in self._sums_of(self.groups)
        ]
        return within + self._inner_sums()

    @cached_property
    def groups(self) -> tuple[Group, ...]:
        """Every group that a table has a place for, the widest first."""
        found = (g for dimensions in self.tables for g in self._groups_of(dimensions))
        return tuple(dict.fromkeys(self.ordered(g) for g in found))

    @cached_property
    def inside(self) -> tuple[Group, ...]:
        """The narrowest groups of all dimensions together, where no table shows them."""
        if self.dimensions in self.tables or len(self.tables) == 1:
            return ()
        sizes = [len(self._levels(d)[-1]) for d in self.dimensions]
        if int(np.prod(sizes, dtype=float)) > _MOST_INSIDE:
            return ()
        narrowest = product(*(self._levels(d)[-1] for d in self.dimensions))
        return tuple(self.ordered(list(chain.from_iterable(parts))) for parts in narrowest)

    def _levels(self, dimension: Dimension) -> list[list[Group]]:
        """List the groups of one dimension, depth by depth."""
        return self._all_levels[dimension]

    @cached_property
    def _all_levels(self) -> dict[Dimension, list[list[Group]]]:
        return {d: self._levels_of(d) for d in self.dimensions}

    def _levels_of(self, dimension: Dimension) -> list[list[Group]]:
        rows = self.people[list(dimension)].itertuples(index=False, name=None)
        narrow = {tuple(zip(dimension, row, strict=True)) for row in rows}
        narrow |= set(self.earlier.get(dimension, ()))
        depths = range(1, len(dimension) + 1)
        return [sorted({group[:depth] for group in narrow}) for depth in depths]

    @property
    def narrowest(self) -> dict[Dimension, list[Group]]:
        """The narrowest groups of each dimension."""
        return {d: self._levels(d)[-1] for d in self.dimensions}

    def _groups_of(self, dimensions: Sequence[Dimension]) -> Iterator[Group]:
        for n in range(len(dimensions) + 1):
            for chosen in combinations(dimensions, n):
                depths = [chain.from_iterable(self._levels(d)) for d in chosen]
                for parts in product(*depths):
                    yield tuple(chain.from_iterable(parts))

    def _sums_of(self, groups: Sequence[Group]) -> Iterator[tuple[Group, list[Group]]]:
        """Give each group with the groups that it falls into, one dimension at a time."""
        known = set(groups)
        for group in groups:
            for dimension in self.dimensions:
                parts = self._parts(group, dimension)
                if parts and all(part in known for part in parts):
                    yield group, parts

    def _parts(self, group: Group, dimension: Dimension) -> list[Group]:
        """Split a group by the next level of a dimension."""
        own = [pair for pair in group if pair[0] in dimension]
        if len(own) == len(dimension):
            return []
        deeper = self._levels(dimension)[len(own)]
        return [
            self.ordered([*(p for p in group if p[0] not in dimension), *level])
            for level in deeper
            if list(level[: len(own)]) == own
        ]

    def ordered(self, pairs: Sequence[tuple[str, str]]) -> Group:
        """Put the columns of a group into the order of the dimensions."""
        place = {column: i for i, column in enumerate(chain.from_iterable(self.dimensions))}
        return tuple(sorted(pairs, key=lambda pair: place[pair[0]]))

    def _inner_sums(self) -> list[Relation]:
        """Sum the narrowest groups to each narrowest group that a table shows."""
        if not self.inside:
            return []
        sums: dict[Group, list[str]] = {}
        for table in self.tables:
            columns = set(chain.from_iterable(table))
            for group in self.inside:
                shown = tuple(pair for pair in group if pair[0] in columns)
                sums.setdefault(shown, []).append(key_of(group))
        return [Relation(key_of(group), tuple(parts)) for group, parts in sums.items()]

    def _printed(self, group: Group, rules: Rules) -> Iterator[Cell]:
        n, key = self._count(group), key_of(group)
        yield Cell(key, n, value=1 + log1p(n))
        if self.values is not None:
            values = self.values[self._members(group)]
            yield Cell(
                key_of(group, "total"),
                int(values.sum()),
                value=1 + log1p(n),
                sum_over=key,
                is_concentrated=is_concentrated(values, rules),
            )

    def _count(self, group: Group) -> int:
        return len(self._members(group))

    def _members(self, group: Group) -> IntArray:
        """Positions of the people in a group."""
        columns = tuple(column for column, _ in group)
        if not columns:
            return np.arange(len(self.people))
        levels = tuple(level for _, level in group)
        return self._index(columns).get(levels, np.empty(0, np.int64))

    def _index(self, columns: tuple[str, ...]) -> dict[tuple[str, ...], IntArray]:
        if columns not in self._indices:
            grouped = self.people.groupby(list(columns), sort=False).indices
            self._indices[columns] = {
                (k if isinstance(k, tuple) else (k,)): np.asarray(v) for k, v in grouped.items()
            }
        return self._indices[columns]

    @cached_property
    def _indices(self) -> dict[tuple[str, ...], dict[tuple[str, ...], IntArray]]:
        return {}
