"""Rules about rows that Great Expectations lacks: frame in, one truth value a row out."""

from collections.abc import Sequence
from typing import Any, Final

import pandas as pd

# What makes the median distance from the median the standard deviation of a normal distribution.
_NORMAL: Final = 1.4826


def waves_without_gaps(frame: pd.DataFrame) -> pd.Series:
    """Say which rows follow their unit's row of the wave just before, or are its first.

    Parameters
    ----------
    frame
        Unit and time, in this order, shape (n_rows, 2). The waves are the times that occur.

    Returns
    -------
    Series
        False where the unit was seen before, but not in the wave before, shape (n_rows,).
    """
    wave = pd.Series(pd.factorize(frame.iloc[:, 1], sort=True)[0], index=frame.index)
    order = wave.sort_values(kind="stable").index
    step = wave.loc[order].groupby(frame.iloc[:, 0].loc[order]).diff()
    return ~(step > 1).reindex(frame.index)


def constant_within_unit(frame: pd.DataFrame) -> pd.Series:
    """Say which rows agree with the first known value of their unit.

    Parameters
    ----------
    frame
        Unit and a column that belongs to it, in this order, shape (n_rows, 2).

    Returns
    -------
    Series
        False where the value differs; a missing one does not, shape (n_rows,).
    """
    # Words and numbers may stand side by side: codes compare what they are, in any column.
    codes = pd.Series(pd.factorize(frame.iloc[:, 1])[0], index=frame.index, dtype=float)
    value = codes.where(codes >= 0)
    first = value.groupby(frame.iloc[:, 0]).transform("first")
    return (value == first) | value.isna() | first.isna()


def stays_treated(frame: pd.DataFrame) -> pd.Series:
    """Say which rows are not untreated after an earlier treated row of their unit.

    Parameters
    ----------
    frame
        Unit, time, and whether the unit is treated, in this order, shape (n_rows, 3).
    """
    treated = pd.to_numeric(frame.iloc[:, 2], errors="coerce")
    order = frame.iloc[:, 1].sort_values(kind="stable").index
    so_far = treated.loc[order].groupby(frame.iloc[:, 0].loc[order]).cummax().reindex(frame.index)
    return ~((treated == 0) & (so_far == 1))


def answered_only_if_asked(frame: pd.DataFrame, asked: Sequence[Any]) -> pd.Series:
    """Say which rows do not answer a question that another answer ruled out.

    Parameters
    ----------
    frame
        The question and the one before, in this order, shape (n_rows, 2).
    asked
        Answers to the one before after which the question is asked.
    """
    question, before = frame.iloc[:, 0], frame.iloc[:, 1]
    return ~(question.notna() & before.notna() & ~_among(before, asked))


def answered_where_asked(frame: pd.DataFrame, asked: Sequence[Any]) -> pd.Series:
    """Say which rows do not lack the answer to a question that was to be asked.

    Parameters
    ----------
    frame
        The question and the one before, in this order, shape (n_rows, 2).
    asked
        Answers to the one before after which the question is asked.
    """
    question, before = frame.iloc[:, 0], frame.iloc[:, 1]
    return ~(question.isna() & _among(before, asked))


def persons_told_apart(frame: pd.DataFrame) -> pd.Series:
    """Say which rows share no description with another unit.

    Parameters
    ----------
    frame
        Unit, then what describes the person at one time, such as wave, sex, age and community,
        shape (n_rows, n_columns). Rows that lack any of it are not compared.
    """
    described = frame.notna().all(axis=1)
    description = list(frame.columns[1:])
    rows = frame[described]
    units = rows.groupby(description, observed=True, sort=False)[frame.columns[0]].transform(
        "nunique"
    )
    return (units == 1).reindex(frame.index, fill_value=True)


def within_usual_range(frame: pd.DataFrame, spreads: float) -> pd.Series:
    """Say which rows lie within so many robust standard deviations of their group's median.

    Parameters
    ----------
    frame
        Group and value, in this order, shape (n_rows, 2).
    spreads
        How many; the spread is 1.4826 times the median distance from the median, and a group in
        which more than half of the values are the same has none, so that nothing is outside.
    """
    group = frame.iloc[:, 0]
    value = pd.to_numeric(frame.iloc[:, 1], errors="coerce").astype(float)
    distance = (value - value.groupby(group).transform("median")).abs()
    spread = _NORMAL * distance.groupby(group).transform("median")
    return ~((distance > spreads * spread) & (spread > 0))


def within_usual_multiple(frame: pd.DataFrame, times: float) -> pd.Series:
    """Say which rows are no more than so many times above or below their group's median.

    Amounts and durations spread by multiples, and a unit mistaken for another is a multiple off:
    minutes for seconds 60 times.

    Parameters
    ----------
    frame
        Group and value, in this order, shape (n_rows, 2). Values of 0 and below are not compared.
    times
        How many.
    """
    value = pd.to_numeric(frame.iloc[:, 1], errors="coerce").astype(float)
    value = value.where(value > 0)
    usual = value.groupby(frame.iloc[:, 0]).transform("median")
    return ~((value > times * usual) | (value * times < usual))


def missing_alike_in_groups(frame: pd.DataFrame, most_gap: float) -> pd.Series:
    """Say which rows are not missing in a group that lacks more than the others together.

    Parameters
    ----------
    frame
        Group, such as wave, arm or enumerator, and value, in this order, shape (n_rows, 2).
    most_gap
        Largest difference between the shares missing in a group and in all other groups.
    """
    group, missing = frame.iloc[:, 0], frame.iloc[:, 1].isna().astype(float)
    within = missing.groupby(group)
    n, lacking = within.transform("size"), within.transform("sum")
    known = group.notna()
    others = (known.sum() - n).where(lambda rows: rows > 0)
    elsewhere = (missing[known].sum() - lacking) / others
    return ~((missing == 1) & (lacking / n - elsewhere > most_gap))


def one_of_them_recorded(frame: pd.DataFrame) -> pd.Series:
    """Say which rows have a value in at least one column, shape (n_rows,)."""
    return frame.notna().any(axis=1)


def _among(answers: pd.Series, asked: Sequence[Any]) -> pd.Series:
    """Compare as text, since codes are text in one file and numbers in the next."""
    return answers.map(_spelt, na_action="ignore").isin([_spelt(answer) for answer in asked])


def _spelt(answer: Any) -> str:
    return f"{answer:g}" if isinstance(answer, int | float) else str(answer)
