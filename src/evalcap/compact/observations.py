"""What a study publishes in numbers, one row a number: what every table export is made from."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from evalcap.codelists.countries import country_code
from evalcap.evidence.model import Count, Outcome, Role
from evalcap.evidence.results import EstimateRecord, SubgroupRecord
from evalcap.portfolio import Entry
from evalcap.words.scale import Scale, scale_for

_DIGITS = 10


@dataclass(frozen=True, slots=True)
class Observation:
    """An effect on one outcome, of everybody or of one group, in the outcome's unit.

    Attributes
    ----------
    countries
        Names as the study gives them.
    codes
        Their codes of ISO 3166-1, three letters; only of countries that have one.
    key
        The evidence that it is taken from.
    by, level
        The group, such as "sex" and "female"; both empty for everybody.
    point, low, high
        The effect and its 95 % interval; None where it is withheld, a limit also where no effect
        in its direction can be ruled out.
    units
        How many units the effect was estimated from, as the evidence publishes it.
    target
        The effect that was aimed at, with the sign of an improvement.
    grade
        Strength of the evidence, 1 to 5; None for a group, and where none is given.
    withheld
        Why there is no number.
    """

    study: str
    title: str
    role: Role
    programme: str
    countries: tuple[str, ...]
    codes: tuple[str, ...]
    start: date | None
    end: date | None
    cycle: int
    objectives: tuple[int, ...]
    sdg: tuple[str, ...]
    key: str
    outcome: str
    label: str
    unit: str
    better: str
    units: Count
    unit_is: str
    by: str = ""
    level: str = ""
    point: float | None = None
    low: float | None = None
    high: float | None = None
    target: float | None = None
    grade: int | None = None
    withheld: str = ""


def observations(entries: Iterable[Entry]) -> tuple[Observation, ...]:
    """Give the primary effects of each study, then those by group, in the order of the studies."""
    return tuple(row for entry in entries for row in _of_study(entry))


def _of_study(entry: Entry) -> Iterator[Observation]:
    evidence = entry.evidence
    for estimate in evidence.headlines():
        yield _whole(entry, estimate)
        groups = (g for g in evidence.disaggregations if _belongs(g, estimate))
        yield from (_group(entry, group) for group in groups)


def _belongs(group: SubgroupRecord, estimate: EstimateRecord) -> bool:
    return (group.outcome, group.analysis) == (estimate.outcome, estimate.analysis)


def _whole(entry: Entry, estimate: EstimateRecord) -> Observation:
    outcome = entry.evidence.outcome(estimate.outcome)
    record = entry.evidence.grade(estimate.outcome)
    graded = record is not None and record.analysis == estimate.analysis
    low, high = limits(estimate)
    return replace(
        _unmeasured(entry, outcome, estimate.key, estimate.n_units),
        point=estimate.point,
        low=low,
        high=high,
        target=aimed(outcome),
        grade=record.grade if record and graded else None,
    )


def _group(entry: Entry, group: SubgroupRecord) -> Observation:
    outcome = entry.evidence.outcome(group.outcome)
    return replace(
        _unmeasured(entry, outcome, group.key, group.n_units),
        by=group.by,
        level=group.level,
        point=group.point,
        low=group.conf_low,
        high=group.conf_high,
        withheld=group.reason if group.point is None else "",
    )


def _unmeasured(entry: Entry, outcome: Outcome, key: str, units: Count) -> Observation:
    """Give everything that places an effect, and not the effect itself."""
    evidence = entry.evidence
    subject, tags = evidence.subject, evidence.contribution
    codes = (country_code(name) for name in subject.countries)
    return Observation(
        study=subject.slug,
        title=subject.title,
        role=subject.role,
        programme=subject.programme,
        countries=subject.countries,
        codes=tuple(dict.fromkeys(code for code in codes if code)),
        start=subject.period_start,
        end=subject.period_end,
        cycle=subject.cycle,
        objectives=tags.objectives,
        sdg=tuple(dict.fromkeys((*outcome.sdg, *tags.sdg))),
        key=key,
        outcome=outcome.name,
        label=outcome.label,
        unit=outcome.unit,
        better=outcome.better,
        units=units,
        unit_is=evidence.design.unit_is,
    )


def limits(estimate: EstimateRecord) -> tuple[float | None, float | None]:
    """Give the limits that a sentence may rest on; None where a direction has no limit."""
    small = estimate.small_sample
    if small is None:
        return estimate.conf_low, estimate.conf_high
    low = None if small.conf_low is None else min(estimate.conf_low, small.conf_low)
    high = None if small.conf_high is None else max(estimate.conf_high, small.conf_high)
    return low, high


def aimed(outcome: Outcome) -> float | None:
    """Give the effect that was aimed at, with the sign of an improvement."""
    if not outcome.target:
        return None
    return abs(outcome.target) if outcome.better == "higher" else -abs(outcome.target)


def plain_number(value: float) -> str:
    """Write a number for machines: ten significant digits, no exponent."""
    return format(Decimal(f"{value:.{_DIGITS}g}"), "f")


def exchange_scale(unit: str) -> Scale:
    """Choose the scale of exports: shares as percentages, all else in the outcome's own unit."""
    scale = scale_for(unit, ())
    return scale if scale.kind == "percentage_points" else Scale("plain", unit)
