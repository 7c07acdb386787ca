"""Codes that the owner of a file declares missing, which the file itself does not."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

import pandas as pd

from evalcap.sources.missing import codes_in
from evalcap.sources.options import EVERY_COLUMN, Options
from evalcap.sources.reasons import Reason, code_text, join_reasons, reasons_in
from evalcap.sources.source import Content


def with_declared_missing(content: Content, options: Options) -> Content:
    """Take declared codes out of the frame, and keep them as reasons.

    A column of text that holds nothing but numbers once they are out becomes one of numbers.
    """
    if not options.missing:
        return content
    names = [str(name) for name in content.frame.columns]
    frame = content.frame.copy(deep=False)
    found: dict[str, tuple[Reason, ...]] = {}
    for name in names:
        marks = options.missing.get(name) or options.missing.get(EVERY_COLUMN, ())
        column, reasons = _without(frame[name], marks, content.value_labels.get(name, {}))
        if reasons:
            frame[name] = column if name in options.text_columns else _numbers(column)
            found[name] = reasons
    joined = join_reasons([content.reasons, found])
    return replace(content, frame=frame, reasons=joined)


def _without(
    column: pd.Series, marks: Sequence[str], labels: Mapping[Any, str]
) -> tuple[pd.Series, tuple[Reason, ...]]:
    if not marks:
        return column, ()
    if pd.api.types.is_numeric_dtype(column) and not pd.api.types.is_bool_dtype(column):
        numbers = pd.to_numeric(pd.Series(marks), errors="coerce").dropna()
        declared = column.isin(numbers)
    else:
        declared = column.map(code_text, na_action="ignore").isin(marks)
    if not declared.any():
        return column, ()
    return column.mask(declared), reasons_in(column, declared, labels)


def _numbers(column: pd.Series) -> pd.Series:
    rest = column.dropna()
    if not pd.api.types.is_object_dtype(column) and not pd.api.types.is_string_dtype(column):
        return column
    if rest.empty or codes_in(rest.astype(str)) or any(isinstance(cell, bool) for cell in rest):
        return column
    numbers = pd.to_numeric(rest, errors="coerce")
    return numbers.reindex(column.index) if numbers.notna().all() else column
