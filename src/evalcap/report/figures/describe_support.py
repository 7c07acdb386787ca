"""Alternative text of the figures about how far a finding can be trusted."""

from collections.abc import Sequence

from evalcap.evidence.model import CheckRow, Outcome
from evalcap.report.figures.divergence import bound, limits_of
from evalcap.report.figures.flow import Step
from evalcap.report.figures.forest import Row
from evalcap.report.figures.marks import Mark
from evalcap.report.figures.power import Precision
from evalcap.words import Catalogue
from evalcap.words.numbers import decimals_for, number
from evalcap.words.reading import Reading
from evalcap.words.scale import scale_for


def describe_flow(steps: Sequence[Step], label: str, words: Catalogue) -> str:
    """Describe the steps from the data to the analysis; `label` is the outcome's."""
    told = [
        words.say("flow.alt_step", step=step.label, n=step.together)
        if step.together
        else words.say(
            "flow.alt_arms", step=step.label, treated=step.treated, comparison=step.comparison
        )
        for step in steps
    ]
    return " ".join([words.say("flow.alt", outcome=label), *told])


def describe_likeness(rows: Sequence[Row], label: str, limit: str, words: Catalogue) -> str:
    """Describe the differences before the programme."""
    told = [words.say("likeness.alt_row", name=r.label, told=r.reading.signed()) for r in rows]
    return " ".join([words.say("likeness.alt", outcome=label, limit=limit), *told])


def describe_divergence(
    rows: Sequence[CheckRow], breakdown: float | None, outcome: Outcome, words: Catalogue
) -> str:
    """Describe the intervals under diverging trends."""
    scale = scale_for(outcome.unit, limits_of(rows))
    told = [words.say("divergence.alt", outcome=outcome.label)]
    for row in rows:
        low, high = (scale.natural(v) for v in limits_of([row]))
        decimals = decimals_for((high - low) / 4, (low, high))
        limits = Reading((low + high) / 2, low, high, scale, decimals, words).interval()
        told.append(words.say("divergence.alt_row", at=bound(row.at or 0.0, words), limits=limits))
    if breakdown is not None:
        told.append(words.say("divergence.alt_mark", n=bound(breakdown, words)))
    return " ".join(told)


def describe_power(
    precision: Precision, marks: Sequence[Mark], label: str, words: Catalogue
) -> str:
    """Describe the chance to find effects of the sizes that the plan names."""
    told = [
        words.say("power.mark", mark=m.label, n=number(100 * precision.power(m.value), 0, words))
        for m in marks
    ]
    return words.say("power.alt", outcome=label, marks="; ".join(told))
