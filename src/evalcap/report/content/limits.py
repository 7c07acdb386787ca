"""What the report cannot show."""

from collections.abc import Iterator

from evalcap.evidence import Evidence
from evalcap.words import Catalogue
from evalcap.words.comparison import is_experimental
from evalcap.words.names import capitalised, listed


def limit_sentences(evidence: Evidence, words: Catalogue) -> tuple[str, ...]:
    """Say what the findings rest on and do not reach."""
    return tuple(_limits(evidence, words))


def _limits(evidence: Evidence, words: Catalogue) -> Iterator[str]:
    headlines = evidence.headlines()
    if all(is_experimental(evidence, e) for e in headlines):
        yield words.say("limits.randomised")
    else:
        yield words.say("limits.comparison")
    doubted = [
        capitalised(evidence.outcome(c.outcome).label)
        for c in evidence.checks
        if c.verdict == "failed"
    ]
    if doubted:
        labels = listed(dict.fromkeys(doubted), words)
        yield words.say("limits.failed_checks", outcomes=labels)
    if any(e.excluded for e in headlines):
        yield words.say("limits.excluded")
    yield words.say("limits.elsewhere")
    yield words.say("limits.several")
