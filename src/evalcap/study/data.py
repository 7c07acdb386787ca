"""From a study's files to its standard dataset."""

from collections.abc import Iterator, Mapping
from pathlib import Path

import pandas as pd

from evalcap.dataset.number import require_columns
from evalcap.dataset.standard import StandardDataset, Structure
from evalcap.errors import EvalcapError
from evalcap.errors.standardisation import StructureError
from evalcap.errors.study import SeveralSourcesError, UnusableSourcesError
from evalcap.sources import Source, read_source
from evalcap.standardisation import Attempt, Reshape, Waves, attempt
from evalcap.study.data_sections import SourceSection
from evalcap.study.estimators import columns_in
from evalcap.study.plan import Plan
from evalcap.study.preparation import PREPARE, run_prepare


def read_sources(
    plan: Plan, folder: Path, accepted: Mapping[str, str], *, check: bool = True
) -> dict[str, Source]:
    """Read every source, refusing one that differs from its accepted fingerprint.

    Parameters
    ----------
    accepted
        Source name to the fingerprint that was last accepted.
    check
        Whether fingerprints are compared; not while new data are being accepted.

    Raises
    ------
    EvalcapError
        A source that is missing, damaged or not the accepted one; every such source at once.
    """
    read: dict[str, Source] = {}
    refused: dict[str, EvalcapError] = {}
    for section in plan.sources:
        sha256 = accepted.get(section.name) or section.sha256
        try:
            read[section.name] = _read(section, folder, sha256 if check else None)
        except EvalcapError as error:
            refused[section.name] = error
    if len(refused) > 1:
        raise UnusableSourcesError(folder.resolve().name, refused)
    if refused:
        raise next(iter(refused.values()))
    return read


def _read(section: SourceSection, folder: Path, sha256: str | None) -> Source:
    options = section.model_dump(exclude={"path", "sha256", "licence", "retrieved", "citation"})
    return read_source(section.path, sha256=sha256, folder=folder, **options)


def standard_dataset(plan: Plan, folder: Path, sources: Mapping[str, Source]) -> StandardDataset:
    """Prepare the sources and standardise them as the plan says.

    Raises
    ------
    PrepareError, SeveralSourcesError
    StandardiseError
        Data that do not fit the mapping, or break the structure of the design.
    ColumnNotFoundError
        With every column that the plan names and the data lack.
    """
    tried = tried_dataset(plan, folder, sources)
    if tried.problems:
        raise StructureError(tried.problems)
    return tried.data


def tried_dataset(plan: Plan, folder: Path, sources: Mapping[str, Source]) -> Attempt:
    """Do what `standard_dataset` does, and give what stands in the way beside what could be done.

    Raises
    ------
    PrepareError, SeveralSourcesError
    MappingError
        Entries of the plan that do not fit the columns.
    ColumnNotFoundError
        With every column that the plan names and the data lack.
    """
    design, wide, waves = plan.design, plan.wide, plan.waves
    tried = attempt(
        _prepared(plan, folder, sources),
        programme=plan.programme,
        mapping=plan.columns,
        recode=plan.recode,
        units=plan.units,
        wide=None if wide is None else Reshape(wide.time, _by_time(wide.columns)),
        waves=None if waves is None else Waves(waves.by, waves.rounds),
        structure=Structure(
            unit=design.unit,
            time=design.time,
            treated_from=design.treated_from,
            treated=design.treated,
            cluster=design.cluster,
        ),
    )
    if not tried.problems:
        require_columns(tried.data.frame, list(dict.fromkeys(_columns(plan))))
    return tried


def _by_time(columns: Mapping[str, Mapping[str, str]]) -> dict[str, dict[str | int, str]]:
    """Give times that spell whole numbers as numbers: keys of TOML are always text."""
    return {
        name: {int(t) if t.isdecimal() and str(int(t)) == t else t: raw for t, raw in taken.items()}
        for name, taken in columns.items()
    }


def _prepared(plan: Plan, folder: Path, sources: Mapping[str, Source]) -> Source | pd.DataFrame:
    file = folder / PREPARE
    if file.is_file():
        return run_prepare(file, sources)
    if len(sources) > 1:
        raise SeveralSourcesError(folder.resolve().name, [s.name for s in plan.sources])
    return next(iter(sources.values()))


def _columns(plan: Plan) -> Iterator[str]:
    """Name the columns that the plan's outcomes and analyses use, beside the structure."""
    yield from (outcome.name for outcome in plan.outcomes)
    if plan.design.weight is not None:
        yield plan.design.weight
    for analysis in plan.analyses:
        yield from (*columns_in(analysis.options), *analysis.where)
    yield from plan.disaggregate.by
