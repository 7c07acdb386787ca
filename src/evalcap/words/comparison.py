"""One estimate held against another: other analyses, a randomised comparison, the truth."""

from collections.abc import Iterator

from evalcap.evidence import Evidence
from evalcap.evidence.model import AnalysisRecord, Outcome
from evalcap.evidence.results import EstimateRecord
from evalcap.words.catalogue import Catalogue
from evalcap.words.names import analysis_name, capitalised
from evalcap.words.reading import read_effect, read_estimate


def analysis_of(evidence: Evidence, estimate: EstimateRecord) -> AnalysisRecord | None:
    """Find the analysis that an estimate comes from."""
    found = (
        a for a in evidence.analyses if (a.outcome, a.name) == (estimate.outcome, estimate.analysis)
    )
    return next(found, None)


def is_experimental(evidence: Evidence, estimate: EstimateRecord) -> bool:
    """Whether an estimate rests on a randomised comparison group."""
    analysis = analysis_of(evidence, estimate)
    return analysis is not None and analysis.experimental


def agreement(evidence: Evidence, main: EstimateRecord, words: Catalogue) -> str:
    """Say how many of the other analyses point the same way; empty where there is none."""
    others = [
        e
        for e in evidence.estimates
        if e.outcome == main.outcome and e.key != main.key and e.term is None
        if not is_experimental(evidence, e)
    ]
    if not others or main.term is not None:
        return ""
    same = sum(_way(e) == _way(main) for e in others)
    clear = sum(not e.holds(0) for e in others)
    many = "one" if len(others) == 1 else "several"
    apart = "other_one" if many == "one" else "mixed"
    alike = f"same_{many}" if same == len(others) else apart
    how_many = "all" if clear == len(others) else "some" if clear else "none"
    facts = {"same": same, "clear": clear, "n": len(others)}
    keys = (f"compare.{alike}", f"compare.clear_{many}_{how_many}")
    return " ".join(words.say(key, **facts) for key in keys)


def _way(estimate: EstimateRecord) -> int:
    """Give the sign of an estimate; one of exactly zero points no way."""
    return (estimate.point > 0) - (estimate.point < 0)


def experiments(
    evidence: Evidence, main: EstimateRecord, words: Catalogue
) -> Iterator[tuple[str, str]]:
    """Set an estimate beside each randomised one of the same outcome.

    Yields
    ------
    tuple
        The comparison in words, and what the plan says about it.
    """
    if is_experimental(evidence, main):
        return
    for other in evidence.estimates:
        analysis = analysis_of(evidence, other)
        if other.outcome == main.outcome and analysis and analysis.experimental:
            yield _beside(evidence.outcome(main.outcome), main, other, words), analysis.note


def _beside(outcome: Outcome, main: EstimateRecord, other: EstimateRecord, words: Catalogue) -> str:
    difference = main.point - other.point
    # The lottery's own uncertainty decides how many digits the difference deserves.
    spread = (other.told_high - other.told_low) / 2
    scale = read_estimate(other, outcome, words).scale
    gap = read_effect(
        difference, difference - spread, difference + spread, scale=scale, words=words
    )
    inside = main.holds(other.point)
    return words.say(
        "compare.experiment",
        randomised=read_estimate(other, outcome, words).with_interval(),
        analysis=analysis_name(main.analysis, words),
        primary=read_estimate(main, outcome, words).with_interval(),
        gap=gap.estimate(),
        inside=words.say("compare.inside" if inside else "compare.outside"),
    )


def truths(evidence: Evidence, outcome: Outcome, words: Catalogue) -> Iterator[str]:
    """Set the truth that data were simulated with beside the estimates that it is about."""
    for name, value in (evidence.truth or {}).items():
        estimate = _about(name, evidence)
        if estimate is not None and estimate.outcome == outcome.name:
            inside = estimate.holds(value)
            reading = read_estimate(estimate, outcome, words)
            yield words.say(
                "compare.truth",
                truth=reading.relative(reading.scale.natural(value)),
                label=capitalised(outcome.label),
                analysis=analysis_name(estimate.analysis, words),
                estimate=reading.with_interval(),
                inside=words.say("compare.inside" if inside else "compare.outside"),
            )


def true_effect(evidence: Evidence, outcome: Outcome) -> float | None:
    """Find the truth behind the headline of an outcome, in its unit."""
    for name, value in (evidence.truth or {}).items():
        estimate = _about(name, evidence)
        if estimate is not None and estimate.outcome == outcome.name and estimate.primary:
            return value
    return None


def _about(name: str, evidence: Evidence) -> EstimateRecord | None:
    """Find the estimate that a truth is about: by its key, its outcome, or as the only headline."""
    headlines = evidence.headlines()
    by_outcome = [e for e in headlines if e.outcome == name]
    only = headlines if len(headlines) == 1 and name in ("att", "effect", "overall") else ()
    return evidence.estimate(name) or next(iter([*by_outcome, *only]), None)
