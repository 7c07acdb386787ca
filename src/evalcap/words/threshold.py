"""How an effect stands against what the plan hoped for: a smallest effect of interest, a target."""

from dataclasses import dataclass
from math import inf
from typing import Literal

from evalcap.evidence.model import Outcome
from evalcap.evidence.results import EstimateRecord
from evalcap.words.catalogue import Catalogue
from evalcap.words.reading import read_estimate, read_size
from evalcap.words.scale import scale_for

Verdict = Literal["reached", "open", "missed"]


@dataclass(frozen=True, slots=True)
class Threshold:
    """A mark in the intended direction, and where the interval lies.

    Attributes
    ----------
    effect
        The mark in words, on the natural scale: "9.5 % lower".
    extent
        The same without its direction: "9.5 %".
    verdict
        "reached" where the whole interval is at least the mark, "missed" where none of it is.
    excluded_both_ways
        Whether effects as large as the mark are ruled out in either direction.
    told
        The mark with its verdict.
    """

    effect: str
    extent: str
    verdict: Verdict
    excluded_both_ways: bool
    told: str


def smallest_effect(
    outcome: Outcome, estimate: EstimateRecord, words: Catalogue
) -> Threshold | None:
    """Set an estimate against the smallest effect of interest, if the plan names one."""
    return _threshold("smallest", outcome.smallest_effect, outcome, estimate, words)


def target(outcome: Outcome, estimate: EstimateRecord, words: Catalogue) -> Threshold | None:
    """Set an estimate against the target, which is an effect too, if the plan names one."""
    return _threshold("target", outcome.target, outcome, estimate, words)


def _threshold(
    kind: str,
    mark: float | None,
    outcome: Outcome,
    estimate: EstimateRecord,
    words: Catalogue,
) -> Threshold | None:
    if not mark:
        return None
    intended = 1 if outcome.better == "higher" else -1
    size = intended * abs(mark)
    # One scale for both, or they could not be compared.
    values = (estimate.point, estimate.told_low, estimate.told_high, size)
    scale = scale_for(outcome.unit, values, outcome.unit_one)
    shown = read_size(size, scale, words)
    seen = read_estimate(estimate, outcome, words, scale)
    verdict = _verdict(intended, abs(mark), estimate)
    effect = shown.relative(shown.point)
    return Threshold(
        effect=effect,
        extent=shown.size(shown.point),
        verdict=verdict,
        # On both scales, as per cent stretch rises and squeeze falls.
        excluded_both_ways=not (estimate.open_low or estimate.open_high)
        and max(-estimate.told_low, estimate.told_high) < abs(mark)
        and max(-seen.low, seen.high) < abs(shown.point),
        told=words.say(f"mark.{kind}", mark=effect, verdict=words.say(f"mark.{verdict}")),
    )


def _verdict(intended: int, size: float, estimate: EstimateRecord) -> Verdict:
    low = -inf if estimate.open_low else estimate.told_low
    high = inf if estimate.open_high else estimate.told_high
    least, most = sorted((intended * low, intended * high))
    if least >= size:
        return "reached"
    return "missed" if most < size else "open"
