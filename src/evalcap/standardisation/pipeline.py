"""The stage itself: rename, trim, recode, give types and units, check the structure."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import pandas as pd

from evalcap.dataset.standard import ChangeLog, StandardDataset, Structure
from evalcap.errors.standardisation import Problem, StructureError
from evalcap.programmes import programme as find_programme
from evalcap.sources import Source
from evalcap.standardisation.column import Wishes, standard_column
from evalcap.standardisation.mapping import check_request, rename
from evalcap.standardisation.missing import reason_changes, standard_reasons
from evalcap.standardisation.naming import RowNames
from evalcap.standardisation.reshape import Reshape, reshape
from evalcap.standardisation.structure import check_structure
from evalcap.standardisation.waves import Numbered, Waves, number_waves


@dataclass(frozen=True)
class Attempt:
    """Data as far as they could be brought into standard form.

    Attributes
    ----------
    data
        The dataset; standard only if there are no problems.
    problems
        What in the data breaks the structure or the types.
    """

    data: StandardDataset
    problems: tuple[Problem, ...]


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
    tried = attempt(
        source,
        programme=programme,
        mapping=mapping,
        recode=recode,
        units=units,
        wide=wide,
        waves=waves,
        structure=structure,
    )
    if tried.problems:
        raise StructureError(tried.problems)
    return tried.data


def attempt(
    source: Source | pd.DataFrame,
    *,
    programme: str,
    mapping: Mapping[str, str] | None = None,
    recode: Mapping[str, Mapping[Any, Any]] | None = None,
    units: Mapping[str, str] | None = None,
    wide: Reshape | None = None,
    waves: Waves | None = None,
    structure: Structure | None = None,
) -> Attempt:
    """Do what `standardise` does, and give what stands in the way beside what could be done.

    Raises
    ------
    UnknownProgrammeError, MappingError
        As `standardise` does: without the columns there is nothing to try.
    """
    schema = find_programme(programme)
    raw, reasons = (source.frame, source.reasons) if isinstance(source, Source) else (source, {})
    mapping, recode, units = mapping or {}, recode or {}, units or {}
    raw, gathered = (raw, []) if wide is None else reshape(raw, wide)
    check_request(raw, mapping=mapping, recode=recode, units=units, schema=schema)
    frame, renamed = rename(raw, mapping)
    reasons = standard_reasons(reasons, mapping, wide)
    asked = {*mapping, *recode, *units}
    known = [n for n in map(str, frame.columns) if n in asked or schema.column(n) is not None]
    changes = [*gathered, *renamed, *reason_changes(reasons, known)]
    problems: list[Problem] = []
    names = RowNames(frame.copy(), structure, schema)
    for name in known:
        canonical = schema.column(name)
        kind = None if canonical is None else canonical.type
        wishes = Wishes(recode.get(name, {}), units.get(name), kind)
        done = standard_column(frame[name], wishes, names)
        frame[name] = done.column
        changes += done.changes
        problems += done.problems
    numbered = Numbered(frame) if waves is None else number_waves(frame, waves, names)
    changes += numbered.changes
    problems += numbered.problems
    # A wave that could not be numbered is missing from the design too: said once is enough.
    if structure is not None and (waves is None or waves.wave in numbered.frame):
        found = check_structure(numbered.frame, structure, schema)
        problems += [p for p in found if not _is_said(p, numbered.problems)]
    log = ChangeLog(tuple(changes))
    data = StandardDataset(numbered.frame, log, schema.name, structure, reasons)
    return Attempt(data, tuple(problems))


def _is_said(problem: Problem, said: Sequence[Problem]) -> bool:
    """Whether what is missing in some rows is what was said of the same rows before."""
    rows = {row for other in said for row in other.rows}
    return problem.kind == "missing" and bool(rows) and rows.issuperset(problem.rows)
