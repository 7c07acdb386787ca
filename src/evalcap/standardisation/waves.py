"""Number the rounds of a survey by the dates of its interviews."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

import numpy as np
import pandas as pd

from evalcap.dataset.standard import Change
from evalcap.errors.standardisation import Problem
from evalcap.standardisation.naming import RowNames


@dataclass(frozen=True)
class Waves:
    """When each round of measurement took place.

    Attributes
    ----------
    by
        Canonical column of the day of measurement.
    wave
        Name of the column that gets the number of the round.
    rounds
        Number to first and last day, both included.
    """

    by: str
    rounds: Mapping[int, tuple[date, date]]
    wave: str = "wave"


@dataclass(frozen=True)
class Numbered:
    """Data with numbered rounds.

    Attributes
    ----------
    frame
        The data with the column of rounds, or as they were where none could be made.
    changes
        How many rows fell into each round.
    problems
        Rounds that overlap, a date that is not there or is none, days within no round.
    """

    frame: pd.DataFrame
    changes: tuple[Change, ...] = ()
    problems: tuple[Problem, ...] = ()


def number_waves(frame: pd.DataFrame, wanted: Waves, names: RowNames) -> Numbered:
    """Give each row the number of its round; missing where there is no date, or one in none.

    Parameters
    ----------
    frame
        The data, with the date in standard form; not changed.
    wanted
        The rounds.
    names
        How to name rows.
    """
    if problems := tuple(_problems(frame, wanted)):
        return Numbered(frame, problems=problems)
    day = frame[wanted.by]
    number = pd.Series(np.nan, index=frame.index)
    for wave, (first, last) in wanted.rounds.items():
        within = (day >= pd.Timestamp(first)) & (day < pd.Timestamp(last) + pd.Timedelta(days=1))
        number[within] = wave
    outside = (day.notna() & number.isna()).to_numpy()
    problems = (_outside(wanted, outside, names),) if outside.any() else ()
    changes = [
        Change("wave", wanted.wave, int((number == wave).sum()), f"{wave}: {first} to {last}")
        for wave, (first, last) in wanted.rounds.items()
    ]
    return Numbered(frame.assign(**{wanted.wave: number}), tuple(changes), problems)


def _problems(frame: pd.DataFrame, wanted: Waves) -> Iterator[Problem]:
    if wanted.by not in frame:
        yield Problem((wanted.by,), "is needed to number waves", "Map it in [columns].")
    elif not pd.api.types.is_datetime64_any_dtype(frame[wanted.by]):
        do = "Declare its format in [units], as by 'DD/MM/YYYY -> date'."
        yield Problem((wanted.by,), "holds no dates to number waves by", do)
    if wanted.wave in frame:
        do = "Leave out [waves], or map that column to another name."
        yield Problem((wanted.wave,), "is in the data already", do)
    ordered = sorted(wanted.rounds.items(), key=lambda entry: entry[1])
    for wave, (first, last) in ordered:
        if last < first:
            yield Problem((wanted.wave,), f"wave {wave} ends before it begins", "Swap its days.")
    for (wave, days), (following, next_days) in pairwise(ordered):
        if next_days[0] <= days[1]:
            wrong = f"waves {wave} and {following} overlap"
            yield Problem((wanted.wave,), wrong, "Give each day to one wave.")


def _outside(wanted: Waves, outside: np.ndarray, names: RowNames) -> Problem:
    return Problem(
        (wanted.by,),
        "lies in no wave",
        "Widen a wave in [waves], or correct the date.",
        n=int(outside.sum()),
        examples=names.rows(outside),
        kind="outside",
        rows=names.positions(outside),
    )
