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
from evalcap.standardisation.reshape import Reshape, reshape
from evalcap.standardisation.structure import check_structure
from evalcap.standardisation.waves import Numbered, Waves, number_waves


def standardise(
    source: Source | pd.DataFrame,
    *,
    programme: str,
    mapping: Mapping[str, str] | None = None,
    recode: Mapping[str, Mapping[Any, Any]] | None = None,
    units: Mapping[str, str] | None = None,
    wide: Reshape | None = None,
    waves: Waves | None = None,
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
    wide
        Raw columns that are one measure at several times; each raw row then becomes one a time.
    waves
        Rounds of measurement by their days, from which the column `wave` is made.
    structure
        The columns that carry the design. Without it, structure is not checked.

    Returns
    -------
    StandardDataset
        Every row of the raw data, and a log of what was changed by rule and column.
        Standardising its frame again, without anything to map or convert, changes nothing.

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
    raw, gathered = (raw, []) if wide is None else reshape(raw, wide)
    check_request(raw, mapping=mapping, recode=recode, units=units, schema=schema)
    frame, renamed = rename(raw, mapping)
    changes, problems = [*gathered, *renamed], list[Problem]()
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
    numbered = Numbered(frame) if waves is None else number_waves(frame, waves, names)
    frame = numbered.frame
    changes += numbered.changes
    problems += numbered.problems
    # A wave that could not be numbered is missing from the design too: said once is enough.
    if structure is not None and not numbered.problems:
        problems += check_structure(frame, structure, schema)
    if problems:
        raise StructureError(problems)
    return StandardDataset(frame, ChangeLog(tuple(changes)), schema.name, structure)
