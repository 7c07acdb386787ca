"""Read a Stata file."""

from collections.abc import Mapping
from typing import Any

import pandas as pd
import pyreadstat

from evalcap.sources.opening import RawFile
from evalcap.sources.options import Options
from evalcap.sources.reasons import reasons_in
from evalcap.sources.source import Content
from evalcap.sources.stata_languages import stata_languages
from evalcap.sources.table_size import check_table


def read_dta(file: RawFile, options: Options) -> Content:
    """Read a Stata file with its labels.

    Extended missing values (`.a` to `.z`) are missing in the frame, with their letter and its
    label beside it. Daily dates become dates; monthly and quarterly ones keep Stata's number,
    which is what a panel needs, and `formats` says which they are.
    """
    _, size = pyreadstat.read_dta(file.path, metadataonly=True)
    check_table(size.number_rows, size.number_columns, options.limits, file.location)
    frame, facts = pyreadstat.read_dta(file.path, user_missing=True, dates_as_pandas_datetime=True)
    reasons = {}
    for name, letters in facts.missing_user_values.items():
        marked = frame[name].isin(letters)
        known: Mapping[Any, str] = facts.variable_value_labels.get(name, {})
        labels = {f".{letter}": known.get(str(letter), "") for letter in letters}
        reasons[name] = reasons_in("." + frame[name].where(marked, "").astype(str), marked, labels)
        frame[name] = pd.to_numeric(frame[name].mask(marked))
    columns = {k: v for k, v in facts.column_names_to_labels.items() if v}
    values = {k: _dotted(v) for k, v in facts.variable_value_labels.items()}
    sets = {k: _dotted(v) for k, v in facts.value_labels.items()}
    return Content(
        frame=frame.replace({"": None}) if len(frame) else frame,
        column_labels=columns,
        value_labels=values,
        reasons=reasons,
        translations=stata_languages(file.path, columns, values, sets),
        formats={k: v for k, v in facts.original_variable_types.items() if v},
        notes=tuple(facts.notes),
    )


def _dotted(labels: Mapping[Any, str]) -> dict[Any, str]:
    """Name extended missing values as Stata does: `.a`, which its reader gives as `a`."""
    return {f".{code}" if isinstance(code, str) else code: text for code, text in labels.items()}
