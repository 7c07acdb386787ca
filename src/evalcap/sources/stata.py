"""Read a Stata file."""

from io import BytesIO

import pandas as pd
import pyreadstat

from evalcap.sources.source import Content


def read_dta(raw: bytes) -> Content:
    """Read a Stata file with its labels.

    Extended missing values (`.a` to `.z`) are missing in the frame and counted by letter. Daily
    dates become dates; monthly and quarterly ones keep Stata's number, which is what a panel
    needs.
    """
    frame, facts = pyreadstat.read_dta(
        BytesIO(raw), user_missing=True, dates_as_pandas_datetime=True
    )
    reasons = {}
    for name, letters in facts.missing_user_values.items():
        marked = frame[name].isin(letters)
        reasons[name] = {f".{k}": int(n) for k, n in frame[name][marked].value_counts().items()}
        frame[name] = pd.to_numeric(frame[name].mask(marked))
    return Content(
        frame=frame.replace({"": None}) if len(frame) else frame,
        column_labels={k: v for k, v in facts.column_names_to_labels.items() if v},
        value_labels=facts.variable_value_labels,
        user_missing=reasons,
    )
