"""Read an SPSS file."""

from collections.abc import Iterable
from typing import Any, Final

import numpy as np
import pandas as pd
import pyreadstat

from evalcap.sources.opening import RawFile
from evalcap.sources.options import Options
from evalcap.sources.reasons import reasons_in
from evalcap.sources.source import Content
from evalcap.sources.table_size import check_table

# Dates that its reader leaves as seconds since the Gregorian calendar began.
_PERIODS: Final = ("MOYR", "QYR", "WKYR")
_BEGAN: Final = np.datetime64("1582-10-14", "s")


def read_sav(file: RawFile, options: Options) -> Content:
    """Read an SPSS file with its labels.

    Values that the file declares missing are missing in the frame, with their code and its label
    beside it. Dates become dates; months, quarters and weeks become the day they begin with.
    """
    _, size = pyreadstat.read_sav(file.path, metadataonly=True)
    check_table(size.number_rows, size.number_columns, options.limits, file.location)
    frame, facts = pyreadstat.read_sav(file.path, user_missing=True, dates_as_pandas_datetime=True)
    reasons = {}
    for name, ranges in facts.missing_ranges.items():
        declared = _declared(frame[name], ranges)
        labels = facts.variable_value_labels.get(name, {})
        reasons[name] = reasons_in(frame[name], declared, labels)
        frame[name] = frame[name].mask(declared)
    formats = {k: v for k, v in facts.original_variable_types.items() if v}
    for name, display in formats.items():
        if display.startswith(_PERIODS) and frame[name].dtype == float:
            frame[name] = _moments(frame[name])
    return Content(
        frame=frame.replace({"": None}) if len(frame) else frame,
        column_labels={k: v for k, v in facts.column_names_to_labels.items() if v},
        value_labels=facts.variable_value_labels,
        reasons={name: found for name, found in reasons.items() if found},
        formats=formats,
        notes=tuple(facts.notes),
    )


def _declared(column: pd.Series, ranges: Iterable[Any]) -> pd.Series:
    """Say which cells lie in a range that is declared missing, shape (n_rows,)."""
    declared = pd.Series(False, index=column.index)  # noqa: FBT003  (a column of False)
    for bounds in ranges:
        declared |= column.between(bounds["lo"], bounds["hi"])
    return declared


def _moments(seconds: pd.Series) -> pd.Series:
    whole = seconds.fillna(0).astype("int64").to_numpy().astype("timedelta64[s]")
    return pd.Series(_BEGAN + whole, index=seconds.index).mask(seconds.isna())
