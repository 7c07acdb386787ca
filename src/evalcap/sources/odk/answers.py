"""Answers in an export, all of them text, as what their question asks for."""

from typing import Final

import pandas as pd

from evalcap.sources.missing import MARKS, codes_in
from evalcap.sources.odk.form import Kind

_NUMBER: Final = r"[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?"
_DATE: Final = r"\d{4}-\d{2}-\d{2}"
_DAY: Final = rf"{_DATE}(?:[T ]00:00(?::00(?:\.0+)?)?)?"
_ZONE: Final = r".*(?:Z|[+-]\d{2}:?\d{2})"
_MOMENT: Final = (
    rf"{_DATE}(?:[T ]\d{{2}}:\d{{2}}(?::\d{{2}}(?:\.\d+)?)?)?(?:Z|[+-]\d{{2}}:?\d{{2}})?"
)


def answers(text: pd.Series, kind: Kind) -> tuple[pd.Series, pd.Series]:
    """Give answers their type.

    Parameters
    ----------
    text
        As the export writes them; missing where there is none, shape (n_rows,).
    kind
        What the question asks for.

    Returns
    -------
    tuple
        The answers, and whether each is not of the kind that was asked for. A column with such
        answers stays text.
    """
    match kind:
        case "number":
            return _numbers(text)
        case "date":
            return _moments(text, _DAY)
        case "moment":
            return _moments(text, _MOMENT)
        case "calculate":
            return inferred(text), _none(text)
        case _:
            return text, _none(text)


def inferred(text: pd.Series) -> pd.Series:
    """Turn a column into numbers if it holds nothing else; codes stay text."""
    given = text.dropna()
    given = given[~given.isin(MARKS)]
    if given.empty or not given.str.fullmatch(_NUMBER).all() or codes_in(given):
        return text
    return _to_numbers(given).reindex(text.index)


def _numbers(text: pd.Series) -> tuple[pd.Series, pd.Series]:
    odd = _unlike(text, _NUMBER)
    return (text if odd.any() else _to_numbers(text)), odd


def _moments(text: pd.Series, form: str) -> tuple[pd.Series, pd.Series]:
    """Read days and times; with zones, as times of UTC, which alone can be compared."""
    odd = _unlike(text, form)
    zoned = ~_unlike(text, _ZONE) & text.notna()
    if zoned.any():  # a time without a zone is no time among those with one
        odd |= text.notna() & ~zoned
    read = pd.to_datetime(text, format="ISO8601", errors="coerce", utc=bool(zoned.any()))
    odd |= text.notna() & read.isna()  # no day either, such as 2024-02-31
    return (text if odd.any() else read), odd


def _unlike(text: pd.Series, form: str) -> pd.Series:
    return text.notna() & ~text.str.fullmatch(form).fillna(value=False).astype(bool)


def _to_numbers(text: pd.Series) -> pd.Series:
    numbers = pd.to_numeric(text)
    whole = numbers.notna().all() and (numbers % 1 == 0).all() and len(numbers)
    return numbers.astype("int64") if whole else numbers.astype(float)


def _none(text: pd.Series) -> pd.Series:
    return pd.Series(data=False, index=text.index)
