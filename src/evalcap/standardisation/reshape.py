"""From one row a unit, with a column for each time, to one row a unit and time."""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final

import pandas as pd

from evalcap.dataset.standard import Change
from evalcap.errors.standardisation import MappingError, Problem
from evalcap.standardisation.mapping import near

Time = str | int

_ONCE: Final = "Name each header once, and leave it out of [columns]."


@dataclass(frozen=True)
class Reshape:
    """Which raw columns are one measure at several times.

    Attributes
    ----------
    time
        Name of the column that says which time a row is for.
    columns
        Canonical name to time to raw header: `{"score": {"pre": "Pre-test", "post": "Post-test"}}`.
    """

    time: str
    columns: Mapping[str, Mapping[Time, str]]

    @property
    def times(self) -> tuple[Time, ...]:
        """Every time, in the order in which they are first named."""
        return tuple(dict.fromkeys(time for headers in self.columns.values() for time in headers))

    @property
    def headers(self) -> tuple[str, ...]:
        """Every raw header that is gathered."""
        return tuple(header for headers in self.columns.values() for header in headers.values())


def reshape(frame: pd.DataFrame, wanted: Reshape) -> tuple[pd.DataFrame, list[Change]]:
    """Give every raw row a row for each time, with the measures of that time.

    Parameters
    ----------
    frame
        One row a unit, shape (n_rows, n_columns); not changed.
    wanted
        What is gathered. The other columns are repeated in every row of a unit.

    Returns
    -------
    DataFrame
        Raw rows one after the other, each at all times, shape (n_rows x n_times, ...). A measure
        that was not taken at some time is missing there; no row is left out for that.
    list of Change
        One a measure: which headers became it.

    Raises
    ------
    MappingError
        Headers that the data lack or that are named twice, and names that are taken; all of them.
    """
    headers = [str(header) for header in frame.columns]
    if problems := list(_problems(headers, wanted)):
        raise MappingError(problems, available=headers)
    frame = frame.reset_index(drop=True)
    kept = frame.drop(columns=list(wanted.headers))
    gathered = [_at(time, kept, frame, wanted) for time in wanted.times]
    # The raw rows in turn, each at all times in the order of the plan.
    together = pd.concat(gathered).sort_index(kind="stable").reset_index(drop=True)
    return together.infer_objects(), [_change(name, wanted) for name in wanted.columns]


def _at(time: Time, kept: pd.DataFrame, frame: pd.DataFrame, wanted: Reshape) -> pd.DataFrame:
    taken = {name: by_time.get(time) for name, by_time in wanted.columns.items()}
    part = kept.assign(**{wanted.time: time})
    for name, header in taken.items():
        part[name] = pd.NA if header is None else frame[header]
    return part


def _change(name: str, wanted: Reshape) -> Change:
    gathered = ", ".join(f"{header!r} ({time})" for time, header in wanted.columns[name].items())
    return Change("reshape", name, 0, f"was {gathered}")


def _problems(headers: list[str], wanted: Reshape) -> Iterator[Problem]:
    occurs = Counter(wanted.headers)
    for name, by_time in wanted.columns.items():
        for header in by_time.values():
            if header not in headers:
                do = near(header, headers) or "Name a header of the file, exactly as it stands."
                yield Problem((name,), f"the data have no column {header!r}", do)
            elif occurs[header] > 1:
                yield Problem((name,), f"{header!r} is named more than once", _ONCE)
    taken = {*headers} - {*wanted.headers}
    for name in (wanted.time, *wanted.columns):
        if name in taken:
            yield Problem((name,), "there is a column of that name already", "Choose another name.")
