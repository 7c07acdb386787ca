"""Answers in an export, all of them text, as what their question asks for."""

from typing import Final

import pandas as pd

from evalcap.sources.missing import MARKS, codes_in
from evalcap.sources.odk.form import Kind

_NUMBER: Final = r"[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?"
_DATE: Final = r"\d{4}-\d{2}-\d{2}"
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
            return _converted(text, _NUMBER, _to_numbers)
        case "date":
            return _converted(text, rf"{_DATE}(?:[T ]00:00(?::00(?:\.0+)?)?)?", _to_moments)
        case "moment":
            return _converted(text, _MOMENT, _to_moments)
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


def _converted(text: pd.Series, form: str, convert: object) -> tuple[pd.Series, pd.Series]:
    given = text.notna()
    odd = given & ~text.str.fullmatch(form).fillna(value=False).astype(bool)
    if odd.any() or not callable(convert):
        return text, odd
    try:
        return convert(text), odd
    except (ValueError, OverflowError):  # a day such as 2024-02-31
        return text, given & pd.to_datetime(text, errors="coerce", format="mixed").isna()


def _to_numbers(text: pd.Series) -> pd.Series:
    numbers = pd.to_numeric(text)
    whole = numbers.notna().all() and (numbers % 1 == 0).all() and len(numbers)
    return numbers.astype("int64") if whole else numbers.astype(float)


def _to_moments(text: pd.Series) -> pd.Series:
    """Read days and times; with zones, as times of UTC, which alone can be compared."""
    given = text.dropna()
    zoned = given.str.fullmatch(_ZONE)
    if zoned.all() and len(given):
        return pd.to_datetime(text, format="ISO8601", utc=True)
    if zoned.any():
        message = "some times have a zone and others have none"
        raise ValueError(message)
    return pd.to_datetime(text, format="ISO8601")


def _none(text: pd.Series) -> pd.Series:
    return pd.Series(data=False, index=text.index)
