"""Rules about rows that Great Expectations lacks: frame in, one truth value a row out."""

import pandas as pd


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
    value = frame.iloc[:, 1]
    first = value.groupby(frame.iloc[:, 0]).transform("first")
    return (value == first) | value.isna() | first.isna()
