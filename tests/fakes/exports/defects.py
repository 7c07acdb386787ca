"""Defects planted into a clean table, each written down with the records that it is in."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any

import pandas as pd

from exports.clean import Clean


@dataclass(frozen=True)
class Planted:
    """One defect, and what is to become of it.

    Attributes
    ----------
    kind
        What it is, in words.
    column
        Where it is; empty for whole records.
    keys
        Unit and time (or time alone, where nothing is followed) of the records that it is in.
    reported_by
        Start of the id of the finding that is to list these keys.
    repaired_by
        Rule of the change log that is to undo it.
    right
        What each of these records is to hold once it is repaired.
    """

    kind: str
    column: str
    keys: tuple[tuple[str, ...], ...]
    reported_by: str = ""
    repaired_by: str = ""
    right: tuple[Any, ...] = ()


@dataclass
class Dirty:
    """A table while defects are planted into it.

    Attributes
    ----------
    clean
        What it was made from.
    frame
        The records, in any type: a cell may be a word among numbers.
    planted
        Defects so far.
    recode, units, missing
        What the study declares so that defects are repaired.
    """

    clean: Clean
    frame: pd.DataFrame = field(init=False)
    planted: list[Planted] = field(default_factory=list)
    recode: dict[str, dict[str, str]] = field(default_factory=dict)
    units: dict[str, str] = field(default_factory=dict)
    missing: dict[str, list[str]] = field(default_factory=dict)
    _taken: int = 0
    _used: set[int] = field(default_factory=set)

    def __post_init__(self) -> None:
        """Begin with a copy that takes anything."""
        self.frame = self.clean.frame.astype(object).where(self.clean.frame.notna(), None)

    def spot(self, later: int = 1, n: int = 1) -> list[int]:
        """Take a row each of the next `n` units, not their first unless there is no other."""
        unit = self.clean.unit
        original = self.clean.frame
        groups = (
            [[i] for i in original.index]
            if unit is None
            else list(original.groupby(unit, sort=False).indices.values())
        )
        rows = [
            groups[self._taken + k][min(later, len(groups[self._taken + k]) - 1)] for k in range(n)
        ]
        self._taken += n
        return [int(row) for row in rows]

    def spoil(
        self, kind: str, column: str, value: Any, by: str, *, n: int = 1, where: Any = None
    ) -> None:
        """Put a wrong value, or one made from the right one, where it is to be reported."""
        rows = self._rows(n, where)
        self._write(rows, column, value)
        self._note(kind, column, rows, reported_by=by)

    def misdate(self, kind: str, column: str, value: Any, by: str, *, n: int = 1) -> None:
        """Put a wrong day into last records, by which their time is not known any more."""
        last = self.frame[self.clean.time].max()
        rows = self._rows(n, lambda f: f[self.clean.time] == last)
        self._write(rows, column, value)
        self._used |= set(rows)
        keys = tuple((str(self.frame.loc[row, self.clean.unit]), "nan") for row in rows)
        self.planted.append(Planted(kind, column, keys, reported_by=by))

    def disguise(
        self, kind: str, column: str, value: Any, by: str, *, n: int = 1, where: Any = None
    ) -> None:
        """Put a value that a declared rule brings back to what it was."""
        rows = self._rows(n, where)
        if by == "recode":
            for row in rows:
                right = self.frame.loc[row, column]
                self.recode.setdefault(column, {})[_made(value, right)] = right
        right = self._write(rows, column, value)
        self._note(kind, column, rows, repaired_by=by, right=right)

    def convert(self, kind: str, column: str, unit: str, value: Callable[[Any], Any]) -> None:
        """Put a whole column into another unit or form, which the study declares."""
        rows = [int(i) for i in self.frame.index if self.frame.loc[i, column] is not None]
        right = self._write(rows, column, value)
        self.units[column] = unit
        self._note(kind, column, rows, repaired_by="unit", right=right)

    def mark_missing(self, kind: str, column: str, code: str, *, n: int = 1) -> None:
        """Put a code that the study declares to mean missing."""
        rows = self.spot(n=n)
        self._write(rows, column, float(code) if code.isdecimal() else code)
        self.missing.setdefault(column, []).append(code)
        self._note(kind, column, rows, repaired_by="missing")

    def copy_record(self, kind: str, by: str, **changed: Any) -> None:
        """Record something a second time, perhaps with another value."""
        (row,) = self.spot()
        copies = self._append([row], changed)
        self._note(kind, "", [row, *copies], reported_by=by)

    def copy_person(self, kind: str, code: str) -> None:
        """Record a person a second time under another code."""
        (row,) = self.spot()
        unit = str(self.clean.unit)
        rows = [int(i) for i in self.frame.index[self.frame[unit] == self.frame.loc[row, unit]]]
        copies = self._append(rows, {unit: code})
        self._note(kind, unit, [*rows, *copies], reported_by=self.clean.persons)

    def drop_middle(self, kind: str) -> None:
        """Leave out a record between others of its unit."""
        (row,) = self.spot(later=1)
        # The record after the gap is what shows it.
        self._note(kind, "", [row + 1], reported_by="waves-without-gaps")
        self.frame = self.frame.drop(index=row)

    def lose(self, kind: str, column: str, where: Callable[[pd.DataFrame], pd.Series]) -> None:
        """Note records whose values the writer will put where nobody looks for them."""
        rows = [int(row) for row in self.frame.index[where(self.frame)]]
        by = f"outcome-missing-alike-by-time/{column}"
        self._note(kind, column, rows, reported_by=by)

    def keys(self, rows: Sequence[int]) -> tuple[tuple[str, ...], ...]:
        """Name records as the private list does."""
        names = [n for n in (self.clean.unit, self.clean.time) if n is not None]
        return tuple(tuple(key_text(self.frame.loc[row, n]) for n in names) for row in rows)

    def _rows(self, n: int, where: Any) -> list[int]:
        if where is None:
            return self.spot(n=n)
        # From the end, while spots are taken from the beginning.
        fits = [int(row) for row in self.frame.index[where(self.frame)] if row not in self._used]
        return fits[-n:]

    def _write(self, rows: Sequence[int], column: str, value: Any) -> tuple[Any, ...]:
        """Write a value, or what is made from the right one, and give the right ones."""
        right = tuple(self.frame.loc[row, column] for row in rows)
        for row, was in zip(rows, right, strict=True):
            self.frame.at[row, column] = _made(value, was)  # noqa: PD008 - one cell of any type
        return right

    def _append(self, rows: Sequence[int], changed: dict[str, Any]) -> list[int]:
        copies = self.frame.loc[rows].assign(**changed)
        first = int(self.frame.index.max()) + 1
        copies.index = pd.RangeIndex(first, first + len(copies))
        self.frame = pd.concat([self.frame, copies])
        return [int(i) for i in copies.index]

    def _note(self, kind: str, column: str, rows: Sequence[int], **fate: Any) -> None:
        if len(rows) < len(self.frame) // 2:
            self._used |= set(rows)
        self.planted.append(Planted(kind, column, self.keys(rows), **fate))


def key_text(value: Any) -> str:
    """Write a key as people do: 2 rather than 2.0, a day rather than a moment."""
    if isinstance(value, pd.Timestamp):
        return str(value)
    text = str(value)
    return text.removesuffix(".0")


def _made(value: Any, right: Any) -> Any:
    return value(right) if callable(value) else value
