"""Column names that are unique, so that no mapping can pick the wrong column."""

from collections import Counter
from collections.abc import Sequence
from typing import Any


def unique_headers(headers: Sequence[Any]) -> list[str]:
    """Tell apart headers that are repeated or blank by their position.

    A header that occurs twice names neither column: both get their position, so that a mapping
    to the bare header fails instead of taking the first.

    Examples
    --------
    >>> unique_headers(["Age", "Sex", "Age", ""])
    ['Age (column 1)', 'Sex', 'Age (column 3)', '(column 4)']
    """
    names = ["" if header is None else str(header) for header in headers]
    occurs = Counter(names)
    return [
        name if name.strip() and occurs[name] == 1 else f"{name} (column {position})".strip()
        for position, name in enumerate(names, start=1)
    ]
