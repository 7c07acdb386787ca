"""Check what a study asks of the columns, and give them their canonical names."""

from collections import Counter
from collections.abc import Collection, Iterator, Mapping
from difflib import get_close_matches
from typing import Any

import pandas as pd

from evalcap.dataset.standard import Change
from evalcap.errors import preview
from evalcap.errors.standardisation import MappingError, Problem
from evalcap.programmes import Programme
from evalcap.standardisation.units import unit_problems


def check_request(
    frame: pd.DataFrame,
    *,
    mapping: Mapping[str, str],
    recode: Mapping[str, Mapping[Any, Any]],
    units: Mapping[str, str],
    schema: Programme,
) -> None:
    """Compare mapping, recodes and units with the columns there are, before anything changes.

    Raises
    ------
    MappingError
        Every entry that does not fit, with near matches.
    """
    headers = [str(header) for header in frame.columns]
    problems = [*_repeated(headers), *_unmappable(headers, mapping)]
    kept = [header for header in headers if header not in mapping.values()]
    for asked_by, entries in (("recode", recode), ("units", units)):
        problems += _absent(asked_by, entries, [*kept, *mapping])
    problems += unit_problems(units, schema)
    if problems:
        raise MappingError(problems, available=headers)


def rename(frame: pd.DataFrame, mapping: Mapping[str, str]) -> tuple[pd.DataFrame, list[Change]]:
    """Give mapped columns their canonical names, in a new frame."""
    new_names = {raw: name for name, raw in mapping.items() if raw != name}
    changes = [Change("rename", name, 0, f"was {raw!r}") for raw, name in new_names.items()]
    return frame.rename(columns=new_names), changes


def near(name: str, names: Collection[str]) -> str:
    """Suggest names that are close to one that is not there."""
    lower = {known.lower(): known for known in names}
    matches = [lower[match] for match in get_close_matches(name.lower(), lower, n=3)]
    return f"Did you mean {preview([repr(match) for match in matches])}?" if matches else ""


def _repeated(headers: Collection[str]) -> Iterator[Problem]:
    for header, n in Counter(headers).items():
        if n > 1:
            yield Problem((header,), f"{n} columns have this name", "Tell them apart in prepare().")


def _unmappable(headers: Collection[str], mapping: Mapping[str, str]) -> Iterator[Problem]:
    used = Counter(mapping.values())
    for name, raw in mapping.items():
        if raw not in headers:
            suggestion = near(raw, headers) or "Name a header of the file, exactly as it stands."
            yield Problem((name,), f"the data have no column {raw!r}", suggestion)
        elif used[raw] > 1:
            yield Problem((name,), f"{raw!r} is mapped more than once", "Map a column once.")
        elif name != raw and name in headers and name not in used:
            yield Problem(
                (name,),
                f"{raw!r} would take the name of a column that is already there",
                f"Map {name!r} to another name as well, or choose another name.",
            )


def _absent(asked_by: str, entries: Collection[str], names: Collection[str]) -> Iterator[Problem]:
    for name in entries:
        if name not in names:
            yield Problem(
                (name,),
                f"{asked_by} names a column that the mapped data lack",
                near(name, names) or "Use the canonical name, and map it.",
            )
