"""The stage itself: rules, the study's columns put in, one finding each."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Final

import pandas as pd

from evalcap.dataset.standard import StandardDataset
from evalcap.validation.engine import Outcome, build, run
from evalcap.validation.files import suite_files
from evalcap.validation.finding import Finding, Key, Status, Validation
from evalcap.validation.gaps import with_reasons
from evalcap.validation.placeholders import QUANTITIES, Check, Columns, Quantity, checks
from evalcap.validation.suite import read_rules

# The rule that needs one of its columns only.
ONE_OF_THEM: Final = "expect_one_of_them_recorded"


def validate(
    data: StandardDataset | pd.DataFrame,
    *,
    suite: str,
    expectations: Path | None = None,
    key: Sequence[str] = (),
    columns: Columns | None = None,
    also: Sequence[Path] = (),
    rows_before: int | None = None,
    unit_is: str = "person",
) -> Validation:
    """Compare data with what is expected of them. Bad data are findings, never an error.

    Parameters
    ----------
    data
        The data; their structure, if they have one, fills the roles and the key.
    suite
        Name of the suite, as `training`; the rules of `common` are always checked with it.
    expectations
        Folder of a workspace's own suites; those that ship with evalcap fill in.
    key
        Columns that name a record in the private part of a finding; the unit and time of the
        structure if not given. Columns that the data lack are left out.
    columns
        Role to column, or to several, for placeholders such as `$unit`: unit, time, outcome,
        treated_from, treated, cluster, weight. A rule with several columns is checked once each.
    also
        Further files of rules, as a study's own.
    rows_before
        Rows of the cycle before, for rules about volumes; None if there was none.
    unit_is
        What the units are. A rule whose `meta` says `units: person` does not apply to others.

    Returns
    -------
    Validation
        One finding a rule, in the order of the rules. A rule about a column that the data lack,
        or a role that is not filled, is not applicable.

    Raises
    ------
    SuiteNotFoundError, SuiteError, UnknownRoleError
        The rules themselves are missing or mistaken.
    EngineError
        Great Expectations cannot be started.
    """
    frame = data.frame if isinstance(data, StandardDataset) else data
    roles = _structure(data)
    key = list(key) or structure_key(data)
    rules = read_rules([*suite_files(suite, expectations), *also])
    asked = checks(rules, {**roles, **(columns or {})}, _volumes(rows_before))
    todo = [_for_present(check, frame) for check in asked]
    made = build(todo)
    lacking = {check.id: _lacking(check, frame, unit_is) for check in todo}
    applicable = {name for name, reason in lacking.items() if not reason}
    outcomes = run(
        frame.reset_index(drop=True), {name: made[name] for name in made if name in applicable}
    )
    keys = frame[[name for name in dict.fromkeys(key) if name in frame]]
    findings = tuple(
        _finding(check, outcomes.get(check.id) or lacking[check.id], frame, keys) for check in todo
    )
    if isinstance(data, StandardDataset):
        findings = tuple(
            with_reasons(finding, check, data)
            for finding, check in zip(findings, todo, strict=True)
        )
    return Validation(findings, tuple(map(str, keys.columns)))


def structure_key(data: StandardDataset | pd.DataFrame) -> list[str]:
    """Name the columns that say which record a row is: unit and time, if they are declared."""
    roles = _structure(data)
    return [roles[role] for role in ("unit", "time") if role in roles]


def _structure(data: StandardDataset | pd.DataFrame) -> Mapping[str, str]:
    if isinstance(data, StandardDataset) and data.structure is not None:
        return data.structure.columns()
    return {}


def _volumes(rows_before: int | None) -> dict[Quantity, int]:
    """Expect half to twice the rows of the cycle before: a change beyond that has a reason."""
    if rows_before is None:
        return {}
    return {"fewest_rows": -(-rows_before // 2), "most_rows": 2 * rows_before}


def _for_present(check: Check, frame: pd.DataFrame) -> Check:
    """Leave out columns that are not there, for a rule that is content with one of several."""
    present = [name for name in check.columns if name in frame.columns]
    if check.rule.type != ONE_OF_THEM or len(present) in (0, len(check.columns)):
        return check
    if len(present) > 1:
        kwargs = {**check.kwargs, "column_list": present}
        return replace(check, kwargs=kwargs, columns=tuple(present))
    rule = check.rule.model_copy(update={"type": "expect_column_values_to_not_be_null"})
    kwargs = {"column": present[0], "mostly": check.kwargs.get("mostly", 1)}
    return replace(check, rule=rule, kwargs=kwargs, columns=tuple(present))


def _lacking(check: Check, frame: pd.DataFrame, unit_is: str) -> str:
    """Say what the data lack for a check to apply; empty if nothing."""
    if check.rule.meta.get("units", unit_is) != unit_is:
        return f"the units are no {check.rule.meta['units']}s"
    if set(check.unfilled) & set(QUANTITIES):
        return "there is no cycle before to compare with"
    if check.unfilled:
        return f"the study names no {' and no '.join(check.unfilled)}"
    if check.rule.type.startswith(("expect_table_", "expect_column_to_exist")):
        return ""  # which columns there are is what these ask
    if len(check.columns) > 1 and len(set(check.columns)) == 1:
        return f"it compares {check.columns[0]} with itself"
    absent = [column for column in check.columns if column not in frame.columns]
    return f"the data have no column {' and no '.join(absent)}" if absent else ""


def _finding(
    check: Check, outcome: Outcome | str, frame: pd.DataFrame, keys: pd.DataFrame
) -> Finding:
    status, what = _status(check, outcome, frame)
    done = Outcome(met=None) if isinstance(outcome, str) else outcome
    return Finding(
        id=check.id,
        severity=check.rule.severity,
        status=status,
        what=what,
        why=check.rule.why,
        columns=check.columns,
        n_checked=done.n_checked,
        n_unexpected=done.n_unexpected,
        keys=row_keys(done.positions, keys),
        rows=done.positions,
    )


def _status(check: Check, outcome: Outcome | str, frame: pd.DataFrame) -> tuple[Status, str]:
    if isinstance(outcome, str):
        return "not_applicable", f"{check.what} Not applicable: {outcome}."
    if outcome.met is None:
        held = [
            f"{name} holds {kind}" for name, kind in frame.dtypes.items() if name in check.columns
        ]
        return "error", f"{check.what} Could not be checked: {', '.join(held)}."
    return ("met" if outcome.met else "unmet"), check.what


def row_keys(positions: Sequence[int], keys: pd.DataFrame) -> tuple[Key, ...]:
    """Name rows by their key columns, or by their position where there are none.

    Parameters
    ----------
    positions
        Positions of the rows, from 0.
    keys
        The key columns, shape (n_rows, n_key_columns).
    """
    if keys.empty:
        return tuple((position,) for position in positions)
    return tuple(keys.iloc[list(positions)].itertuples(index=False, name=None))
