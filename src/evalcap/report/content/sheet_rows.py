"""The rows of a workbook's sheets: numbers as numbers, in the outcome's unit."""

from collections.abc import Iterator, Mapping
from datetime import date

from evalcap.evidence import Evidence
from evalcap.report.content.codebook import holds, meaning, used
from evalcap.report.content.glossary import glossary_terms
from evalcap.words import Catalogue, read_finding
from evalcap.words.names import analysis_name, named, title
from evalcap.words.recorded import retold

Cell = str | int | float | date | None
Row = dict[str, Cell]


def _told(recorded: str, words: Catalogue, labels: Mapping[str, str] | None = None) -> str:
    """Tell what the evidence records in the language of the workbook, as far as it is known."""
    return retold(recorded, words, labels or {}).text


def named_cells(words: Catalogue, **cells: Cell) -> Row:
    """Name cells by the phrases of their headings."""
    return {words.say(f"sheet.column_{key}"): cell for key, cell in cells.items()}


def outcome_rows(evidence: Evidence, words: Catalogue) -> Iterator[Row]:
    """One row an outcome: what was measured and what was found."""
    for outcome in evidence.outcomes:
        own = [e for e in evidence.estimates if e.outcome == outcome.name]
        main = next((e for e in own if e.primary), None)
        finding = read_finding(evidence, main, words) if main else None
        yield named_cells(
            words,
            outcome=outcome.label,
            unit=outcome.unit,
            smallest=outcome.smallest_effect,
            target=outcome.target,
            finding=finding.sentence if finding else "",
            grade=finding.grade if finding else "",
        )


def estimate_rows(evidence: Evidence, words: Catalogue) -> Iterator[Row]:
    """One row an estimate, in the unit of its outcome."""
    for e in evidence.estimates:
        yield named_cells(
            words,
            key=e.key,
            outcome=evidence.outcome(e.outcome).label,
            analysis=analysis_name(e.analysis, words),
            term=e.term or "",
            unit=evidence.outcome(e.outcome).unit,
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


def path_rows(evidence: Evidence, words: Catalogue) -> Iterator[Row]:
    """One row a point of a path."""
    for path in evidence.paths:
        for point in path.points:
            yield named_cells(
                words,
                key=path.key,
                unit=evidence.outcome(path.outcome).unit,
                at=int(point.at) if path.by == "event_time" else point.label,
                estimate=point.point,
                std_error=point.std_error,
                low=point.conf_low,
                high=point.conf_high,
                uniform_low=point.uniform_low,
                uniform_high=point.uniform_high,
            )


def trend_rows(evidence: Evidence, words: Catalogue) -> Iterator[Row]:
    """One row a group and period."""
    for t in evidence.trends:
        yield named_cells(
            words,
            outcome=evidence.outcome(t.outcome).label,
            group=words.say(f"figure.{t.arm}"),
            period=t.label,
            unit=evidence.outcome(t.outcome).unit,
            mean=t.mean,
            units=t.n_units,
        )


def group_rows(evidence: Evidence, words: Catalogue) -> Iterator[Row]:
    """One row a group in which the primary analysis was repeated."""
    for r in evidence.disaggregations:
        yield named_cells(
            words,
            outcome=evidence.outcome(r.outcome).label,
            group=title(r.by),
            level=r.level,
            unit=evidence.outcome(r.outcome).unit,
            estimate=r.point,
            low=r.conf_low,
            high=r.conf_high,
            units=r.n_units,
            reason=_told(r.reason, words),
        )


def check_rows(evidence: Evidence, words: Catalogue) -> Iterator[Row]:
    """One row a check."""
    for c in evidence.checks:
        outcome = evidence.outcome(c.outcome)
        yield named_cells(
            words,
            outcome=outcome.label,
            check=named("check", c.name, words),
            verdict=named("verdict", c.verdict, words),
            statistic=c.statistic,
            p_value=c.p_value,
            sentence=_told(c.sentence, words, {outcome.name: outcome.label}),
        )


def check_number_rows(evidence: Evidence, words: Catalogue) -> Iterator[Row]:
    """One row a number that a check rests on."""
    for c in evidence.checks:
        for row in c.rows:
            yield named_cells(
                words,
                outcome=evidence.outcome(c.outcome).label,
                check=named("check", c.name, words),
                what=title(row.label),
                at=row.at,
                estimate=row.point,
                low=row.conf_low,
                high=row.conf_high,
            )


def left_out_rows(evidence: Evidence, words: Catalogue) -> Iterator[Row]:
    """One row a reason for leaving rows or units out of an estimate."""
    for e in evidence.estimates:
        for reason, n in e.excluded.items():
            yield named_cells(words, key=e.key, reason=_told(reason, words), left_out=n)


def quality_rows(evidence: Evidence, words: Catalogue) -> Iterator[Row]:
    """One row a rule about the data."""
    for f in evidence.findings:
        yield named_cells(
            words,
            rule=_told(f.what, words),
            severity=named("severity", f.severity, words),
            status=named("status", f.status, words),
            broken=f.n_unexpected,
            checked=f.n_checked,
        )


def change_rows(evidence: Evidence, words: Catalogue) -> Iterator[Row]:
    """One row a change that standardising made."""
    for c in evidence.changes:
        change = named("change", c.rule, words)
        yield named_cells(
            words, change=change, column=c.column, detail=_told(c.detail, words), cells=c.changed
        )


def variable_rows(evidence: Evidence, words: Catalogue) -> Iterator[Row]:
    """One row a column that the evaluation reads."""
    for v in evidence.variables:
        yield named_cells(
            words,
            column=v.name,
            meaning=meaning(v, evidence, words),
            holds=holds(v, evidence, words),
            used=used(v, words),
            source=v.source,
        )


def source_rows(evidence: Evidence, words: Catalogue) -> Iterator[Row]:
    """One row a source."""
    for s in evidence.sources:
        yield named_cells(
            words,
            source=s.name,
            citation=s.citation or s.location,
            licence=s.licence,
            retrieved=s.retrieved,
            rows=s.n_rows,
            sha256=s.sha256,
        )


def term_rows(evidence: Evidence, words: Catalogue) -> Iterator[Row]:
    """One row a term or an acronym."""
    for term, told in glossary_terms(evidence, words):
        yield named_cells(words, what=term, meaning=told)
