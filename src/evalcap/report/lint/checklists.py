"""Checklists of evaluation reports: the items that evidence and lessons can answer."""

import tomllib
from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from evalcap.evidence import Evidence
from evalcap.lessons import Lessons
from evalcap.report.lint.finding import LintFinding

_SEXES = frozenset({"sex", "gender"})


@dataclass(frozen=True, slots=True)
class Reported:
    """What a report is made from.

    Attributes
    ----------
    narrative
        Names of the study's own sections.
    """

    evidence: Evidence
    lessons: Lessons
    narrative: Collection[str]


def checklist_findings(reported: Reported) -> Iterator[LintFinding]:
    """Give each item that a report does not meet; only evaluations of programmes have to."""
    programme = reported.evidence.subject.role == "evaluation"
    for name, items in _checklists().items():
        for item in items:
            if not LOOKS[item["look"]](reported):
                severity = item.get("severity", "warning" if programme else "note")
                rule = f"{name.upper()} {item['item']}"
                yield LintFinding(rule, severity, "report", item["what"])


@cache
def _checklists() -> Mapping[str, list[dict[str, Any]]]:
    text = (files(__package__) / "checklists.toml").read_text(encoding="utf-8")
    return tomllib.loads(text)


def _primary(reported: Reported) -> list[Any]:
    return [outcome for outcome in reported.evidence.outcomes if outcome.primary]


def _estimated(reported: Reported) -> bool:
    have = {e.outcome for e in reported.evidence.estimates}
    return all(outcome.name in have for outcome in _primary(reported))


def _named(name: str) -> bool:
    return name.strip().lower() not in ("", "none")


def _by_sex(reported: Reported) -> bool:
    evidence = reported.evidence
    by = {record.by.lower() for record in evidence.disaggregations}
    return evidence.design.unit_is != "person" or bool(by & _SEXES)


def _flow(reported: Reported) -> bool:
    shown = {trend.outcome for trend in reported.evidence.trends}
    return all(outcome.name in shown for outcome in _primary(reported))


LOOKS: Mapping[str, Callable[[Reported], bool]] = {
    "countries": lambda r: bool(r.evidence.subject.countries),
    "period": lambda r: (
        None not in (r.evidence.subject.period_start, r.evidence.subject.period_end)
    ),
    "evaluators": lambda r: bool(r.evidence.subject.evaluators),
    "commissioner": lambda r: _named(r.evidence.subject.commissioner),
    "summary": lambda r: bool(r.evidence.subject.summary.strip()),
    "context": lambda r: "context" in r.narrative,
    "primary": lambda r: bool(_primary(r)),
    "marks": lambda r: all(o.target or o.smallest_effect for o in _primary(r)),
    "estimated": _estimated,
    "recommendations": lambda r: bool(r.lessons.recommendations),
    "responses": lambda r: all(
        x.response.response != "none_yet" for x in r.lessons.recommendations
    ),
    "sex": _by_sex,
    "unit": lambda r: r.evidence.design.unit is not None,
    "units_of_measure": lambda r: all(o.unit.strip() for o in r.evidence.outcomes),
    "comparison": lambda r: bool(r.evidence.design.comparison),
    "cluster": lambda r: r.evidence.design.cluster is not None,
    "analyses": lambda r: bool(r.evidence.analyses),
    "flow": _flow,
    "baseline": lambda r: any(c.name == "balance" for c in r.evidence.checks),
    "analysed": lambda r: all(e.n_units != 0 for e in r.evidence.estimates),
    "ancillary": lambda r: any(not e.primary for e in r.evidence.estimates),
    "checked": lambda r: bool(r.evidence.checks),
    "generalised": lambda r: any(lesson.applies_where for lesson in r.lessons.public()),
    "lessons": lambda r: bool(r.lessons.public()),
}
