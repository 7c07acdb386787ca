"""Identifiers dropped or replaced before anything is made from records, and none left undecided."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from difflib import get_close_matches
from pathlib import Path

import pandas as pd

from evalcap.codelists.countries import country_code, two_letters
from evalcap.errors.personal_data import DirectIdentifiersError, PrivacyColumnsError, Undecided
from evalcap.privacy.identifiers import Identifier, find_identifiers
from evalcap.privacy.identifiers.kind import LINKING
from evalcap.programmes import programme
from evalcap.sources import Source
from evalcap.study.keeping_key import KeyInUse, key_in_use
from evalcap.study.persons import persons_in, with_tables
from evalcap.study.plan import Plan
from evalcap.study.preparation import PREPARE, prepared
from evalcap.study.raw_names import RawNames


@dataclass(frozen=True)
class Protected:
    """Data without undecided identifiers.

    Attributes
    ----------
    data
        What is to be standardised.
    columns, wide
        What the plan maps and gathers, without columns that were dropped.
    left_out
        Identifiers in raw files that are part of nothing that is made from them.
    key
        Fingerprint of the key of pseudonyms; None where there are none.
    """

    data: Source | pd.DataFrame = field(repr=False)
    columns: Mapping[str, str]
    wide: Mapping[str, Mapping[str, str]]
    left_out: tuple[Identifier, ...] = ()
    key: str | None = None

    @property
    def frame(self) -> pd.DataFrame:
        """The data as a table."""
        return self.data.frame if isinstance(self.data, Source) else self.data


def protect(
    plan: Plan, folder: Path, sources: Mapping[str, Source], *, accepting: bool = False
) -> Protected:
    """Drop and pseudonymise what the plan says, prepare the rest, and look for what is left.

    Sources are treated before prepare.py sees them, so that it can join files by pseudonyms and
    never handles what is dropped; what it makes under the names of such columns is treated again.

    Parameters
    ----------
    accepting
        Whether a new cycle is being accepted, so that a rotated key is welcome.

    Raises
    ------
    PrivacyColumnsError
        The plan names columns that are nowhere.
    DirectIdentifiersError
        Every column that points to persons and on which the plan does not decide.
    PersonalDataError
        The key is missing, unsafe or another than that of the accepted cycle.
    PrepareError, SeveralSourcesError
    """
    names = RawNames.of(plan)
    key = key_in_use(plan, folder, accepting=accepting)
    if key is not None:
        key = key.continuing(persons_in(sources.values(), names.pseudonymise), plan.privacy.alike)
    treated = {name: _source(source, plan, names, key) for name, source in sources.items()}
    data = prepared(plan, folder, treated)
    if isinstance(data, pd.DataFrame):
        data = _frame(data, plan, names, key)
    made = Protected(
        data,
        columns=names.kept(plan.columns),
        wide=names.kept_by_time(plan.wide.columns) if plan.wide else {},
        key=key.fingerprint if key else None,
    )
    headers = [*_headers(sources.values()), *map(str, made.frame.columns)]
    _require_known(plan, folder, names, headers)
    _require_decided(folder, names, _found_in(data, plan, names))
    others = [source for source in with_tables(treated.values()) if source is not data]
    return replace(made, left_out=tuple(_left_out(others, plan, names)))


def _source(source: Source, plan: Plan, names: RawNames, key: KeyInUse | None) -> Source:
    tables = {name: _source(table, plan, names, key) for name, table in source.tables.items()}
    return replace(source, frame=_frame(source.frame, plan, names, key), tables=tables)


def _frame(frame: pd.DataFrame, plan: Plan, names: RawNames, key: KeyInUse | None) -> pd.DataFrame:
    if {*map(str, frame.columns)}.isdisjoint(names.drop | names.pseudonymise):
        return frame  # without a copy of what may be large
    kept = frame.loc[:, [str(c) not in names.drop for c in frame.columns]].copy(deep=False)
    for position, header in enumerate(kept.columns):
        if key is not None and str(header) in names.pseudonymise:
            column = kept.iloc[:, position]
            kept.isetitem(position, key.pseudonymised(column, plan.privacy.alike).array)
    return kept


def _found_in(data: Source | pd.DataFrame, plan: Plan, names: RawNames) -> tuple[Identifier, ...]:
    source = data if isinstance(data, Source) else None
    return find_identifiers(
        data.frame if isinstance(data, Source) else data,
        file=source.name if source else PREPARE,
        labels=source.column_labels if source else {},
        canonical=names.canonical,
        schema=programme(plan.programme),
        persons=names.persons,
        regions=_regions(plan),
        until=plan.period.end if plan.period else None,
    )


def _left_out(others: Iterable[Source], plan: Plan, names: RawNames) -> Iterator[Identifier]:
    """Find undecided identifiers in raw files; whatever was taken over has stopped the study."""
    for source in others:
        yield from (i for i in _found_in(source, plan, names) if i.column not in names.decided)


def _require_known(plan: Plan, folder: Path, names: RawNames, headers: Iterable[str]) -> None:
    known = list(dict.fromkeys(headers))
    absent = {
        name: get_close_matches(name, [*known, *plan.columns], 2)
        for name, raw in names.decisions.items()
        if not raw & {*known}
    }
    if absent:
        raise PrivacyColumnsError(folder.resolve().name, absent)


def _require_decided(folder: Path, names: RawNames, found: Iterable[Identifier]) -> None:
    undecided: dict[str, list[Identifier]] = {}
    for one in found:
        if one.column not in names.decided:
            undecided.setdefault(one.column, []).append(one)
    if undecided:
        raise DirectIdentifiersError(
            folder.resolve().name, [_undecided(column, each) for column, each in undecided.items()]
        )


def _undecided(column: str, found: list[Identifier]) -> Undecided:
    return Undecided(
        file=found[0].file,
        column=column,
        kinds={one.what: one.n for one in found},
        links=any(one.kind in LINKING for one in found),
    )


def _headers(sources: Iterable[Source]) -> Iterator[str]:
    for source in with_tables(sources):
        yield from map(str, source.frame.columns)


def _regions(plan: Plan) -> tuple[str, ...]:
    """Give the codes of the plan's countries, by which phone numbers are known."""
    codes = (country_code(name) for name in plan.countries)
    return tuple(filter(None, (two_letters(code) for code in codes if code)))
