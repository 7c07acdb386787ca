"""Numbers as a declared country writes them: 1.234,50 or 1 234,50."""

import re
from typing import Final

import pandas as pd

from evalcap.errors.reading import ReaderFinding
from evalcap.sources.missing import MARKS, codes_in

_SHOWN: Final = 5
# Spaces that programs put between thousands: plain, no-break, narrow no-break.
_SPACES: Final = "  \u00a0\u202f"
_LOOK: Final = 1_000  # most columns of text begin with no number, and large ones cost time
_MOST: Final = 0.5  # of a column's cells are numbers: the others are likely mistakes


def declared_numbers(
    frame: pd.DataFrame, *, decimal: str, thousands: str
) -> tuple[pd.DataFrame, list[ReaderFinding]]:
    """Turn columns of text into numbers where every cell is written as declared.

    A separator of thousands counts only where it stands before groups of three digits, so that
    `1.5` in a file with decimal commas is no fifteen.

    Parameters
    ----------
    frame
        Every column as text; empty cells are missing.
    decimal, thousands
        As declared.

    Returns
    -------
    tuple
        The frame with its numbers, and a finding for each column that is mostly numbers.
    """
    mark = f"[{_SPACES}]" if thousands == " " else re.escape(thousands)
    point = re.escape(decimal)
    number = rf"[+-]?(?:\d{{1,3}}(?:{mark}\d{{3}})+|\d+)(?:{point}\d*)?|[+-]?{point}\d+"
    columns, findings = {}, []
    for name, text in frame.items():
        cells = text.str.strip(_SPACES)
        given = cells.notna() & ~cells.isin(MARKS)
        fits = cells.str.fullmatch(number).fillna(value=False).astype(bool)
        odd = given & ~fits
        if given.any() and not odd.any() and not codes_in(cells[given]):
            plain = cells.where(fits).str.replace(mark, "", regex=True)
            columns[name] = pd.to_numeric(plain.str.replace(decimal, ".", regex=False))
            continue
        columns[name] = text
        if fits.sum() > _MOST * given.sum() and odd.any():
            marks = f" with {decimal!r} for decimals and {thousands!r} for thousands"
            findings.append(_finding(str(name), odd, marks))
    return pd.DataFrame(columns, index=frame.index), findings


def mostly_numbers(frame: pd.DataFrame, *, decimal: str) -> list[ReaderFinding]:
    """Report the columns of text in which most cells are numbers, and some are not.

    Parameters
    ----------
    frame
        Columns of text beside others; empty cells are missing.
    decimal
        What stands before decimals.
    """
    point = re.escape(decimal)
    number = rf"\s*[+-]?(?:\d+(?:{point}\d*)?|{point}\d+)(?:[eE][+-]?\d+)?\s*"
    marks = "" if decimal == "." else f" with {decimal!r} for decimals"
    found = []
    for name in frame.select_dtypes(["object", "str"]).columns:
        known = frame[name].dropna()
        if not known.head(_LOOK).astype(str).str.fullmatch(number).any():
            continue
        cells = known.astype(str)
        fits = cells.str.fullmatch(number)
        odd = ~fits & ~cells.isin(MARKS)
        if odd.any() and fits.mean() > _MOST and not codes_in(cells[fits]):
            found.append(_finding(str(name), odd.reindex(frame.index, fill_value=False), marks))
    return found


def _finding(column: str, odd: pd.Series, marks: str) -> ReaderFinding:
    rows = odd.to_numpy().nonzero()[0]
    return ReaderFinding(
        "numbers",
        f"no numbers{marks}, so that the column stays text",
        "Correct them, recode them, or declare the marks for missing cells among them as missing.",
        column=column,
        n=len(rows),
        of="record",
        examples=tuple(int(row) + 1 for row in rows[:_SHOWN]),
    )
