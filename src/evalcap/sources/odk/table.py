"""One table of an export: from its columns, all text, to answers under the form's names."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final

import pandas as pd

from evalcap.errors import preview
from evalcap.errors.reading import ReaderFinding
from evalcap.sources.headers import unique_headers
from evalcap.sources.odk.answers import answers, inferred
from evalcap.sources.odk.building import Building, build_question
from evalcap.sources.odk.choosing import are_numbers
from evalcap.sources.odk.columns import Matched, match_columns
from evalcap.sources.odk.form import Form, Path, Question
from evalcap.sources.odk.raw import Raw
from evalcap.sources.source import Content, Labels

_TIMES: Final = ("_submission_time", "SubmissionDate", "_submission__submission_time")
_VERSIONS: Final = ("__version__", "_version_", "FormVersion")


def read_table(raw: Raw, form: Form, repeat: Path) -> Content:
    """Read one table: the form's own, or one of its repeated groups.

    Columns are in the order of the export, under the names of the form; those of the server and
    unknown ones keep their headers.
    """
    matched = match_columns(raw.headers, form, repeat)
    names = canonical_names(form.table(repeat))
    kept = unique_headers(raw.headers)
    built = Building(raw)
    for position in range(len(raw.headers)):
        slot = matched.slots.get(position)
        if slot is None:
            text = raw.cells[position]
            built.columns[kept[position]] = _of_server(kept[position], text)
        elif slot.question not in built.questions.values():
            build_question(built, names[slot.question], slot.question, matched)
    built.findings += _about_columns(raw, matched, kept, form.table(repeat))
    frame = pd.DataFrame(built.columns, index=range(len(raw.cells)))
    translations = {
        language: Labels(
            _column_labels(built.questions, language, frame.columns),
            _value_labels(built.questions, language),
        )
        for language in form.languages
    }
    own = translations[form.default_language]
    return Content(
        frame,
        own.columns,
        own.codes,
        reasons=built.reasons,
        translations=translations,
        findings=tuple(built.findings),
        layout=_layout(raw, matched),
    )


def canonical_names(questions: Sequence[Question]) -> dict[Question, str]:
    """Name the column of each question: by its name, or by its path where two share that."""
    occurs = Counter(question.name for question in questions)
    return {
        q: q.name if occurs[q.name] == 1 else "/".join([*q.path[len(q.repeat) :], q.name])
        for q in questions
    }


def _of_server(name: str, text: pd.Series) -> pd.Series:
    if name in _TIMES:
        times, odd = answers(text, "moment")
        return text if odd.any() else times
    return inferred(text)


def _about_columns(
    raw: Raw, matched: Matched, kept: Sequence[str], questions: Sequence[Question]
) -> Iterator[ReaderFinding]:
    def named(positions: Sequence[int]) -> str:
        return preview([repr(kept[position]) for position in positions])

    if n := len(matched.unknown):
        wrong = f"no question of the form: {named(matched.unknown)}"
        do = "They keep their headers. Name the forms of every version with form = [...]."
        yield raw.finding("unknown_columns", wrong, do, n=n)
    if n := len(matched.former):
        wrong = f"in another group of the form before: {named(matched.former)}"
        do = "Their answers stand with those of the question's present column."
        yield raw.finding("moved_columns", wrong, do, n=n)
    asked = {slot.question for slot in matched.slots.values()}
    absent = [repr(q.name) for q in questions if q not in asked and q.kind != "note"]
    if absent:
        wrong = f"no column in the export: {preview(absent)}"
        do = "If they were answered, export all questions."
        yield raw.finding("absent_questions", wrong, do, n=len(absent), of="question")
    for position, header in enumerate(raw.headers):
        n_versions = raw.cells[position].nunique() if header in _VERSIONS else 0
        if n_versions > 1:
            wrong = f"the records come from {n_versions} versions of the form"
            do = "See that a question means the same in all of them."
            yield raw.finding("form_versions", wrong, do, column=header)


def _column_labels(
    questions: Mapping[str, Question], language: str, columns: pd.Index
) -> dict[str, str]:
    found: dict[str, str] = {}
    for name, question in questions.items():
        label = question.labels.get(language)
        if label:
            found[name] = label
        for choice in question.choices if question.kind == "select_multiple" else ():
            words = [label or question.name, choice.labels.get(language) or choice.name]
            found[f"{name}/{choice.name}"] = " / ".join(words)
    return {name: label for name, label in found.items() if name in columns}


def _value_labels(questions: Mapping[str, Question], language: str) -> dict[str, dict[Any, str]]:
    return {
        name: {
            int(choice.name) if are_numbers(question.choices) else choice.name: choice.labels[
                language
            ]
            for choice in question.choices
            if language in choice.labels
        }
        for name, question in questions.items()
        if question.kind == "select_one"
    }


def _layout(raw: Raw, matched: Matched) -> dict[str, str]:
    style = matched.style
    words = "names" if style.language is None else f"labels {style.language}".strip()
    groups = f", groups with {style.separator!r}" if style.separator else ""
    return {**({"sheet": raw.sheet} if raw.sheet else {}), "headers": words + groups}
