"""What the columns of a study mean: from the schema of its programme type, or from the file."""

from collections.abc import Iterator, Mapping
from typing import Final

import pandas as pd

from evalcap.evidence.variables import Kind, Role, VariableCode, VariableRecord
from evalcap.programmes import Column, programme
from evalcap.sources import Source
from evalcap.study.estimators import columns_by_option
from evalcap.study.plan import Plan

_DESIGN: Final[tuple[Role, ...]] = ("unit", "time", "treated_from", "treated", "cluster", "weight")
# What the columns are that an option of an estimator names.
_ROLES: Final[Mapping[str, Role]] = {
    "covariates": "covariate",
    "regressors": "covariate",
    "endogenous": "endogenous",
    "instruments": "instrument",
    "exposure": "exposure",
    "cluster": "cluster",
    "eligible": "eligible",
}


def codebook(
    plan: Plan, frame: pd.DataFrame, sources: Mapping[str, Source]
) -> tuple[VariableRecord, ...]:
    """Describe every column that the plan uses, in the order in which it names them.

    Values of the data are never told: codes are those of the schema's own lists.

    Parameters
    ----------
    frame
        The standardised data.
    sources
        As they were read, with the labels that their files hold.
    """
    roles: dict[str, list[Role]] = {}
    for name, role in _used(plan):
        if name in frame and role not in roles.setdefault(name, []):
            roles[name].append(role)
    labels = _labels(plan, sources)
    schema = programme(plan.programme)
    return tuple(
        _of_schema(name, tuple(used), column)
        if (column := schema.column(name))
        else _of_file(name, tuple(used), frame[name], labels.get(name, ""), plan)
        for name, used in roles.items()
    )


def _used(plan: Plan) -> Iterator[tuple[str, Role]]:
    """Name each use of a column."""
    for role in _DESIGN:
        if name := getattr(plan.design, role):
            yield name, role
    for outcome in plan.outcomes:
        yield outcome.name, "outcome"
    for analysis in plan.analyses:
        for option, name in columns_by_option(analysis.options):
            yield name, _ROLES[option]
        yield from ((name, "sample") for name in analysis.where)
    yield from ((name, "group") for name in plan.disaggregate.by)


def _labels(plan: Plan, sources: Mapping[str, Source]) -> dict[str, str]:
    """Give the labels that the files hold, by the names of the plan."""
    ours = {raw: name for name, raw in plan.columns.items()}
    found = (label for source in sources.values() for label in source.column_labels.items())
    return {ours.get(raw, raw): label.strip() for raw, label in found}


def _of_schema(name: str, roles: tuple[Role, ...], column: Column) -> VariableRecord:
    return VariableRecord(
        name=name,
        roles=roles,
        kind=column.type,
        unit=column.unit,
        label=column.label.model_dump(),
        codes=tuple(
            VariableCode(name=code.name, label=code.label.model_dump())
            for code in (column.codes.codes if column.codes else ())
        ),
        source=column.source,
        confirmed=column.confirmed,
    )


def _of_file(
    name: str, roles: tuple[Role, ...], values: pd.Series, label: str, plan: Plan
) -> VariableRecord:
    return VariableRecord(
        name=name,
        roles=roles,
        kind=_kind(values),
        label={plan.languages[0]: label} if label else {},
    )


def _kind(values: pd.Series) -> Kind:
    """Say what a column without a schema holds, by its type."""
    kinds = pd.api.types
    if kinds.is_bool_dtype(values):
        return "boolean"
    if kinds.is_integer_dtype(values):
        return "integer"
    if kinds.is_numeric_dtype(values):
        return "number"
    if kinds.is_datetime64_any_dtype(values):
        return "date"
    return "category" if isinstance(values.dtype, pd.CategoricalDtype) else "text"
