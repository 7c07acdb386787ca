"""Figures about how far a finding can be trusted: who was seen, how alike, how robust."""

from collections.abc import Iterator, Sequence
from math import inf

from evalcap.evidence import Evidence
from evalcap.evidence.model import CheckRecord, CheckRow, Outcome
from evalcap.evidence.results import EstimateRecord, TrendRecord
from evalcap.kernels.distribution import critical_value
from evalcap.report.content.analyses import estimates_of
from evalcap.report.content.behind import divergence_table, flow_table, power_table, rows_table
from evalcap.report.content.picture import Picture
from evalcap.report.figures.describe_support import (
    describe_divergence,
    describe_flow,
    describe_likeness,
    describe_power,
)
from evalcap.report.figures.divergence import draw_divergence, limits_of
from evalcap.report.figures.flow import Step, draw_flow
from evalcap.report.figures.forest import Row, draw_forest
from evalcap.report.figures.marks import Mark
from evalcap.report.figures.power import Precision, draw_power
from evalcap.words import Catalogue
from evalcap.words.names import capitalised, title
from evalcap.words.numbers import count, number
from evalcap.words.reading import Reading
from evalcap.words.scale import Scale, scale_for

_LIKE = 0.25  # standard deviations: the rule of thumb of Imbens and Rubin
_MOST_ROWS = 15
_DIGITS = 2
_AS_NORMAL = 1e6  # degrees of freedom
_BOTH = 2


def support_pictures(
    evidence: Evidence, outcome: Outcome, place: int, words: Catalogue
) -> Iterator[Picture]:
    """Choose the figures that the evidence of an outcome has the numbers for.

    Parameters
    ----------
    place
        Number of the outcome, which names the files whatever the outcome is called.
    """
    main = next((e for e in estimates_of(evidence, outcome) if e.primary), None)
    if main is None:
        return
    yield from _flow(evidence, outcome, main, f"{place}-flow", words)
    own = {c.name: c for c in evidence.checks if c.outcome == outcome.name and c.rows}
    if "balance" in own:
        yield from _likeness(own["balance"], outcome, f"{place}-likeness", words)
    if "sensitivity" in own:
        yield from _divergence(own["sensitivity"], outcome, f"{place}-divergence", words)
    yield from _power(outcome, main, f"{place}-power", words)


def plan_marks(outcome: Outcome, words: Catalogue) -> list[Mark]:
    """Give the sizes that the plan names, in the outcome's unit and the intended direction."""
    intended = 1 if outcome.better == "higher" else -1
    named = (("smallest", outcome.smallest_effect), ("target", outcome.target))
    return [
        Mark(intended * abs(size), words.say(f"figure.mark_{kind}")) for kind, size in named if size
    ]


def _flow(
    evidence: Evidence, outcome: Outcome, main: EstimateRecord, name: str, words: Catalogue
) -> Iterator[Picture]:
    seen = [t for t in evidence.trends if t.outcome == outcome.name]
    if not seen or evidence.design.unit is None:
        return
    steps = _steps(evidence, seen, main, words)
    label = capitalised(outcome.label)
    yield Picture(
        name=name,
        caption=words.say("flow.caption", outcome=label),
        alternative=describe_flow(steps, label, words),
        draw=lambda: draw_flow(steps, words),
        behind=flow_table(steps, words),
    )


def _steps(
    evidence: Evidence, seen: Sequence[TrendRecord], main: EstimateRecord, words: Catalogue
) -> list[Step]:
    unit = words.say(f"flow.{evidence.design.unit_is}")
    times = sorted({t.time for t in seen})
    cells = {(t.time, t.arm): count(t.n_units, words) for t in seen}
    labels = {t.time: t.label for t in seen}
    observed = [
        Step(
            words.say("flow.seen", period=labels[time]),
            treated=cells.get((time, "treated"), ""),
            comparison=cells.get((time, "comparison"), ""),
        )
        for time in dict.fromkeys((times[0], times[-1]))
    ]
    first = Step(words.say("flow.data", unit=unit), count(evidence.design.n_units, words))
    last = Step(words.say("flow.analysed", unit=unit), count(main.n_units, words))
    return [first, *observed, last]


def _likeness(
    check: CheckRecord, outcome: Outcome, name: str, words: Catalogue
) -> Iterator[Picture]:
    scale = Scale("plain", words.say("likeness.unit"))
    known = [r for r in check.rows if None not in (r.point, r.conf_low, r.conf_high)]
    largest = sorted(known, key=lambda r: -abs(r.point or 0.0))[:_MOST_ROWS]
    rows = [_likeness_row(row, outcome, scale, words) for row in largest]
    if not rows:
        return
    limit = number(_LIKE, 2, words)
    signs = ((-_LIKE, words.say("numbers.minus") + limit), (_LIKE, "+" + limit))
    marks = [Mark(value, text) for value, text in signs]
    label = capitalised(outcome.label)
    yield Picture(
        name=name,
        caption=words.say("likeness.caption", outcome=label, limit=limit),
        alternative=describe_likeness(rows, label, limit, words),
        draw=lambda: draw_forest(rows, scale, marks, words, measure="likeness.measure"),
        behind=rows_table(rows, (), scale, words),
    )


def _likeness_row(row: CheckRow, outcome: Outcome, scale: Scale, words: Catalogue) -> Row:
    label = outcome.label if row.label == outcome.name else title(row.label)
    numbers = (row.point or 0.0, row.conf_low or 0.0, row.conf_high or 0.0)
    reading = Reading(*numbers, scale, _DIGITS, words)
    return Row(capitalised(label), reading, primary=False, experimental=False)


def _divergence(
    check: CheckRecord, outcome: Outcome, name: str, words: Catalogue
) -> Iterator[Picture]:
    rows = [row for row in check.rows if len(limits_of([row])) == _BOTH]
    if not rows:
        return
    label = capitalised(outcome.label)
    yield Picture(
        name=name,
        caption=words.say("divergence.caption", outcome=label),
        alternative=describe_divergence(rows, check.statistic, outcome, words),
        draw=lambda: draw_divergence(rows, check.statistic, outcome, words),
        behind=divergence_table(rows, words),
    )


def _power(
    outcome: Outcome, main: EstimateRecord, name: str, words: Catalogue
) -> Iterator[Picture]:
    marks, precision = plan_marks(outcome, words), precision_of(main)
    if not marks or precision is None:
        return
    scale = scale_for(outcome.unit, [mark.value for mark in marks])
    label = capitalised(outcome.label)
    yield Picture(
        name=name,
        caption=words.say("power.caption", outcome=label),
        alternative=describe_power(precision, marks, label, words),
        draw=lambda: draw_power(precision, marks, scale, words),
        behind=power_table(precision, marks, scale, words),
    )


def precision_of(estimate: EstimateRecord) -> Precision | None:
    """Tell how precise an estimate is by the interval that its sentence rests on.

    Returns
    -------
    Precision or None
        None where that interval has no limits on both sides, or no width.
    """
    small = estimate.small_sample
    if small is not None and None in (small.conf_low, small.conf_high):
        return None
    degrees = estimate.degrees_of_freedom or inf
    half = (estimate.told_high - estimate.told_low) / 2
    std_error = half / critical_value(0.95, degrees)
    return Precision(std_error, min(degrees, _AS_NORMAL)) if std_error > 0 else None
