"""Annexes in tables: estimates, what was left out, data quality, changes, sources, versions."""

from collections.abc import Iterator, Mapping

from evalcap.evidence import Evidence
from evalcap.evidence.model import FindingRecord, Source
from evalcap.evidence.results import EstimateRecord, PathRecord, PointRecord
from evalcap.report.content.analyses import estimate_cells
from evalcap.report.content.recorded import shown
from evalcap.report.markdown import Markdown, Text, said, table
from evalcap.words import Catalogue
from evalcap.words.names import analysis_name, capitalised, labelled, named, symbol
from evalcap.words.numbers import count, day, decimals_for, number, p_value
from evalcap.words.recorded import retold

_DIGEST_SHOWN = 12


def estimates_table(evidence: Evidence, words: Catalogue) -> Markdown:
    """Tabulate every estimate with its key, in the outcome's own unit."""
    keys = ("key", "estimate", "std_error", "interval", "p_value", "rows", "units", "clusters")
    return table(
        [words.say(f"annex.{key}") for key in keys],
        [_estimate(e, words) for e in evidence.estimates],
        widths=(19, 11, 10, 17, 9, 10, 10, 14),
        align="lrrrrrrr",
    )


def _estimate(estimate: EstimateRecord, words: Catalogue) -> tuple[Text, ...]:
    values = (estimate.point, estimate.conf_low, estimate.conf_high)
    decimals = decimals_for(estimate.std_error, values)
    counts = (estimate.n_obs, estimate.n_units, estimate.n_clusters)
    point, limits = estimate_cells(estimate, words)
    return (
        _breakable(estimate.key),
        point,
        number(estimate.std_error, decimals, words),
        limits,
        p_value(estimate.p_value, words).replace(" ", "\u00a0"),
        *(count(n, words) for n in counts),
    )


def _breakable(key: str) -> str:
    """Let a long key break after its slashes."""
    return key.replace("/", " / ")


def path_tables(
    evidence: Evidence, figures: Mapping[str, str], words: Catalogue
) -> tuple[tuple[str, Markdown, Text], ...]:
    """Tabulate the points of each path.

    Parameters
    ----------
    figures
        Key of a path to the label of the figure behind which a page has the same table.

    Returns
    -------
    tuple
        The path's key, the table, and what a page says in its place; empty where it has none.
    """
    return tuple(
        (_breakable(path.key), path_table(path, words), _elsewhere(figures.get(path.key), words))
        for path in evidence.paths
    )


def _elsewhere(figure: str | None, words: Catalogue) -> Text:
    return said(words, "annex.path_shown", figure=Markdown(f"@{figure}")) if figure else ""


def path_table(path: PathRecord, words: Catalogue) -> Markdown:
    """Tabulate the points of a path, in the outcome's unit."""
    keys = ("at", "estimate", "interval", "uniform")
    smallest = min((p.std_error for p in path.points if p.std_error), default=1.0)
    decimals = decimals_for(smallest, ())
    return table(
        [words.say(f"annex.{key}") for key in keys],
        [_point(point, decimals, words) for point in path.points],
        widths=(16, 20, 32, 32),
        align="lrrr",
    )


def _point(point: PointRecord, decimals: int, words: Catalogue) -> tuple[str, ...]:
    at = point.label.replace("-", words.say("numbers.minus"))
    low, high = point.conf_low, point.conf_high
    if point.std_error is None or low is None or high is None:
        return at, "0", words.say("annex.base"), ""
    written = [number(v, decimals, words) for v in (point.point, low, high)]
    limits = words.say("amount.between", low=written[1], high=written[2])
    return at, written[0], limits, _band(point, decimals, words)


def _band(point: PointRecord, decimals: int, words: Catalogue) -> str:
    if point.uniform_low is None or point.uniform_high is None:
        return ""
    low, high = (number(v, decimals, words) for v in (point.uniform_low, point.uniform_high))
    return words.say("amount.between", low=low, high=high)


