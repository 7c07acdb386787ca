"""A table of an export as it stands there, and what is found in it."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
import pandas as pd

from evalcap.errors.reading import Counted, ReaderFinding

_SHOWN: Final = 5


@dataclass(frozen=True, eq=False)
class Raw:
    """A table as it stands in the export.

    Attributes
    ----------
    headers
        As they are written.
    cells
        Text, one column for each header, numbered from 0.
    numbers
        What the file calls each record: a row of the sheet, or a record from 1.
    sheet
        The sheet that it is in; empty for a text.
    file
        The file, where it is another one than that of the records.
    """

    headers: Sequence[str]
    cells: pd.DataFrame
    numbers: Sequence[int]
    sheet: str = ""
    file: str = ""

    def finding(
        self,
        kind: str,
        wrong: str,
        do: str = "",
        *,
        column: str = "",
        n: int | None = None,
        of: Counted = "column",
    ) -> ReaderFinding:
        """Say what was found in this table."""
        place = self.file, self.sheet
        return ReaderFinding(kind, wrong, do, *place, column=column, n=n, of=of)

    def finding_in(
        self, cells: pd.Series | np.ndarray, kind: str, wrong: str, do: str, *, column: str
    ) -> list[ReaderFinding]:
        """Say in which records something was found; nothing if in none.

        Parameters
        ----------
        cells
            Whether it is so in a record, shape (n_rows,).
        """
        rows = np.flatnonzero(np.asarray(cells, dtype=bool))
        examples = tuple(self.numbers[row] for row in rows[:_SHOWN])
        of: Counted = "row" if self.sheet else "record"
        place = self.file, self.sheet, column
        found = ReaderFinding(kind, wrong, do, *place, n=len(rows), of=of, examples=examples)
        return [found] if examples else []
