"""Answers that were chosen from a list: names or labels in, names and 0/1 columns out."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Final

import numpy as np
import pandas as pd

from evalcap.sources.missing import LONG, PADDED
from evalcap.sources.odk.columns import Style
from evalcap.sources.odk.form import Choice, Question

_YES: Final = {"1": 1.0, "0": 0.0, "true": 1.0, "false": 0.0}


@dataclass(frozen=True)
class Chosen:
    """Answers to a question with several choices.

    Attributes
    ----------
    names
        Names of what was chosen, in the order of the form, separated by spaces.
    flags
        Choice to whether it was chosen: 1, 0, or missing where nothing was answered.
    unknown
        Whether an answer has something that the form does not offer, shape (n_rows,).
    unclear
        Whether it can be read in several ways, shape (n_rows,).
    differing
        Whether the list of names and the 0/1 columns disagree, shape (n_rows,).
    """

    names: pd.Series
    flags: Mapping[str, pd.Series]
    unknown: pd.Series
    unclear: pd.Series
    differing: pd.Series


def choice_names(text: pd.Series, question: Question, style: Style) -> tuple[pd.Series, pd.Series]:
    """Turn names or labels into names.

    Returns
    -------
    tuple
        The names, with what the form does not offer as it was; and which cells these are.
    """
    known = _readings(question.choices, style)
    cells = text.str.split().str.join(" ")
    found = cells.map(known)
    unknown = text.notna() & found.isna()
    return found.where(~unknown, text).astype("str"), unknown


def are_numbers(choices: Sequence[Choice]) -> bool:
    """Say whether the names of a list are numbers, so that its answers are read as such."""
    names = pd.Series([choice.name for choice in choices], dtype="str")
    codes = names.str.match(PADDED) | names.str.match(LONG)
    return bool(names.str.fullmatch(r"-?\d+").all() and not codes.any())


def chosen(
    summary: pd.Series | None, flags: Mapping[str, pd.Series], question: Question, style: Style
) -> Chosen:
    """Bring the two ways to write several choices into both.

    Parameters
    ----------
    summary
        Names or labels, separated by spaces; None if the export has no such column.
    flags
        Choice to its 0/1 column, as text.
    """
    index = summary.index if summary is not None else next(iter(flags.values())).index
    names = [choice.name for choice in question.choices]
    no = pd.Series(data=False, index=index)
    given = {name: text.str.casefold().map(_YES) for name, text in flags.items()}
    unknown = no.copy()
    for name, text in flags.items():
        unknown |= text.notna() & given[name].isna()
    listed, unclear = pd.DataFrame(np.nan, index=index, columns=names), no.copy()
    if summary is not None:
        listed, odd, unclear = _from_summary(summary, question, style)
        unknown |= odd
    table = pd.DataFrame({name: given.get(name, listed[name]) for name in names}, index=index)
    both = [name for name in given if name in names] if summary is not None else []
    answered = table[both].notna() & listed[both].notna()
    differing = ((table[both] != listed[both]) & answered).any(axis=1)
    return Chosen(
        names=_listed(table, names),
        flags={name: _whole(table[name]) for name in names},
        unknown=unknown,
        unclear=unclear & table.isna().all(axis=1),
        differing=differing,
    )


def _from_summary(
    summary: pd.Series, question: Question, style: Style
) -> tuple[pd.DataFrame, pd.Series, pd.Series]:
    """Read lists of names or labels: 0/1 by choice, what is unknown, what is unclear."""
    names = [choice.name for choice in question.choices]
    readings = {text: _parsed(text, question.choices, style) for text in summary.dropna().unique()}
    rows = np.full((len(summary), len(names)), np.nan)
    unknown, unclear = np.zeros(len(summary), bool), np.zeros(len(summary), bool)
    for position, text in enumerate(summary):
        if isinstance(text, str):
            found = readings[text]
            unknown[position], unclear[position] = found is None, found == ()
            if found is None and style.language is None:  # what else was chosen is known
                found = tuple(name for name in text.split() if name in names)
            if found:
                rows[position] = [name in found for name in names]
    index = summary.index
    return (
        pd.DataFrame(rows, index=index, columns=names),
        pd.Series(unknown, index=index),
        pd.Series(unclear, index=index),
    )


def _parsed(text: str, choices: Sequence[Choice], style: Style) -> tuple[str, ...] | None:
    """Cut a list of labels, which have spaces themselves, into the choices that it names.

    Returns
    -------
    tuple or None
        Names; empty if it can be cut in several ways; None if it names something else.
    """
    words = tuple(text.split())
    phrases = {tuple(label.split()): name for label, name in _readings(choices, style).items()}

    @cache
    def cuts(start: int) -> tuple[tuple[str, ...], ...]:
        if start == len(words):
            return ((),)
        found: list[tuple[str, ...]] = []
        for phrase, name in phrases.items():
            if words[start : start + len(phrase)] == phrase:
                found += [(name, *rest) for rest in cuts(start + len(phrase))]
        return tuple(found[:2])  # two are as good as many

    ways = {frozenset(way): way for way in cuts(0)}
    if not ways:
        return None
    return next(iter(ways.values())) if len(ways) == 1 else ()


def _readings(choices: Sequence[Choice], style: Style) -> dict[str, str]:
    """Map what an answer may be written as to the name of its choice.

    Names and labels of the export's own style come first; a label that two choices share names
    neither.
    """
    languages = list(dict.fromkeys(name for choice in choices for name in choice.labels))
    names = {choice.name: choice.name for choice in choices}
    by_language = {language: _labels(choices, language) for language in languages}
    first = [names] if style.language is None else [by_language.get(style.language, {}), names]
    found: dict[str, str] = {}
    for known in (*first, *by_language.values()):
        for written, name in known.items():
            found.setdefault(" ".join(written.split()), name)
    return {written: name for written, name in found.items() if name}


def _labels(choices: Sequence[Choice], language: str) -> dict[str, str]:
    found: dict[str, str] = {}
    for choice in choices:
        if label := choice.labels.get(language):
            found[label] = "" if label in found else choice.name
    return found


def _listed(table: pd.DataFrame, names: Sequence[str]) -> pd.Series:
    flags = table.to_numpy() == 1
    joined = [" ".join(n for n, flag in zip(names, row, strict=True) if flag) for row in flags]
    return pd.Series(joined, index=table.index, dtype="str").mask(lambda text: text == "")


def _whole(flags: pd.Series) -> pd.Series:
    return flags.astype("int64") if flags.notna().all() and len(flags) else flags
