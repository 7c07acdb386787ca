"""Name rows in a message without naming a person."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pandas as pd

from evalcap.dataset.standard import Structure
from evalcap.programmes import Programme

MOST = 5


@dataclass(frozen=True)
class RowNames:
    """How rows of a frame are named in messages.

    Attributes
    ----------
    frame
        The data, at least the columns that carry the design.
    structure
        Which columns carry the design; None names rows by number.
    schema
        Says which columns identify a person: rows of such units are named by number, counted
        from 1 below the header.
    """

    frame: pd.DataFrame
    structure: Structure | None
    schema: Programme

    def rows(self, chosen: npt.NDArray[np.bool_]) -> tuple[str, ...]:
        """Name the first few chosen rows, by unit and time; shape (n_rows,)."""
        return self._named(chosen, self._keys())

    def units(self, chosen: npt.NDArray[np.bool_]) -> tuple[str, ...]:
        """Name the first few units that have a chosen row; shape (n_rows,)."""
        keys = [key for key in self._keys() if self.structure and key == self.structure.unit]
        if not keys:
            return self._named(chosen, [])
        return self._named(chosen & ~self._repeated(chosen, keys[0]), keys)

    @staticmethod
    def positions(chosen: npt.NDArray[np.bool_]) -> tuple[int, ...]:
        """Give the positions of all chosen rows, from 0; shape (n_rows,)."""
        return tuple(np.flatnonzero(chosen).tolist())

    def _keys(self) -> list[str]:
        if self.structure is None:
            return []
        keys = [key for key in (self.structure.unit, self.structure.time) if key is not None]
        return keys if all(key in self.frame and self._harmless(key) for key in keys) else []

    def _harmless(self, key: str) -> bool:
        column = self.schema.column(key)
        return column is None or column.identifies != "directly"

    def _repeated(self, chosen: npt.NDArray[np.bool_], key: str) -> npt.NDArray[np.bool_]:
        return self.frame[key].where(chosen).duplicated().to_numpy()

    def _named(self, chosen: npt.NDArray[np.bool_], keys: list[str]) -> tuple[str, ...]:
        positions = np.flatnonzero(chosen)[:MOST]
        if not keys:
            return tuple(f"row {position + 1}" for position in positions)
        shown = self.frame[keys].iloc[positions].itertuples(index=False)
        return tuple(
            ", ".join(f"{key} {value}" for key, value in zip(keys, row, strict=True))
            for row in shown
        )
