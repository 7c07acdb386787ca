"""The stage itself: rename, trim, recode, give types and units, check the structure."""

from collections.abc import Mapping
from typing import Any

import pandas as pd

from evalcap.dataset.standard import ChangeLog, StandardDataset, Structure
from evalcap.errors.standardisation import Problem, StructureError
from evalcap.programmes import programme as find_programme
from evalcap.sources import Source
from evalcap.standardisation.column import Wishes, standard_column
from evalcap.standardisation.mapping import check_request, rename
from evalcap.standardisation.naming import RowNames
from evalcap.standardisation.structure import check_structure


def standardise(
    source: Source | pd.DataFrame,
    *,
    programme: str,
    mapping: Mapping[str, str] | None = None,
    recode: Mapping[str, Mapping[Any, Any]] | None = None,
    units: Mapping[str, str] | None = None,
    structure: Structure | None = None,
) -> StandardDataset:
    """Bring raw data under canonical names, types and units, and check their structure.

    Parameters
    ----------
    source
        What was read, or a frame made from it. It is not changed.
    programme
        Programme type whose canonical columns get their types: `training`,
        `document_verification` or `reintegration`.
    mapping
        Canonical name to raw header. Columns that are not named here keep name and values.
    recode
        Canonical name to raw value to new value, all at once, so that two values can swap. A
        number may be written as text, as TOML keys are; the new value "" means missing.
    units
        Canonical name to a conversion such as "minutes -> seconds" or "DD/MM/YYYY -> date".
    structure
        The columns that carry the design. Without it, structure is not checked.

    Returns
    -------
    StandardDataset
        Every row of the raw data, and a log of what was changed by rule and column.
        Standardising its frame again, without mapping, recodes and units, changes nothing.

    Raises
    ------
    UnknownProgrammeError
        There is no such programme type.
    MappingError
        Columns, recodes or conversions that do not fit the data, all of them.
    StructureError
        What in the data breaks the structure or the types, all of it.
    """
    schema = find_programme(programme)
    raw = source.frame if isinstance(source, Source) else source
    mapping, recode, units = mapping or {}, recode or {}, units or {}
    check_request(raw, mapping=mapping, recode=recode, units=units, schema=schema)
    frame, changes = rename(raw, mapping)
    problems: list[Problem] = []
    names = RowNames(frame.copy(), structure, schema)
    for name in map(str, frame.columns):
        canonical = schema.column(name)
        if canonical is None and name not in {*mapping, *recode, *units}:
            continue
        kind = None if canonical is None else canonical.type
        wishes = Wishes(recode.get(name, {}), units.get(name), kind)
        done = standard_column(frame[name], wishes, names)
        frame[name] = done.column
        changes += done.changes
        problems += done.problems
    problems += [] if structure is None else check_structure(frame, structure, schema)
    if problems:
        raise StructureError(problems)
    return StandardDataset(frame, ChangeLog(tuple(changes)), schema.name, structure)
