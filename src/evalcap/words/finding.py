"""What an estimate shows, in sentences no stronger than its interval and its grade.

The interval decides what is said to have happened; the grade decides how much of it the programme
is credited with, in the manner of GRADE's "probably" and "possibly".
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Literal

from evalcap.evidence import Evidence
from evalcap.evidence.results import EstimateRecord
from evalcap.words.catalogue import Catalogue
from evalcap.words.names import capitalised
from evalcap.words.reading import Reading, read_estimate
from evalcap.words.threshold import Threshold, smallest_effect, target

Credit = Literal["strong", "moderate", "weak", "very_weak", "ungraded", "simulated"]
_CONDITIONS: Mapping[Credit, str] = {
    "weak": "doubtful",
    "very_weak": "doubtful",
    "simulated": "simulated",
}
# Which limits of an interval that holds zero are lacking.
_OPEN: Mapping[tuple[bool, bool], str] = {
    (False, False): "",
    (True, False): "_below",
    (False, True): "_above",
    (True, True): "_both",
}
_CREDITS: tuple[Credit, ...] = ("very_weak", "weak", "moderate", "strong", "strong")


@dataclass(frozen=True, slots=True)
class Finding:
    """One estimate, told.

    Attributes
    ----------
    key
        The evidence that everything here is taken from.
    label
        The outcome.
    reading
        The numbers.
    sentence
        The finding in one plain sentence.
    estimate
        The estimate and its interval, in words.
    meaning
        What the data rule out, and how the effect stands against what the plan hoped for.
    smallest, target
        Those marks with the verdict on each; empty where the plan names none.
    grade
        The strength of the evidence in words.
    """

    key: str
    label: str
    reading: Reading
    sentence: str
    estimate: str
    meaning: tuple[str, ...]
    smallest: str
    target: str
    grade: str


def headline_findings(evidence: Evidence, words: Catalogue) -> tuple[Finding, ...]:
    """Tell the primary estimates of primary outcomes."""
    return tuple(read_finding(evidence, estimate, words) for estimate in evidence.headlines())


def read_finding(evidence: Evidence, estimate: EstimateRecord, words: Catalogue) -> Finding:
    """Tell one estimate.

    Parameters
    ----------
    evidence
        Where the estimate stands, with its outcome and its grade.
    estimate
        The estimate.
    words
        The language.
    """
    outcome = evidence.outcome(estimate.outcome)
    reading = read_estimate(estimate, outcome, words)
    smallest = smallest_effect(outcome, estimate, words)
    aimed = target(outcome, estimate, words)
    label = capitalised(outcome.label)
    return Finding(
        key=estimate.key,
        label=label,
        reading=reading,
        sentence=_sentence(evidence, estimate, reading, smallest),
        estimate=reading.with_interval(),
        meaning=tuple(_meaning(reading, _credit(evidence, estimate), smallest, aimed)),
        smallest=smallest.told if smallest else "",
        target=aimed.told if aimed else "",
        grade=_grade(evidence, estimate, words),
    )


def _credit(evidence: Evidence, estimate: EstimateRecord) -> Credit:
    if evidence.subject.role == "demonstration":
        return "simulated"
    record = evidence.grade(estimate.outcome)
    if record is None or record.grade is None or record.analysis != estimate.analysis:
        return "ungraded"
    return _CREDITS[min(max(record.grade, 1), 5) - 1]


def _sentence(
    evidence: Evidence, estimate: EstimateRecord, reading: Reading, smallest: Threshold | None
) -> str:
    outcome, words = evidence.outcome(estimate.outcome), reading.words
    label, credit = capitalised(outcome.label), _credit(evidence, estimate)
    if estimate.term is not None:
        told = reading.with_interval()
        return words.say("claim.term", label=label, term=estimate.term, estimate=told)
    if reading.direction == "unclear":
        matters = smallest is None or not smallest.excluded_both_ways
        where = "claim.where_simulated" if credit == "simulated" else "claim.where"
        return words.say(
            "claim.unclear" if matters else "claim.none_that_matters",
            label=label,
            where=words.say(where),
            estimate=reading.with_interval(),
            mark=smallest.extent if smallest else "",
        )
    intended = "intended" if reading.direction == outcome.better else "unintended"
    claim = words.say(
        f"claim.{credit}",
        label=label,
        direction=words.say(f"claim.{reading.direction}"),
        intended=words.say(f"claim.{intended}"),
        size=reading.effect_size(),
        bounds=reading.bounds(),
    )
    if smallest is None or smallest.verdict != "missed" or intended == "unintended":
        return claim
    return words.say("claim.too_small", claim=claim, mark=smallest.effect)


def _meaning(
    reading: Reading, credit: Credit, smallest: Threshold | None, aimed: Threshold | None
) -> Iterator[str]:
    words = reading.words
    condition = words.say(f"meaning.{_CONDITIONS.get(credit, 'sound')}")
    yield _ruled_out(reading, condition)
    if smallest:
        yield words.say(f"meaning.smallest_{smallest.verdict}", mark=smallest.effect)
    else:
        yield words.say("meaning.smallest_unnamed")
    if aimed:
        yield words.say(f"meaning.target_{aimed.verdict}", mark=aimed.effect)


def _ruled_out(reading: Reading, condition: str) -> str:
    say = reading.words.say
    if reading.direction == "unclear":
        low, high = reading.relative(reading.low), reading.relative(reading.high)
        key = f"meaning.unclear{_OPEN[reading.open_low, reading.open_high]}"
        return say(key, condition=condition, low=low, high=high)
    ends = sorted((reading.low, reading.high), key=abs)
    least, most = (reading.size(end) for end in ends)
    key = "meaning.clear_open" if reading.open_low or reading.open_high else "meaning.clear"
    return say(key, condition=condition, least=least, most=most)


def _grade(evidence: Evidence, estimate: EstimateRecord, words: Catalogue) -> str:
    credit = _credit(evidence, estimate)
    if credit in ("simulated", "ungraded"):
        return words.say(f"grade.{credit}")
    record = evidence.grade(estimate.outcome)
    reached = 1 if record is None or record.grade is None else record.grade
    return words.say("grade.given", grade=reached, word=words.say(f"grade.word_{reached}"))