def excluded_table(evidence: Evidence, words: Catalogue) -> Markdown | None:
    """Tabulate what was left out of each analysis and why; None where nothing was."""
    rows = dict.fromkeys(_excluded(evidence, words))
    if not rows:
        return None
    header = [words.say(f"annex.{key}") for key in ("analysis", "reason", "left_out")]
    return table(header, list(rows), widths=(38, 46, 16), align="llr")


def _excluded(evidence: Evidence, words: Catalogue) -> Iterator[tuple[Text, Text, Text]]:
    for estimate in evidence.estimates:
        label = capitalised(evidence.outcome(estimate.outcome).label)
        name = analysis_name(estimate.analysis, words)
        for reason, n in estimate.excluded.items():
            yield labelled(label, name, words), shown(reason, words), count(n, words)


def quality_table(evidence: Evidence, words: Catalogue) -> Markdown | None:
    """Tabulate the rules about the data that could be checked; None where there are none."""
    checked = [f for f in evidence.findings if f.status != "not_applicable"]
    if not checked:
        return None
    keys = ("rule", "severity", "status", "broken", "checked")
    return table(
        [words.say(f"annex.{key}") for key in keys],
        [_finding(f, words) for f in checked],
        widths=(38, 19, 15, 14, 14),
        align="lllrr",
    )


def _finding(finding: FindingRecord, words: Catalogue) -> tuple[Text, ...]:
    told = named("status", finding.status, words).lower()
    status = f"{symbol(finding.status, words)}\u00a0{told}"
    severity = named("severity", finding.severity, words)
    counts = [count(n, words) for n in (finding.n_unexpected, finding.n_checked)]
    return shown(finding.what, words), severity, status, *counts


def not_checked(evidence: Evidence, words: Catalogue) -> str:
    """Say how many rules are about columns that these data lack; empty where none is."""
    n = sum(f.status == "not_applicable" for f in evidence.findings)
    return words.say("annex.not_checked", n=n) if n else ""


def changes_table(evidence: Evidence, words: Catalogue) -> Markdown | None:
    """Tabulate what standardising changed; None where it changed nothing."""
    if not evidence.changes:
        return None
    rows = [
        (
            named("change", c.rule, words),
            c.column,
            retold(c.detail, words, {}).text,
            count(c.changed, words),
        )
        for c in evidence.changes
    ]
    header = [words.say(f"annex.{key}") for key in ("change", "column", "detail", "cells")]
    return table(header, rows, widths=(20, 24, 42, 14), align="lllr")


def sources_table(evidence: Evidence, words: Catalogue) -> Markdown:
    """Tabulate the files the data came from, with the beginning of their fingerprints."""
    rows = [row for source in evidence.sources for row in _source_rows(source, words)]
    keys = ("source", "citation", "licence", "retrieved", "rows", "sha256")
    dated = any(s.retrieved for s in evidence.sources)
    header = [words.say(f"annex.{key}") for key in keys]
    if dated:
        return table(header, rows, widths=(10, 31, 17, 12, 10, 20), align="llllrl")
    without = [(*row[:3], *row[4:]) for row in rows]
    return table([*header[:3], *header[4:]], without, widths=(11, 39, 20, 10, 20), align="lllrl")


def _source_rows(source: Source, words: Catalogue) -> Iterator[tuple[str, ...]]:
    """Give a row for the source, and one for each of its files if there are several."""
    retrieved = day(source.retrieved, words) if source.retrieved else ""
    where, digest = source.citation or source.location, source.sha256[:_DIGEST_SHOWN]
    yield source.name, where, source.licence, retrieved, count(source.n_rows, words), digest
    for file in source.files:
        yield "", file.name, "", "", count(file.n_rows, words), file.sha256[:_DIGEST_SHOWN]


def versions_line(evidence: Evidence) -> str:
    """List the software and its versions."""
    return ", ".join(f"{name} {version}" for name, version in evidence.versions.items())
