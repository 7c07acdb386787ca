"""Why a cell is missing, cell by cell."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd


@dataclass(frozen=True, eq=False)
class Reason:
    """A declared reason for missing, and the cells of one column that have it.

    Attributes
    ----------
    code
        As the file has it: `98`, `.a`, `refused`.
    label
        What the code means; empty if the file does not say.
    rows
        Positions of the cells in the frame, from 0, ascending, shape (n_cells,).
    """

    code: str
    label: str
    rows: npt.NDArray[np.int64]


Reasons = Mapping[str, tuple[Reason, ...]]


def reasons_in(
    column: pd.Series, declared: Iterable[bool] | pd.Series, labels: Mapping[Any, str]
) -> tuple[Reason, ...]:
    """Find the reasons in a column, in the order of their codes.

    Parameters
    ----------
    column
        Values as recorded, the codes still among them, shape (n_rows,).
    declared
        Whether a cell holds a reason instead of a value, shape (n_rows,).
    labels
        Code to what it means.
    """
    rows = np.flatnonzero(np.asarray(declared, dtype=bool))
    codes = column.to_numpy(dtype=object)[rows]
    return tuple(
        Reason(code_text(code), str(labels.get(code, "")), rows[codes == code].astype(np.int64))
        for code in sorted(set(codes.tolist()), key=lambda code: (str(type(code)), code))
    )


def reason_column(reasons: Sequence[Reason], index: pd.Index, *, labels: bool) -> pd.Series:
    """Lay reasons beside a frame: the reason where a cell has one, missing elsewhere."""
    names = [(reason.label or reason.code) if labels else reason.code for reason in reasons]
    categories = list(dict.fromkeys(names))
    codes = np.full(len(index), -1)
    for name, reason in zip(names, reasons, strict=True):
        codes[reason.rows] = categories.index(name)
    return pd.Series(pd.Categorical.from_codes(codes, pd.Index(categories)), index=index)


def reason_table(reasons: Reasons) -> pd.DataFrame:
    """List every cell that has a reason: row (from 0), column, code, label."""
    parts = [
        pd.DataFrame({"row": r.rows, "column": name, "code": r.code, "label": r.label})
        for name, found in reasons.items()
        for r in found
    ]
    empty = pd.DataFrame({"row": np.array([], np.int64), "column": [], "code": [], "label": []})
    return pd.concat(parts, ignore_index=True) if parts else empty


def count_reasons(reasons: Reasons) -> dict[str, dict[str, int]]:
    """Count the cells of each column by reason."""
    return {name: {r.code: len(r.rows) for r in found} for name, found in reasons.items()}


def shift_reasons(reasons: Reasons, by: int) -> dict[str, tuple[Reason, ...]]:
    """Move positions down, for a frame that is put below another one."""
    return {
        name: tuple(Reason(r.code, r.label, r.rows + by) for r in found)
        for name, found in reasons.items()
    }


def join_reasons(parts: Iterable[Reasons]) -> dict[str, tuple[Reason, ...]]:
    """Put together the reasons of frames that are now one; positions are of the whole."""
    found: dict[str, dict[tuple[str, str], list[npt.NDArray[np.int64]]]] = {}
    for part in parts:
        for name, reasons in part.items():
            column = found.setdefault(name, {})
            for reason in reasons:
                column.setdefault((reason.code, reason.label), []).append(reason.rows)
    return {
        name: tuple(
            Reason(code, label, np.sort(np.concatenate(rows)))
            for (code, label), rows in column.items()
        )
        for name, column in found.items()
    }


def code_text(code: Any) -> str:
    """Write a code as people do: 98 rather than 98.0."""
    if isinstance(code, float) and code.is_integer():
        return str(int(code))
    return str(code)
