"""Whether a lesson claims more than its evidence shows."""

from collections.abc import Sequence
from typing import Literal

from evalcap.evidence import Evidence
from evalcap.evidence.results import EstimateRecord
from evalcap.lessons.model import Lesson

Direction = Literal["positive", "negative", "null"]


def overstatement(lesson: Lesson, evidence: Evidence) -> str:
    """Say what a positive or negative lesson claims beyond its estimates; empty if nothing.

    A lesson needs an estimate whose whole interval goes its way. A positive one must besides not
    pass over harm: none of its estimates may be wholly a worsening. Where a lesson cites primary
    estimates, these decide, so that a secondary one cannot be picked against them.
    """
    if lesson.polarity == "null":
        return ""
    cited = [e for key in lesson.evidence if (e := evidence.estimate(key))]
    deciding = [e for e in cited if e.primary] or cited
    directions = {e.key: direction(e, evidence) for e in deciding}
    if lesson.polarity not in directions.values():
        return f"{lesson.id} is {lesson.polarity}, on {_shown(cited) or 'no estimate'}"
    harm = [e for e in deciding if directions[e.key] == "negative"]
    if lesson.polarity == "positive" and harm:
        return f"{lesson.id} is positive, and passes over a worsening: {_shown(harm)}"
    return ""


def direction(estimate: EstimateRecord, evidence: Evidence) -> Direction:
    """Whether the whole interval is an improvement, a worsening, or neither."""
    return direction_of(estimate, better=evidence.outcome(estimate.outcome).better)


def direction_of(estimate: EstimateRecord, *, better: Literal["higher", "lower"]) -> Direction:
    """Whether the whole interval is an improvement, by which direction of its outcome is better."""
    if estimate.told_low > 0:
        return "positive" if better == "higher" else "negative"
    if estimate.told_high < 0:
        return "negative" if better == "higher" else "positive"
    return "null"


def _shown(estimates: Sequence[EstimateRecord]) -> str:
    """Write the limits that a sentence may rest on."""
    return "; ".join(f"{e.key}: {e.told_low:.3g} to {e.told_high:.3g}" for e in estimates)
