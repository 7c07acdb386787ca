"""From a study's files to its standard dataset."""

from collections.abc import Iterator, Mapping
from functools import partial
from pathlib import Path

from evalcap.dataset.number import require_columns
from evalcap.dataset.standard import StandardDataset, Structure
from evalcap.errors import EvalcapError
from evalcap.errors.standardisation import StructureError
from evalcap.errors.study import UnusableSourcesError
from evalcap.sources import Source, read_source
from evalcap.sources.missing import ONLY_NA
from evalcap.standardisation import Attempt, Reshape, Waves, attempt
from evalcap.standardisation.units import is_of_countries
from evalcap.study.data_sections import SourceSection
from evalcap.study.disposal import require_kept
from evalcap.study.estimators import columns_in
from evalcap.study.plan import Plan
from evalcap.study.protecting import Protected


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
    DisposedError
        The data were disposed of.
    EvalcapError
        A source that is missing, damaged or not the accepted one; every such source at once.
    """
    require_kept(plan, folder)
    read: dict[str, Source] = {}
    refused: dict[str, EvalcapError] = {}
    for section in plan.sources:
        sha256 = accepted.get(section.name) or section.sha256
        try:
            read[section.name] = _read(plan, section, folder, sha256 if check else None)
        except EvalcapError as error:
            refused[section.name] = error
    if len(refused) > 1:
        raise UnusableSourcesError(folder.resolve().name, refused)
    if refused:
        raise next(iter(refused.values()))
    return read


def _read(plan: Plan, section: SourceSection, folder: Path, sha256: str | None) -> Source:
    """Read a source; a column of nothing but `NA` stays text where it is declared countries."""
    options = section.model_dump(exclude={"path", "sha256", "licence", "retrieved", "citation"})
    read = partial(read_source, section.path, sha256=sha256, folder=folder)
    source = read(**options)
    namibia = {f.column for f in source.findings if f.kind == ONLY_NA} & _countries(plan)
    if not namibia:
        return source
    return read(**{**options, "text_columns": (*section.text_columns, *sorted(namibia))})


def _countries(plan: Plan) -> set[str]:
    """Name the raw columns of which the plan says that they hold countries."""
    names = [name for name, unit in plan.units.items() if is_of_countries(unit)]
    return {plan.columns.get(name, name) for name in names}


def standard_dataset(plan: Plan, protected: Protected) -> StandardDataset:
    """Standardise protected data as the plan says.

    Raises
    ------
    StandardiseError
        Data that do not fit the mapping, or break the structure of the design.
    ColumnNotFoundError
        With every column that the plan names and the data lack.
    """
    tried = tried_dataset(plan, protected)
    if tried.problems:
        raise StructureError(tried.problems)
    return tried.data


def tried_dataset(plan: Plan, protected: Protected) -> Attempt:
    """Do what `standard_dataset` does, and give what stands in the way beside what could be done.

    Raises
    ------
    MappingError
        Entries of the plan that do not fit the columns.
    ColumnNotFoundError
        With every column that the plan names and the data lack.
    """
    design, wide, waves = plan.design, plan.wide, plan.waves
    tried = attempt(
        protected.data,
        programme=plan.programme,
        mapping=protected.columns,
        recode=plan.recode,
        units=plan.units,
        wide=Reshape(wide.time, _by_time(protected.wide)) if wide and protected.wide else None,
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


def _columns(plan: Plan) -> Iterator[str]:
    """Name the columns that outcomes, analyses and protection use, beside the structure."""
    yield from (outcome.name for outcome in plan.outcomes)
    if plan.design.weight is not None:
        yield plan.design.weight
    for analysis in plan.analyses:
        yield from (*columns_in(analysis.options), *analysis.where)
    yield from plan.disaggregate.by
    yield from (*plan.privacy.quasi_identifiers, *plan.privacy.sensitive)
