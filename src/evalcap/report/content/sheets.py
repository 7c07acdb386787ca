"""The tables of a report as sheets of a workbook: numbers as numbers, in the outcome's unit."""

from collections.abc import Callable, Iterator, Mapping
from datetime import date

from evalcap.evidence import Evidence
from evalcap.lessons import Lessons
from evalcap.report.content.cover import correction_notices, cover_facts, subtitle
from evalcap.report.content.glossary import glossary_terms
from evalcap.report.content.learning import lesson_entries, recommendation_entries
from evalcap.report.markdown import clean
from evalcap.words import Catalogue, read_finding
from evalcap.words.names import analysis_name, named, title

Cell = str | int | float | date | None
Row = dict[str, Cell]
_MOST_LETTERS = 32_000  # in a cell of a spreadsheet


def sheets_of(evidence: Evidence, lessons: Lessons, words: Catalogue) -> dict[str, list[Row]]:
    """Make the rows of each sheet by its name; a sheet without rows is left out."""
    sheets = {words.say(f"sheet.{key}"): list(make(evidence, words)) for key, make in _MADE.items()}
    entries = {
        "lessons": lesson_entries(evidence, lessons, words),
        "recommendations": recommendation_entries(lessons, words),
    }
    for key, own in entries.items():
        heading = words.say("sheet.what")
        sheets[words.say(f"sheet.{key}")] = [{heading: e.title, **dict(e.facts)} for e in own]
    return {name: [_tidy(row) for row in rows] for name, rows in sheets.items() if rows}


def _tidy(row: Row) -> Row:
    """Make text one line without control characters, and short enough for a cell."""
    return {
        clean(name): clean(cell)[:_MOST_LETTERS] if isinstance(cell, str) else cell
        for name, cell in row.items()
    }


def _named(words: Catalogue, **cells: Cell) -> Row:
    """Name cells by the phrases of their headings."""
    return {words.say(f"sheet.column_{key}"): cell for key, cell in cells.items()}


def _about(evidence: Evidence, words: Catalogue) -> Iterator[Row]:
    role = evidence.subject.role
    yield _named(words, fact=words.say("sheet.title"), value=evidence.subject.title)
    yield _named(words, fact=words.say("cover.role"), value=subtitle(evidence, words))
    if role != "evaluation":
        notice = words.say(f"notice.{role}")
        yield _named(words, fact=words.say(f"notice.{role}_title"), value=notice)
    for heading, told in correction_notices(evidence, words):
        yield _named(words, fact=heading, value=told)
    for key, fact in cover_facts(evidence, words):
        yield _named(words, fact=words.say(f"cover.{key}"), value=str(fact))
    yield _named(words, fact=words.say("sheet.made"), value=evidence.created)


def _outcomes(evidence: Evidence, words: Catalogue) -> Iterator[Row]:
    for outcome in evidence.outcomes:
        own = [e for e in evidence.estimates if e.outcome == outcome.name]
        main = next((e for e in own if e.primary), None)
        finding = read_finding(evidence, main, words) if main else None
        yield _named(
            words,
            outcome=outcome.label,
            unit=outcome.unit,
            smallest=outcome.smallest_effect,
            target=outcome.target,
            finding=finding.sentence if finding else "",
            grade=finding.grade if finding else "",
        )


def _estimates(evidence: Evidence, words: Catalogue) -> Iterator[Row]:
    for e in evidence.estimates:
        yield _named(
            words,
            key=e.key,
            outcome=evidence.outcome(e.outcome).label,
            analysis=analysis_name(e.analysis, words),
            term=e.term or "",
            estimate=e.point,
            std_error=e.std_error,
            low=e.conf_low,
            high=e.conf_high,
            p_value=e.p_value,
            small_low=e.small_sample.conf_low if e.small_sample else None,
            small_high=e.small_sample.conf_high if e.small_sample else None,
            rows=e.n_obs,
            units=e.n_units,
            clusters=e.n_clusters,
        )


def _paths(evidence: Evidence, words: Catalogue) -> Iterator[Row]:
    for path in evidence.paths:
        for point in path.points:
            yield _named(
                words,
                key=path.key,
                at=point.label,
                estimate=point.point,
                std_error=point.std_error,
                low=point.conf_low,
                high=point.conf_high,
                uniform_low=point.uniform_low,
                uniform_high=point.uniform_high,
            )


def _trends(evidence: Evidence, words: Catalogue) -> Iterator[Row]:
    for t in evidence.trends:
        yield _named(
            words,
            outcome=evidence.outcome(t.outcome).label,
            group=words.say(f"figure.{t.arm}"),
            period=t.label,
            mean=t.mean,
            units=t.n_units,
        )


def _groups(evidence: Evidence, words: Catalogue) -> Iterator[Row]:
    for r in evidence.disaggregations:
        yield _named(
            words,
            outcome=evidence.outcome(r.outcome).label,
            group=title(r.by),
            level=r.level,
            estimate=r.point,
            low=r.conf_low,
            high=r.conf_high,
            units=r.n_units,
            reason=r.reason,
        )


def _checks(evidence: Evidence, words: Catalogue) -> Iterator[Row]:
    for c in evidence.checks:
        yield _named(
            words,
            outcome=evidence.outcome(c.outcome).label,
            check=named("check", c.name, words),
            verdict=named("verdict", c.verdict, words),
            statistic=c.statistic,
            p_value=c.p_value,
            sentence=c.sentence,
        )


def _check_rows(evidence: Evidence, words: Catalogue) -> Iterator[Row]:
    for c in evidence.checks:
        for row in c.rows:
            yield _named(
                words,
                outcome=evidence.outcome(c.outcome).label,
                check=named("check", c.name, words),
                what=title(row.label),
                at=row.at,
                estimate=row.point,
                low=row.conf_low,
                high=row.conf_high,
            )


def _left_out(evidence: Evidence, words: Catalogue) -> Iterator[Row]:
    for e in evidence.estimates:
        for reason, n in e.excluded.items():
            yield _named(words, key=e.key, reason=reason, left_out=n)


def _quality(evidence: Evidence, words: Catalogue) -> Iterator[Row]:
    for f in evidence.findings:
        yield _named(
            words,
            rule=f.what,
            severity=named("severity", f.severity, words),
            status=named("status", f.status, words),
            broken=f.n_unexpected,
            checked=f.n_checked,
        )


def _changes(evidence: Evidence, words: Catalogue) -> Iterator[Row]:
    for c in evidence.changes:
        change = named("change", c.rule, words)
        yield _named(words, change=change, column=c.column, detail=c.detail, cells=c.changed)


def _sources(evidence: Evidence, words: Catalogue) -> Iterator[Row]:
    for s in evidence.sources:
        yield _named(
            words,
            source=s.name,
            citation=s.citation or s.location,
            licence=s.licence,
            retrieved=s.retrieved,
            rows=s.n_rows,
            sha256=s.sha256,
        )


def _terms(evidence: Evidence, words: Catalogue) -> Iterator[Row]:
    for term, meaning in glossary_terms(evidence, words):
        yield _named(words, what=term, meaning=meaning)


_MADE: Mapping[str, Callable[[Evidence, Catalogue], Iterator[Row]]] = {
    "about": _about,
    "outcomes": _outcomes,
    "estimates": _estimates,
    "paths": _paths,
    "trends": _trends,
    "groups": _groups,
    "checks": _checks,
    "check_rows": _check_rows,
    "left_out": _left_out,
    "quality": _quality,
    "changes": _changes,
    "sources": _sources,
    "terms": _terms,
}
