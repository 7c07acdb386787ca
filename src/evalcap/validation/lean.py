"""Hand Great Expectations no more of the data than its expectations look at.

It takes a digest of every cell that it is given, and copies every column where it leaves out rows:
columns that no rule is about, and texts that are repeated, would cost as much as the rules.
"""

from collections.abc import Iterator, Sequence
from typing import Any, Final

import pandas as pd

from evalcap.validation import row_rules
from evalcap.validation.placeholders import COLUMN_KWARGS

# Expectations about which columns there are, and kwargs that may speak of any of them.
_OF_ALL_COLUMNS: Final = ("expect_table_column", "expect_query", "unexpected_rows")
_OF_OTHERS: Final = ("row_condition", "column_index", "column_set")
# What compares cells as wholes, and does not look into a text or at its type.
_OF_WHOLE_CELLS: Final = (
    "expect_column_values_to_not_be_null",
    "expect_column_values_to_be_in_set",
    "expect_column_values_to_be_unique",
    "expect_compound_columns_to_be_unique",
)


def lean_frame(frame: pd.DataFrame, expectations: Sequence[Any]) -> pd.DataFrame:
    """Keep the columns that expectations are about, with texts as codes where that is the same.

    Parameters
    ----------
    frame
        The data, shape (n_rows, n_columns).
    expectations
        As Great Expectations made them.

    Returns
    -------
    DataFrame
        The same rows in the same order; at least one column, by which rows can be counted.
    """
    asked = [expectation.configuration for expectation in expectations]
    if any(map(_speaks_of_all, asked)):
        return frame
    named = {name for each in asked for name in _columns(each)}
    needed = frame[[name for name in frame.columns if name in named] or list(frame.columns[:1])]
    looked_into = {n for each in asked if not _compares_cells(each.type) for n in _columns(each)}
    texts = [
        name
        for name, kind in needed.dtypes.items()
        if isinstance(kind, pd.StringDtype) and name not in looked_into
    ]
    return needed.astype(dict.fromkeys(texts, "category"))


def _speaks_of_all(asked: Any) -> bool:
    others = not asked.kwargs.keys().isdisjoint(_OF_OTHERS)
    return bool(asked.type.startswith(_OF_ALL_COLUMNS)) or others


def _columns(asked: Any) -> Iterator[Any]:
    for name in COLUMN_KWARGS:
        value = asked.kwargs.get(name, [])
        yield from value if isinstance(value, list) else [value]


def _compares_cells(kind: str) -> bool:
    return kind in _OF_WHOLE_CELLS or hasattr(row_rules, kind.removeprefix("expect_"))
