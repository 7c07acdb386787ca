"""Every count in a file of evidence, by the place where it stands."""

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from evalcap.evidence.evidence import Evidence
from evalcap.evidence.model import ChangeRecord, CheckRecord, Count, Design, FindingRecord, Source
from evalcap.evidence.results import EstimateRecord, SubgroupRecord, TrendRecord

# Gives the new count for a key and the present one.
Exchange = Callable[[str, Count], Any]


def source_key(source: Source) -> str:
    """Name the number of records of a source."""
    return f"sources/{source.name}"


def trend_key(trend: TrendRecord) -> str:
    """Name the number of people behind a mean."""
    return f"trends/{trend.outcome}/{trend.arm}/{trend.label}"


def change_key(change: ChangeRecord) -> str:
    """Name the number of cells that a rule changed."""
    return f"changes/{change.rule}/{change.column}/{change.detail}"


def counts_of(evidence: Evidence) -> dict[str, Count]:
    """Read every count of people or their rows; one that does not exist is left out."""
    found: dict[str, Count] = {}

    def read(key: str, count: Count) -> Count:
        found[key] = count
        return count

    _walk(evidence, read)
    return found


def with_counts(evidence: Evidence, counts: Mapping[str, Count]) -> Evidence:
    """Exchange counts by their keys; the others stay."""
    parts = _walk(evidence, counts.get)
    return evidence.model_copy(update=parts)


def _walk(evidence: Evidence, exchange: Exchange) -> dict[str, Any]:
    """Go through every part that counts, in the order of the file."""
    return {
        "sources": tuple(_source(s, exchange) for s in evidence.sources),
        "design": _design(evidence.design, exchange),
        "estimates": tuple(_estimate(e, exchange) for e in evidence.estimates),
        "trends": tuple(_trend(t, exchange) for t in evidence.trends),
        "checks": tuple(_check(c, exchange) for c in evidence.checks),
        "findings": tuple(_finding(f, exchange) for f in evidence.findings),
        "changes": tuple(_change(c, exchange) for c in evidence.changes),
        "disaggregations": tuple(_group(g, exchange) for g in evidence.disaggregations),
    }


def _source(source: Source, exchange: Exchange) -> Source:
    return source.model_copy(update={"n_rows": exchange(source_key(source), source.n_rows)})


def _design(design: Design, exchange: Exchange) -> Design:
    names = ("n_rows", "n_units", "n_treated_units", "n_clusters")
    found = {n: exchange(f"design/{n}", getattr(design, n)) for n in names}
    return design.model_copy(update=found)


def _estimate(estimate: EstimateRecord, exchange: Exchange) -> EstimateRecord:
    place = f"estimates/{estimate.key}"
    names = ("n_obs", "n_units", "n_clusters")
    found: dict[str, Any] = {n: exchange(f"{place}/{n}", getattr(estimate, n)) for n in names}
    excluded = {r: exchange(f"{place}/excluded/{r}", n) for r, n in estimate.excluded.items()}
    return estimate.model_copy(update={**found, "excluded": excluded})


def _trend(trend: TrendRecord, exchange: Exchange) -> TrendRecord:
    return trend.model_copy(update={"n_units": exchange(trend_key(trend), trend.n_units)})


def _check(check: CheckRecord, exchange: Exchange) -> CheckRecord:
    counts = {what: exchange(f"checks/{check.key}/{what}", n) for what, n in check.counts.items()}
    return check.model_copy(update={"counts": counts})


def _finding(finding: FindingRecord, exchange: Exchange) -> FindingRecord:
    names = ("n_checked", "n_unexpected")
    return finding.model_copy(update=dict(_found(finding, names, exchange)))


def _found(
    finding: FindingRecord, names: tuple[str, ...], exchange: Exchange
) -> Iterator[tuple[str, Count | None]]:
    for name in names:
        count = getattr(finding, name)
        is_count = count is not None and finding.status != "not_applicable"
        yield name, exchange(f"findings/{finding.id}/{name}", count) if is_count else count


def _change(change: ChangeRecord, exchange: Exchange) -> ChangeRecord:
    return change.model_copy(update={"changed": exchange(change_key(change), change.changed)})


def _group(group: SubgroupRecord, exchange: Exchange) -> SubgroupRecord:
    return group.model_copy(update={"n_units": exchange(f"groups/{group.key}", group.n_units)})
