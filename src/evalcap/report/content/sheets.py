"""The tables of a report as sheets of a workbook, behind one that tells what they hold."""

from collections.abc import Callable, Iterable, Iterator, Mapping

from evalcap.evidence import Evidence
from evalcap.lessons import Lessons
from evalcap.report.content import sheet_rows
from evalcap.report.content.cover import correction_notices, cover_facts
from evalcap.report.content.learning import lesson_entries, recommendation_entries
from evalcap.report.content.sheet_rows import Row, named_cells
from evalcap.report.markdown import clean
from evalcap.words import Catalogue

_MOST_LETTERS = 32_000  # in a cell of a spreadsheet


def sheets_of(evidence: Evidence, lessons: Lessons, words: Catalogue) -> dict[str, list[Row]]:
    """Make the rows of each sheet by its name; a sheet without rows is left out."""
    made = {key: list(make(evidence, words)) for key, make in _MADE.items()}
    made |= dict(_learnt(evidence, lessons, words))
    kept = {key: rows for key, rows in made.items() if rows}
    sheets = {"about": list(_about(evidence, kept, words)), **kept}
    return {
        words.say(f"sheet.{key}"): [_tidy(row) for row in _filled(rows)]
        for key, rows in sheets.items()
    }


def _learnt(
    evidence: Evidence, lessons: Lessons, words: Catalogue
) -> Iterator[tuple[str, list[Row]]]:
    heading = words.say("sheet.what")
    for key, entries in (
        ("lessons", lesson_entries(evidence, lessons, words)),
        ("recommendations", recommendation_entries(lessons, words)),
    ):
        yield key, [{heading: entry.title, **dict(entry.facts)} for entry in entries]


def _filled(rows: list[Row]) -> list[Row]:
    """Leave out columns in which no row has a value."""
    filled = {name for row in rows for name, cell in row.items() if cell not in (None, "")}
    return [{name: cell for name, cell in row.items() if name in filled} for row in rows]


def _tidy(row: Row) -> Row:
    """Make text one line without control characters, and short enough for a cell."""
    return {
        clean(name): clean(cell)[:_MOST_LETTERS] if isinstance(cell, str) else cell
        for name, cell in row.items()
    }


def _about(evidence: Evidence, kept: Iterable[str], words: Catalogue) -> Iterator[Row]:
    """Facts about the evaluation, then what each other sheet holds."""
    role = evidence.subject.role
    yield named_cells(words, fact=words.say("sheet.title"), value=evidence.subject.title)
    if role != "evaluation":
        notice = words.say(f"notice.{role}")
        yield named_cells(words, fact=words.say(f"notice.{role}_title"), value=notice)
    for heading, told in correction_notices(evidence, words):
        yield named_cells(words, fact=heading, value=told)
    for key, fact in cover_facts(evidence, words):
        yield named_cells(words, fact=words.say(f"cover.{key}"), value=str(fact))
    yield named_cells(words, fact=words.say("sheet.made"), value=evidence.created)
    for key in kept:
        held = words.say(f"sheet.holds_{key}")
        yield named_cells(words, fact=words.say(f"sheet.{key}"), value=held)


_MADE: Mapping[str, Callable[[Evidence, Catalogue], Iterator[Row]]] = {
    "outcomes": sheet_rows.outcome_rows,
    "estimates": sheet_rows.estimate_rows,
    "paths": sheet_rows.path_rows,
    "trends": sheet_rows.trend_rows,
    "groups": sheet_rows.group_rows,
    "checks": sheet_rows.check_rows,
    "check_rows": sheet_rows.check_number_rows,
    "left_out": sheet_rows.left_out_rows,
    "quality": sheet_rows.quality_rows,
    "changes": sheet_rows.change_rows,
    "variables": sheet_rows.variable_rows,
    "sources": sheet_rows.source_rows,
    "terms": sheet_rows.term_rows,
}
