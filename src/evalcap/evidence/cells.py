"""Every count of people in a file of evidence, with what its size says about how many they are."""

from collections.abc import Collection, Iterator
from dataclasses import replace
from math import isfinite

from evalcap.evidence.counted import counts_of
from evalcap.evidence.evidence import Evidence
from evalcap.evidence.population import Population
from evalcap.evidence.results import EstimateRecord
from evalcap.privacy.disclosure import Cell

# What withholding a count costs its reader: the part of the file, then the count. The numbers
# behind a headline are worth more than how often a rule was checked.
_VALUES = {
    "estimates": {"n_units": 60.0, "n_clusters": 10.0, "n_obs": 40.0, "excluded": 5.0},
    "design": {"n_treated_units": 30.0, "n_units": 30.0, "n_rows": 6.0, "n_clusters": 5.0},
    "groups": {"": 25.0},
    "checks": {"": 8.0},
    "trends": {"": 4.0},
    "findings": {"n_unexpected": 3.0, "n_checked": 1.0},
    "sources": {"": 2.0},
    "changes": {"": 1.0},
}
_HEADLINE = 3.0
# Parts where zero discloses nobody: no row broke a rule.
_TELLS_ZERO = ("sources", "findings", "changes", "checks")


def cells_of(
    evidence: Evidence, population: Population, earlier: Collection[str] = ()
) -> dict[str, Cell]:
    """Make a cell of every count of people, by its key.

    Parameters
    ----------
    evidence
        With exact counts.
    population
        How many people stand behind them.
    earlier
        Keys of an earlier report; what is no longer there is a count of nobody without a place.
    """
    clusters = set(_clusters_of_places(evidence))
    cells = {
        key: _cell(key, int(count), population.per_person)
        for key, count in counts_of(evidence).items()
        if key not in clusters and not _counts_things(key)
    }
    for key in earlier:
        if key not in cells and key not in clusters and not _counts_things(key):
            cells[key] = Cell(key, 0, is_printed=False)
    for known in (_people_behind(evidence, population), _known(evidence)):
        for key, facts in known:
            if key in cells:
                cells[key] = replace(cells[key], **facts)
    return cells


def _cell(key: str, count: int, per_person: int) -> Cell:
    return Cell(
        key,
        count,
        per_person=1 if _counts_people(key) else per_person,
        tells_zero=key.startswith(_TELLS_ZERO) or "/excluded/" in key,
        value=_value(key),
    )


def _value(key: str) -> float:
    part, *rest = key.split("/")
    found = (value for name, value in _VALUES[part].items() if name in rest or not name)
    return next(found, 1.0)


def _counts_people(key: str) -> bool:
    """Say whether a count is of people, rather than of their rows."""
    if reason := _reason(key):
        return not reason.startswith("rows") and "summed" not in reason
    names = ("/n_units", "/n_treated_units", "/n_clusters")
    return key.startswith(("trends/", "groups/", "checks/")) or key.endswith(names)


def _counts_things(key: str) -> bool:
    """Say whether a reason counts comparisons rather than people or rows."""
    reason = _reason(key)
    return bool(reason) and not reason.startswith(("rows", "units", "comparison units"))


def _reason(key: str) -> str:
    """Give the reason whose exclusions a key counts; empty for other counts."""
    return key.partition("/excluded/")[2] if key.startswith("estimates/") else ""


def _clusters_of_places(evidence: Evidence) -> Iterator[str]:
    """Name numbers of clusters that are not people: as many clusters as people are people."""
    design = evidence.design
    if design.n_clusters != design.n_units:
        yield "design/n_clusters"
    for e in evidence.estimates:
        if not are_people(e):
            yield f"estimates/{e.key}/n_clusters"


def are_people(estimate: EstimateRecord) -> bool:
    """Say whether the clusters of an estimate are the people themselves, or their rows."""
    return estimate.n_clusters in (estimate.n_units, estimate.n_obs)


def _people_behind(
    evidence: Evidence, population: Population
) -> Iterator[tuple[str, dict[str, int]]]:
    """Say how many people have the rows that a reason or a rule counts, where that is known."""
    for e in evidence.estimates:
        sample = population.samples[f"{e.outcome}/{e.analysis}"]
        place = f"estimates/{e.key}/excluded"
        yield f"{place}/rows without outcome", {"people": sample.missing_people}
        for reason in e.excluded:
            if reason.startswith("rows outside"):
                yield f"{place}/{reason}", {"people": sample.outside_people}
    for rule, n in population.unexpected_people.items():
        yield f"findings/{rule}/n_unexpected", {"people": n}


def _known(evidence: Evidence) -> Iterator[tuple[str, dict[str, bool | float]]]:
    """Name counts that other numbers give away, and those that headlines rest on.

    Degrees of freedom are people less something known where people are clusters of their own or
    there are none; an interval at full precision tells them even if they are not written down.
    """
    for e in evidence.estimates:
        place = f"estimates/{e.key}"
        if e.primary:
            yield f"{place}/n_units", {"value": _HEADLINE * _VALUES["estimates"]["n_units"]}
        freedom = e.degrees_of_freedom
        told = freedom is not None and isfinite(freedom)
        if are_people(e) and told:
            yield f"{place}/n_units", {"is_known": True}
            yield f"{place}/n_clusters", {"is_known": True}
        if freedom is not None and told and not _from_clusters(freedom, e):
            yield f"{place}/n_obs", {"is_known": True}


def _from_clusters(freedom: float, estimate: EstimateRecord) -> bool:
    return freedom + 1 == estimate.n_clusters
