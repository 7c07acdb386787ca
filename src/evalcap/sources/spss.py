"""Read an SPSS file."""

from collections.abc import Iterable
from io import BytesIO
from typing import Any

import pandas as pd
import pyreadstat

from evalcap.sources.source import Content


def read_sav(raw: bytes) -> Content:
    """Read an SPSS file with its labels.

    Values that the file declares missing are missing in the frame and counted by code.
    """
    frame, facts = pyreadstat.read_sav(
        BytesIO(raw), user_missing=True, dates_as_pandas_datetime=True
    )
    reasons = {}
    for name, ranges in facts.missing_ranges.items():
        declared = _declared(frame[name], ranges)
        reasons[name] = {_code(k): int(n) for k, n in frame[name][declared].value_counts().items()}
        frame[name] = frame[name].mask(declared)
    return Content(
        frame=frame.replace({"": None}) if len(frame) else frame,
        column_labels={k: v for k, v in facts.column_names_to_labels.items() if v},
        value_labels=facts.variable_value_labels,
        user_missing=reasons,
    )


def _declared(column: pd.Series, ranges: Iterable[Any]) -> pd.Series:
    """Say which cells lie in a range that is declared missing, shape (n_rows,)."""
    declared = pd.Series(False, index=column.index)  # noqa: FBT003  (a column of False)
    for bounds in ranges:
        declared |= column.between(bounds["lo"], bounds["hi"])
    return declared


def _code(value: Any) -> str:
    return f"{value:g}" if isinstance(value, float) else str(value)
