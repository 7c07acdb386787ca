"""The columns of one question, made of whatever columns an export has for it."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Final

import numpy as np
import pandas as pd

from evalcap.errors.reading import ReaderFinding
from evalcap.sources.odk.answers import answers
from evalcap.sources.odk.choosing import are_numbers, choice_names, chosen
from evalcap.sources.odk.columns import PLACE_PARTS, Matched
from evalcap.sources.odk.form import Question
from evalcap.sources.odk.raw import Raw
from evalcap.sources.reasons import Reason

_NOT_OFFERED: Final = "not offered"
_KINDS: Final = {"moment": "time"}  # in the words of a reader
_UNKNOWN: Final = "an answer that the form does not offer"
_FORM_OF_ALL: Final = "Name the forms of every version with form = [...], or recode the answer."


@dataclass
class Building:
    """What has been made of a table so far."""

    raw: Raw
    columns: dict[str, pd.Series] = field(default_factory=dict)
    questions: dict[str, Question] = field(default_factory=dict)
    reasons: dict[str, tuple[Reason, ...]] = field(default_factory=dict)
    findings: list[ReaderFinding] = field(default_factory=list)

    def note(self, kind: str, column: str, wrong: str, do: str, cells: pd.Series) -> None:
        """Report the records in which something is so, if there are any."""
        self.findings += self.raw.finding_in(cells, kind, wrong, do, column=column)


def build_question(built: Building, name: str, question: Question, matched: Matched) -> None:
    """Make the columns of one question, whatever number of columns the export has for it."""
    built.questions[name] = question
    parts: dict[str, list[int]] = {}
    for position, slot in matched.slots.items():
        if slot.question == question:
            parts.setdefault(slot.part, []).append(position)
    text = {part: _together(built, name, positions) for part, positions in parts.items()}
    match question.kind:
        case "select_one":
            _choose_one(built, name, text[""], question, matched)
        case "select_multiple":
            _choose_many(built, name, text, question, matched)
        case "geopoint":
            _place(built, name, text)
        case _:
            for part, cells in text.items():
                column = f"{name}_{part}" if part else name
                built.columns[column], odd = answers(cells, question.kind)
                kind = _KINDS.get(question.kind, question.kind)
                wrong = f"no {kind}, as the form asks for, so that all stay text"
                built.note("wrong_kind", column, wrong, "Correct them, or recode them.", odd)


def _together(built: Building, name: str, positions: Sequence[int]) -> pd.Series:
    """Put the columns of one question together: each version of a form may have filled one."""
    if len(positions) == 1:
        return built.raw.cells[positions[0]]
    table = built.raw.cells[list(positions)]
    first = table.bfill(axis=1).iloc[:, 0]
    differing = table.apply(lambda column: column.notna() & (column != first)).any(axis=1)
    wrong = f"different answers in the {len(positions)} columns of one question"
    do = "The first column's answer is kept; see which group of the form is right."
    built.note("differing_columns", name, wrong, do, differing)
    return first


def _choose_one(
    built: Building, name: str, text: pd.Series, question: Question, matched: Matched
) -> None:
    found, unknown = choice_names(text, question, matched.style)
    if are_numbers(question.choices):
        # A code that is no number has no place in a column of numbers, but its cell is not empty.
        numbers = pd.to_numeric(found, errors="coerce")
        lost = unknown & numbers.isna()
        if lost.any():
            rows = np.flatnonzero(lost.to_numpy()).astype(np.int64)
            built.reasons[name] = (Reason(_NOT_OFFERED, "answer that the form lacks", rows),)
        whole = numbers.notna().all() and len(numbers)
        found = numbers.astype("int64") if whole else numbers.astype(float)
    built.columns[name] = found
    built.note("unknown_choice", name, _UNKNOWN, _FORM_OF_ALL, unknown)


def _choose_many(
    built: Building, name: str, text: dict[str, pd.Series], question: Question, matched: Matched
) -> None:
    flags = {part: cells for part, cells in text.items() if part}
    found = chosen(text.get(""), flags, question, matched.style)
    built.columns[name] = found.names
    built.columns |= {f"{name}/{choice}": flag for choice, flag in found.flags.items()}
    built.note("unknown_choice", name, _UNKNOWN, _FORM_OF_ALL, found.unknown)
    wrong = "labels put together that can be read in several ways; missing"
    do = "Export again with XML values, or with one column for each choice."
    built.note("unclear_choices", name, wrong, do, found.unclear)
    wrong = "a list of answers that its 0/1 columns contradict"
    do = "The 0/1 columns are kept; see whether the file was edited."
    built.note("differing_choices", name, wrong, do, found.differing)


def _place(built: Building, name: str, text: dict[str, pd.Series]) -> None:
    """Make the parts of a place: as the export has them, or from latitude, longitude and so on."""
    whole = text.get("")
    if whole is not None:
        built.columns[name] = whole
        if len(text) == 1:
            words = whole.str.split(expand=True).reindex(columns=range(len(PLACE_PARTS)))
            text = {part: words[i].astype("str") for i, part in enumerate(PLACE_PARTS)}
    for part in PLACE_PARTS:
        if part in text:
            column = f"{name}_{part}"
            built.columns[column], odd = answers(text[part], "number")
            wrong = "no number, so that all stay text"
            built.note("wrong_kind", column, wrong, "Correct them in the file.", odd)
