"""Repeated groups: which table belongs to which, and whether every row has its parent."""

from collections.abc import Iterator
from typing import Final

import pandas as pd

from evalcap.errors.reading import ReaderFinding
from evalcap.sources.odk.form import Form, Path
from evalcap.sources.odk.raw import Raw

_SHEET_NAME: Final = 31  # characters, the most that a workbook allows
# How KoboToolbox and how ODK Central join a repeated group to its parent: child's, parent's key.
KEYS: Final = (("_parent_index", "_index"), ("PARENT_KEY", "KEY"))


def repeat_of(sheet: str, form: Form) -> Path | None:
    """Find the repeated group that a sheet or file is named after."""
    for repeat in form.repeats:
        labels = form.groups.get(repeat, {}).values()
        names = {repeat[-1], "/".join(repeat), form.repeat_name(repeat), *labels}
        if sheet.casefold() in {name[:_SHEET_NAME].casefold() for name in names}:
            return repeat
    return None


def parent_of(repeat: Path, form: Form) -> Path:
    """Give the repeated group around a repeated group; () is the form itself."""
    around = [path for path in form.repeats if len(path) < len(repeat) and _begins(repeat, path)]
    return max(around, key=len, default=())


def key_findings(child: pd.DataFrame, parent: pd.DataFrame, raw: Raw) -> Iterator[ReaderFinding]:
    """Report rows of a repeated group that belong to no record, and keys that are not unique.

    Parameters
    ----------
    child, parent
        The repeated group, and the table that it belongs to.
    raw
        The repeated group as it stands in the export.
    """
    keys = [(own, its) for own, its in KEYS if own in child.columns and its in parent.columns]
    if not keys:
        wrong = "no column joins it to the records it belongs to"
        do = "Export it again with _index and _parent_index (or KEY and PARENT_KEY)."
        yield raw.finding("no_keys", wrong, do)
        return
    own, its = keys[0]
    wrong = "no record of this file to belong to"
    do = "See whether records were deleted from one sheet alone."
    yield from raw.finding_in(
        ~child[own].isin(parent[its].dropna()), "orphans", wrong, do, column=own
    )
    if n := int(parent[its].dropna().duplicated().sum()):
        wrong = f"the key {its} of the records it belongs to occurs more than once"
        do = "Export the data again; two exports may have been put together."
        yield raw.finding("repeated_keys", wrong, do, column=own, n=n, of="record")


def _begins(path: Path, start: Path) -> bool:
    return path[: len(start)] == start
