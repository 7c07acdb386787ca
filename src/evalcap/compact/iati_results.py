"""The results of a study as IATI writes them: one a primary outcome, with two indicators.

The first is what was observed among those in the programme, with its baseline; the second is the
effect of the programme, with its target and by group. They are kept apart because a change that is
observed is not what a programme changed.
"""

import xml.etree.ElementTree as ET
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial
from typing import Final

from evalcap.codelists.iati import iati_code
from evalcap.compact.iati_text import Voice, Voices, add_own, add_told, goal_targets
from evalcap.compact.observations import aimed, exchange_scale, limits, plain_number
from evalcap.compact.spans import Span, span_of
from evalcap.compact.tables import one_line
from evalcap.evidence import Evidence
from evalcap.evidence.model import Indicator, Outcome
from evalcap.evidence.results import EstimateRecord, SubgroupRecord, TrendRecord
from evalcap.words import Catalogue, read_finding
from evalcap.words.catalogue import read_words
from evalcap.words.numbers import count
from evalcap.words.recorded import retold
from evalcap.words.scale import Scale

_OWN: Final = "reporting_organisation"


@dataclass(frozen=True, slots=True)
class Scope:
    """What every part of one result needs to know."""

    evidence: Evidence
    outcome: Outcome
    scale: Scale
    days: Span
    voices: Voices


def add_result(
    activity: ET.Element, evidence: Evidence, estimate: EstimateRecord, voices: Voices
) -> None:
    """Add the result of a primary estimate to an activity whose study names its period."""
    subject, outcome = evidence.subject, evidence.outcome(estimate.outcome)
    if subject.period_start is None or subject.period_end is None:
        return
    days = (subject.period_start, subject.period_end)
    scope = Scope(evidence, outcome, exchange_scale(outcome.unit), days, voices)
    kind = {"type": iati_code("ResultType", "outcome"), "aggregation-status": "false"}
    result = ET.SubElement(activity, "result", kind)
    title = ET.SubElement(result, "title")
    add_own(title, voices, lambda told: told.outcome(outcome.name).label, alone=True)
    add_told(ET.SubElement(result, "description"), voices, partial(_found, estimate))
    _add_level(result, scope)
    _add_effect(result, scope, estimate)


def _found(estimate: EstimateRecord, voice: Voice) -> str:
    """Tell the finding, and the targets that the programme contributes to."""
    evidence, words = voice.evidence, voice.words
    told = read_finding(evidence, estimate, words).sentence
    targets = ", ".join(goal_targets(evidence))
    real = evidence.subject.role == "evaluation"
    key = "iati.contributes" if real else "iati.would_contribute"
    return f"{told} {words.say(key, targets=targets)}" if targets else told


def _add_level(result: ET.Element, scope: Scope) -> None:
    """Add what was observed among those in the programme, first and last."""
    seen = [
        (trend, trend.mean)
        for trend in scope.evidence.trends
        if trend.arm == "treated" and trend.outcome == scope.outcome.name and trend.mean is not None
    ]
    if len(seen) < 2:  # noqa: PLR2004 - a baseline and what came after
        return
    indicator = _indicator(result, scope, "level", partial(_say, "iati.level_about"))
    for listed in scope.outcome.indicators[:1]:
        _refer(indicator, listed)
    (first, before), (last, after) = seen[0], seen[-1]
    began, _ = span_of(first.label) or scope.days
    baseline = {"year": str(began.year), "value": _value(before, scope)}
    _comment(ET.SubElement(indicator, "baseline", baseline), scope, partial(_seen, "first", first))
    period = _period(indicator, span_of(last.label) or scope.days)
    actual = ET.SubElement(period, "actual", value=_value(after, scope))
    _comment(actual, scope, partial(_seen, "last", last))


def _add_effect(result: ET.Element, scope: Scope, estimate: EstimateRecord) -> None:
    """Add the effect of the programme, of everybody and by group."""
    groups = [
        g
        for g in scope.evidence.disaggregations
        if (g.outcome, g.analysis) == (estimate.outcome, estimate.analysis)
    ]
    about = partial(_estimated, scope, estimate, groups)
    period = _period(_indicator(result, scope, "effect", about), scope.days)
    target = aimed(scope.outcome)
    if target is not None:
        wished = ET.SubElement(period, "target", value=_value(target, scope))
        _comment(wished, scope, partial(_say, "iati.target_about"))
    actual = ET.SubElement(period, "actual", value=_value(estimate.point, scope))
    _comment(actual, scope, partial(_of_everybody, scope, estimate))
    for group in groups:
        if group.point is not None:
            _add_group(period, scope, group, group.point)


