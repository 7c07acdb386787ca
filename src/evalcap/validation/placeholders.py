"""Let a rule name the study's columns by their role (`$unit`), and what to expect from before."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import product
from typing import Any, Final, Literal, get_args

from evalcap.errors.validation import SuiteError, UnknownRoleError
from evalcap.validation.suite import Rule

Role = Literal["unit", "time", "outcome", "treated_from", "treated", "cluster", "weight"]
Quantity = Literal["fewest_rows", "most_rows"]
Columns = Mapping[str, str | Sequence[str]]
ROLES: Final = get_args(Role)
QUANTITIES: Final = get_args(Quantity)

# A dollar sign alone, or one that ends a pattern, is no placeholder.
_PLACEHOLDER: Final = re.compile(r"^\$[a-z_]+$")
# The kwargs in which Great Expectations takes names of columns.
COLUMN_KWARGS: Final = ("column", "column_A", "column_B", "column_list", "column_set")


@dataclass(frozen=True)
class Check:
    """A rule with the study's own columns put in.

    Attributes
    ----------
    id
        The rule's; followed by `/column` where a role has several columns.
    rule
        The rule as it was written.
    kwargs
        Its kwargs, with columns for placeholders.
    what
        Its notes, with columns for placeholders.
    columns
        The columns it is about.
    unfilled
        Roles and quantities it names that the study does not fill; it does not apply then.
    """

    id: str
    rule: Rule
    kwargs: dict[str, Any]
    what: str
    columns: tuple[str, ...]
    unfilled: tuple[str, ...] = ()


def checks(
    rules: Sequence[Rule], columns: Columns, quantities: Mapping[Quantity, int] | None = None
) -> tuple[Check, ...]:
    """Put the study's columns, and what its last cycle lets expect, into the rules.

    Parameters
    ----------
    rules
        Rules whose kwargs and notes may hold placeholders.
    columns
        Role to column, or to several: a rule is checked once for each of them.
    quantities
        Numbers that follow from the cycle before; none in a first cycle.

    Raises
    ------
    UnknownRoleError
        `columns` fills a role that does not exist.
    SuiteError
        A rule names a role that does not exist.
    """
    unknown = [role for role in columns if role not in ROLES]
    if unknown:
        raise UnknownRoleError(unknown, known=ROLES)
    mistyped = [
        f"rule {rule.id}: there is no placeholder ${role}; there are: "
        f"{', '.join('$' + known for known in (*ROLES, *QUANTITIES))}"
        for rule in rules
        for role in _roles(rule.kwargs)
        if role not in (*ROLES, *QUANTITIES)
    ]
    if mistyped:
        raise SuiteError(mistyped)
    numbers = quantities or {}
    return tuple(check for rule in rules for check in _expand(rule, columns, numbers))


def _expand(rule: Rule, columns: Columns, quantities: Mapping[Quantity, int]) -> Iterator[Check]:
    roles = sorted(set(_roles(rule.kwargs)))
    several = [role for role in roles if columns.get(role) and not isinstance(columns[role], str)]
    for chosen in product(*(columns[role] for role in several)):
        filled = {r: c for r, c in columns.items() if isinstance(c, str)}
        filled |= dict(zip(several, chosen, strict=True))
        known: dict[str, str | int] = {**filled, **{str(q): n for q, n in quantities.items()}}
        # A rule that does not apply is made all the same, so that its mistakes show: with zeros.
        kwargs = _filled(rule.kwargs, {**dict.fromkeys(QUANTITIES, 0), **known})
        if "column_list" in kwargs:
            kwargs["column_list"] = _each_once(kwargs["column_list"])
        yield Check(
            id="/".join([rule.id, *chosen]),
            rule=rule,
            kwargs=kwargs,
            what=_worded(rule.notes, filled),
            columns=_columns(kwargs),
            unfilled=tuple(role for role in roles if role not in known),
        )


def _each_once(columns: list[Any]) -> list[Any]:
    """Name each column once: a role may be played by one that the rule names as well.

    Where all are one column, as where a unit is its own cluster, the rule does not apply, but is
    made: with as many columns as it needs.
    """
    once = list(dict.fromkeys(columns))
    return once if len(once) > 1 else columns


def _roles(value: Any) -> Iterator[str]:
    """Find the placeholders anywhere in kwargs."""
    if isinstance(value, str) and _PLACEHOLDER.match(value):
        yield value[1:]
    elif isinstance(value, Mapping):
        for part in value.values():
            yield from _roles(part)
    elif isinstance(value, list):
        for part in value:
            yield from _roles(part)


def _filled(value: Any, filled: Mapping[str, str | int]) -> Any:
    if isinstance(value, str) and _PLACEHOLDER.match(value):
        return filled.get(value[1:], value)
    if isinstance(value, Mapping):
        return {key: _filled(part, filled) for key, part in value.items()}
    if isinstance(value, list):
        return [_filled(part, filled) for part in value]
    return value


def _worded(notes: str, filled: Mapping[str, str]) -> str:
    # Longest first: $treated_from must not be read as $treated.
    for role in sorted(ROLES, key=len, reverse=True):
        notes = notes.replace(f"${role}", filled.get(role, f"the {role}"))
    return notes


def _columns(kwargs: Mapping[str, Any]) -> tuple[str, ...]:
    named = (kwargs[key] for key in COLUMN_KWARGS if key in kwargs)
    return tuple(
        str(column) for value in named for column in (value if isinstance(value, list) else [value])
    )
