"""Whether monthly files were given each other's name."""

import re
from collections.abc import Iterator, Mapping
from itertools import combinations
from typing import Final

import numpy as np
import pandas as pd

from evalcap.sources import Source
from evalcap.validation import Finding

_MONTH: Final = re.compile(r"(?<!\d)((?:19|20)\d\d)[-_. ]?(0[1-9]|1[0-2])(?!\d)")
_WHY: Final = (
    "They may have been given each other's name, or sent again for one another: look at both, and "
    "rename them or correct their dates."
)


def swapped_files(source: Source, frame: pd.DataFrame) -> Iterator[Finding]:
    """Report pairs of files that each hold only days of the month by which the other is named.

    A file that is named by the month in which it was sent is none of them: its own month would
    then be in the next file.

    Parameters
    ----------
    source
        A source of several files, in the order of their rows.
    frame
        Its standard data, with as many rows.
    """
    files = [file for file in source.files if file.role == "data"]
    if len(files) <= 1 or sum(file.n_rows for file in files) != len(frame):
        return
    named = {file.name: "-".join(m.groups()) for file in files if (m := _MONTH.search(file.name))}
    of = np.repeat([file.name for file in files], [file.n_rows for file in files])
    for column in frame.select_dtypes("datetime"):
        held = _months(frame[column], of)
        for one, other in combinations(named, 2):
            if held.get(one) == {named[other]} and held.get(other) == {named[one]} != held[one]:
                yield Finding(
                    id=f"files-of-their-month/{column}/{named[one]}/{named[other]}",
                    severity="warning",
                    status="unmet",
                    what=f"Files {one} and {other} each hold the days of the other's month "
                    f"({column}).",
                    why=_WHY,
                    columns=(str(column),),
                    n_checked=0,
                    n_unexpected=None,
                )


def _months(days: pd.Series, of: np.ndarray) -> Mapping[str, set[str]]:
    """Give the months that each file holds."""
    known = days.notna().to_numpy()
    months = days[known].dt.strftime("%Y-%m")
    return {str(file): set(held) for file, held in months.groupby(of[known])}