def _estimated(
    scope: Scope, estimate: EstimateRecord, groups: Sequence[SubgroupRecord], voice: Voice
) -> str:
    """Say how the effect was estimated, and of which groups it is withheld and why."""
    words, withheld = voice.words, {g.key for g in groups if g.point is None}
    about = [words.say("iati.effect_about", estimator=_estimator(scope, estimate, words))]
    about += [
        words.say("iati.withheld", level=g.level, by=g.by, reason=retold(g.reason, words, {}).text)
        for g in voice.evidence.disaggregations
        if g.key in withheld
    ]
    return " ".join(about)


def _estimator(scope: Scope, estimate: EstimateRecord, words: Catalogue) -> str:
    """Name the estimator: as the evidence does in English, else by the title of its method."""
    if words.language == "en":
        return estimate.estimator
    methods = read_words(words.language, "methods")
    used = (a.estimator for a in scope.evidence.analyses if a.name == estimate.analysis)
    named = methods.get(next(used, ""), {}).get("title")
    return str(named or estimate.estimator)


def _add_group(period: ET.Element, scope: Scope, group: SubgroupRecord, point: float) -> None:
    actual = ET.SubElement(period, "actual", value=_value(point, scope))
    ET.SubElement(actual, "dimension", name=one_line(group.by), value=one_line(group.level))

    def told(voice: Voice) -> str:
        interval = _interval(scope, (group.conf_low, group.conf_high), voice.words)
        units = count(group.n_units, voice.words)
        return voice.words.say("iati.interval_group", interval=interval, units=units)

    _comment(actual, scope, told)


def _of_everybody(scope: Scope, estimate: EstimateRecord, voice: Voice) -> str:
    words = voice.words
    return words.say(
        "iati.interval",
        interval=_interval(scope, limits(estimate), words),
        grade=read_finding(scope.evidence, estimate, words).grade,
        units=count(estimate.n_units, words),
    )


def _interval(scope: Scope, bounds: tuple[float | None, float | None], words: Catalogue) -> str:
    ends = {
        name: _told(end, scope, words)
        for name, end in zip(("low", "high"), bounds, strict=True)
        if end is not None
    }
    form = {2: "between", 0: "unbounded"}.get(len(ends), "at_least" if "low" in ends else "at_most")
    return words.say(f"iati.{form}", **ends)


def _told(value: float, scope: Scope, words: Catalogue) -> str:
    """Write a value as the file's own numbers are, with the decimal mark of a language."""
    return _value(value, scope).replace(".", words.say("numbers.decimal"))


def _indicator(
    result: ET.Element, scope: Scope, kind: str, about: Callable[[Voice], str]
) -> ET.Element:
    share = scope.scale.kind == "percentage_points"
    facts = {
        "measure": iati_code("IndicatorMeasure", "percentage" if share else "unit"),
        "ascending": "true" if scope.outcome.better == "higher" else "false",
        "aggregation-status": "false",
    }
    indicator = ET.SubElement(result, "indicator", facts)

    def title(voice: Voice) -> str:
        outcome = voice.evidence.outcome(scope.outcome.name)
        unit = "%" if share else outcome.unit
        return voice.marked(voice.words.say(f"iati.{kind}", label=outcome.label, unit=unit))

    add_told(ET.SubElement(indicator, "title"), scope.voices, title)
    add_told(ET.SubElement(indicator, "description"), scope.voices, about)
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


def _seen(which: str, trend: TrendRecord, voice: Voice) -> str:
    units = count(trend.n_units, voice.words)
    return voice.words.say(f"iati.{which}", period=trend.label, units=units)


def _say(key: str, voice: Voice) -> str:
    return voice.words.say(key)


def _comment(parent: ET.Element, scope: Scope, tell: Callable[[Voice], str]) -> None:
    add_told(ET.SubElement(parent, "comment"), scope.voices, tell)
