"""When a form asks, what it accepts and what it computes, in the language of XLSForms.

References
----------
XLSForm.org: relevant, constraint and calculation columns; ODK XForms functions.
"""

from collections.abc import Collection, Iterator
from typing import Final

from evalcap.programmes.column import AnyOf, Column, Condition, Elapsed, Label
from evalcap.programmes.declaration import read_file

_DAYS_A_MONTH: Final = 30.4375


def relevant(condition: Condition | None) -> str:
    """Write when a question is asked; empty for always."""
    if condition is None:
        return ""
    return " or ".join(_is(condition.column, value) for value in condition.values)


def constraint(column: Column, asked: Collection[str]) -> str:
    """Write what an answer must meet; empty if any will do.

    Parameters
    ----------
    column
        The column that is asked for.
    asked
        Columns that the form has asked for before; only these can be compared with.
    """
    return " and ".join(_rules(column, asked))


def constraint_message(column: Column, others: dict[str, Label]) -> Label | None:
    """Say in each language what an answer must meet; None if any will do.

    Parameters
    ----------
    column
        The column that is asked for.
    others
        Labels of the columns that the form has asked for before.
    """
    if not constraint(column, others):
        return None
    words = {language: _words(column, others, language) for language in Label.model_fields}
    return Label(**words)


def calculation(column: Column, asked: Collection[str]) -> str:
    """Write how a column follows from those asked before; empty if it does not."""
    if column.any_of is not None and set(column.any_of.columns) <= set(asked):
        return _any_of(column.any_of)
    if column.elapsed is not None and {column.elapsed.since, column.elapsed.until} <= set(asked):
        return _elapsed(column.elapsed, column.unit)
    return ""


def phrase(name: str, language: str, **facts: str) -> str:
    """Give one of the phrases of forms, with its facts filled in."""
    return str(read_file("phrases")[name][language]).format(**facts)


def _is(column: str, value: str) -> str:
    return f"${{{column}}} = '{value}'"


def _rules(column: Column, asked: Collection[str]) -> Iterator[str]:
    if column.minimum is not None:
        yield f". >= {column.minimum:g}"
    if column.maximum is not None:
        yield f". <= {column.maximum:g}"
    if column.pattern:
        yield f"regex(., '^({column.pattern})$')"
    for sign, other in ((">=", column.not_below), ("<=", column.not_above)):
        if other in asked:
            yield f"(${{{other}}} = '' or . {sign} ${{{other}}})"


def _words(column: Column, others: dict[str, Label], language: str) -> str:
    return " ".join(_sentences(column, others, language))


def _sentences(column: Column, others: dict[str, Label], language: str) -> Iterator[str]:
    match column.minimum, column.maximum:
        case (None, None):
            pass
        case (low, None):
            yield phrase("at_least", language, low=f"{low:g}")
        case (None, high):
            yield phrase("at_most", language, high=f"{high:g}")
        case (low, high):
            yield phrase("between", language, low=f"{low:g}", high=f"{high:g}")
    if column.pattern:
        yield phrase("pattern", language, example=column.example)
    dated = column.type in ("date", "datetime")
    floor, ceiling = ("not_before", "not_after") if dated else ("not_below", "not_above")
    for name, other in ((floor, column.not_below), (ceiling, column.not_above)):
        if other in others:
            yield phrase(name, language, other=getattr(others[other], language))


def _any_of(rule: AnyOf) -> str:
    """Write 1 if any answer is one of the values; else 0, or nothing if an answer is missing."""
    found = " or ".join(_is(column, value) for column in rule.columns for value in rule.values)
    missing = " or ".join(_is(column, "") for column in rule.columns)
    return f"if({found}, 1, if({missing}, '', 0))"


def _elapsed(rule: Elapsed, unit: str) -> str:
    missing = f"{_is(rule.since, '')} or {_is(rule.until, '')}"
    days = f"decimal-date-time(${{{rule.until}}}) - decimal-date-time(${{{rule.since}}})"
    time = f"round(({days}) div {_DAYS_A_MONTH}, 1)" if unit == "months" else f"round({days}, 0)"
    return f"if({missing}, '', {time})"
