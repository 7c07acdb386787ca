"""The rows that an analysis is about."""

from typing import Final

import pandas as pd

from evalcap.dataset.number import require_columns
from evalcap.errors import count, preview
from evalcap.errors.study import NoRowsSelectedError
from evalcap.study.plan import AnalysisSection

# A column with more values than this may name people; its values are in no message.
_MOST: Final = 10


def select(frame: pd.DataFrame, section: AnalysisSection) -> pd.DataFrame:
    """Keep the rows that `where` names.

    Raises
    ------
    NoRowsSelectedError
        Also where one of several values never occurs: a slip of the pen would leave out a group.
    """
    require_columns(frame, list(section.where))
    for column, wanted in section.where.items():
        absent = [value for value in wanted if not frame[column].isin([value]).any()]
        if absent:
            raise NoRowsSelectedError(section.name, column, absent, _values(frame[column]))
    for column, wanted in section.where.items():
        chosen = frame[frame[column].isin(list(wanted))]
        if chosen.empty:
            seen = f"{_values(frame[column])}, in the rows that the rest of `where` leaves"
            raise NoRowsSelectedError(section.name, column, wanted, seen)
        frame = chosen
    return frame


def _values(column: pd.Series) -> str:
    values = sorted(map(repr, column.dropna().unique().tolist()))
    if len(values) > _MOST:
        return count(values, "different value")
    return preview(values, _MOST) or "no value at all"
