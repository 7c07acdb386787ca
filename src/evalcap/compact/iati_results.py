"""The results of a study as IATI writes them: one a primary outcome, with two indicators.

The first is what was observed among those in the programme, with its baseline; the second is the
effect of the programme, with its target and by group. They are kept apart because a change that is
observed is not what a programme changed.
"""

import xml.etree.ElementTree as ET
from dataclasses import dataclass
from datetime import date
from typing import Final

from evalcap.codelists.iati import iati_code
from evalcap.compact.iati_text import add_narrative, goal_targets, marked
from evalcap.compact.observations import aimed, exchange_scale, limits, plain_number
from evalcap.compact.spans import Span, span_of
from evalcap.compact.tables import one_line
from evalcap.compact.wording import exchange_words
from evalcap.evidence import Evidence
from evalcap.evidence.model import Indicator, Outcome
from evalcap.evidence.results import EstimateRecord, SubgroupRecord, TrendRecord
from evalcap.words import read_finding
from evalcap.words.scale import Scale

_OWN: Final = "reporting_organisation"


@dataclass(frozen=True, slots=True)
class Scope:
    """What every part of one result needs to know."""

    evidence: Evidence
    outcome: Outcome
    scale: Scale
    days: Span


def add_result(activity: ET.Element, evidence: Evidence, estimate: EstimateRecord) -> None:
    """Add the result of a primary estimate to an activity whose study names its period."""
    subject, outcome = evidence.subject, evidence.outcome(estimate.outcome)
    if subject.period_start is None or subject.period_end is None:
        return
    days = (subject.period_start, subject.period_end)
    scope = Scope(evidence, outcome, exchange_scale(outcome.unit), days)
    kind = {"type": iati_code("ResultType", "outcome"), "aggregation-status": "false"}
    result = ET.SubElement(activity, "result", kind)
    add_narrative(ET.SubElement(result, "title"), marked(outcome.label, subject.role))
    about = [read_finding(evidence, estimate, exchange_words()).sentence]
    if targets := goal_targets(evidence):
        real = subject.role == "evaluation"
        key = "iati.contributes" if real else "iati.would_contribute"
        about.append(exchange_words().say(key, targets=", ".join(targets)))
    add_narrative(ET.SubElement(result, "description"), " ".join(about))
    _add_level(result, scope)
    _add_effect(result, scope, estimate)


def _add_level(result: ET.Element, scope: Scope) -> None:
    """Add what was observed among those in the programme, first and last."""
    seen = [
        (trend, trend.mean)
        for trend in scope.evidence.trends
        if trend.arm == "treated" and trend.outcome == scope.outcome.name and trend.mean is not None
    ]
    if len(seen) < 2:  # noqa: PLR2004 - a baseline and what came after
        return
    indicator = _indicator(result, scope, "level", exchange_words().say("iati.level_about"))
    for listed in scope.outcome.indicators[:1]:
        _refer(indicator, listed)
    (first, before), (last, after) = seen[0], seen[-1]
    began, _ = span_of(first.label) or scope.days
    baseline = {"year": str(began.year), "value": _value(before, scope)}
    _comment(ET.SubElement(indicator, "baseline", baseline), _seen("first", first))
    period = _period(indicator, span_of(last.label) or scope.days)
    actual = ET.SubElement(period, "actual", value=_value(after, scope))
    _comment(actual, _seen("last", last))


def _add_effect(result: ET.Element, scope: Scope, estimate: EstimateRecord) -> None:
    """Add the effect of the programme, of everybody and by group."""
    say = exchange_words().say
    groups = [
        g
        for g in scope.evidence.disaggregations
        if (g.outcome, g.analysis) == (estimate.outcome, estimate.analysis)
    ]
    about = [say("iati.effect_about", estimator=estimate.estimator)]
    about += [
        say("iati.withheld", level=g.level, by=g.by, reason=g.reason)
        for g in groups
        if g.point is None
    ]
    period = _period(_indicator(result, scope, "effect", " ".join(about)), scope.days)
    target = aimed(scope.outcome)
    if target is not None:
        wished = ET.SubElement(period, "target", value=_value(target, scope))
        _comment(wished, say("iati.target_about"))
    actual = ET.SubElement(period, "actual", value=_value(estimate.point, scope))
    _comment(actual, _of_everybody(scope, estimate))
    for group in groups:
        if group.point is not None:
            _add_group(period, scope, group, group.point)


def _add_group(period: ET.Element, scope: Scope, group: SubgroupRecord, point: float) -> None:
    actual = ET.SubElement(period, "actual", value=_value(point, scope))
    ET.SubElement(actual, "dimension", name=one_line(group.by), value=one_line(group.level))
    interval = _interval(scope, group.conf_low, group.conf_high)
    told = exchange_words().say("iati.interval_group", interval=interval, units=group.n_units)
    _comment(actual, told)


def _of_everybody(scope: Scope, estimate: EstimateRecord) -> str:
    finding = read_finding(scope.evidence, estimate, exchange_words())
    return exchange_words().say(
        "iati.interval",
        interval=_interval(scope, *limits(estimate)),
        grade=finding.grade,
        units=estimate.n_units,
    )


def _interval(scope: Scope, low: float | None, high: float | None) -> str:
    ends = {
        name: _value(end, scope) for name, end in (("low", low), ("high", high)) if end is not None
    }
    form = {2: "between", 0: "unbounded"}.get(len(ends), "at_least" if "low" in ends else "at_most")
    return exchange_words().say(f"iati.{form}", **ends)


def _indicator(result: ET.Element, scope: Scope, kind: str, about: str) -> ET.Element:
    share = scope.scale.kind == "percentage_points"
    facts = {
        "measure": iati_code("IndicatorMeasure", "percentage" if share else "unit"),
        "ascending": "true" if scope.outcome.better == "higher" else "false",
        "aggregation-status": "false",
    }
    indicator = ET.SubElement(result, "indicator", facts)
    outcome = scope.outcome
    unit = "%" if share else outcome.unit
    title = exchange_words().say(f"iati.{kind}", label=outcome.label, unit=unit)
    add_narrative(ET.SubElement(indicator, "title"), marked(title, scope.evidence.subject.role))
    add_narrative(ET.SubElement(indicator, "description"), about)
    return indicator


def _refer(indicator: ET.Element, listed: Indicator) -> None:
    own = {"code": one_line(listed.code), "vocabulary": iati_code("IndicatorVocabulary", _OWN)}
    address = listed.source.startswith(("https://", "http://"))
    ET.SubElement(
        indicator,
        "reference",
        own | ({"indicator-uri": one_line(listed.source)} if address else {}),
    )


def _period(indicator: ET.Element, days: tuple[date, date]) -> ET.Element:
    period = ET.SubElement(indicator, "period")
    for name, day in zip(("period-start", "period-end"), days, strict=True):
        ET.SubElement(period, name, {"iso-date": day.isoformat()})
    return period


def _value(value: float, scope: Scope) -> str:
    return plain_number(scope.scale.natural(value))


def _seen(which: str, trend: TrendRecord) -> str:
    return exchange_words().say(f"iati.{which}", period=trend.label, units=trend.n_units)


def _comment(parent: ET.Element, text: str) -> None:
    add_narrative(ET.SubElement(parent, "comment"), text)
