"""Whether a study can be proposed as a practice to the Migration Network Hub, and what it lacks.

The Hub's own rules are that a practice relates to an objective, adheres to the guiding principles,
is completed fully or mostly, is innovative and can be replicated, and has a focal point; ideally it
began after December 2018. Ours are that it is the evaluation of a programme, that nothing it was to
improve got worse, and that it has a lesson to share.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Final

from evalcap.lessons.claims import direction
from evalcap.portfolio import LISTED, Entry
from evalcap.words import Catalogue

# The Compact was adopted in December 2018.
_ADOPTED: Final = date(2018, 12, 1)


@dataclass(frozen=True, slots=True)
class Eligibility:
    """What stands against a practice, in words.

    Attributes
    ----------
    refused
        Why the study cannot be proposed; empty if it can.
    open
        What a person has still to do or to judge before it is submitted.
    """

    refused: tuple[str, ...]
    open: tuple[str, ...]


def eligibility(entry: Entry, words: Catalogue) -> Eligibility:
    """Hold a study against the rules, and tell it in the words of the site."""
    return Eligibility(
        refused=tuple(words.say(f"practice.refused_{name}") for name in _refused(entry)),
        open=tuple(words.say(f"practice.open_{name}") for name in _open(entry)),
    )


def _refused(entry: Entry) -> Iterator[str]:
    evidence, exchange = entry.evidence, entry.evidence.exchange
    if entry.role not in LISTED:
        yield "benchmark"
        return  # nothing that its author could add would change that
    if not evidence.contribution.objectives:
        yield "objectives"
    if not evidence.contribution.principles:
        yield "principles"
    if exchange.status not in ("completed", "mostly_completed"):
        yield "status"
    if not exchange.innovation.strip():
        yield "innovation"
    if not exchange.replication.strip():
        yield "replication"
    if not entry.lessons.public():
        yield "lessons"
    if not evidence.headlines():
        yield "estimate"
    if any(direction(e, evidence) == "negative" for e in evidence.headlines()):
        yield "harm"


def _open(entry: Entry) -> Iterator[str]:
    subject, exchange = entry.evidence.subject, entry.evidence.exchange
    if entry.role == "demonstration":
        yield "simulated"
    if not exchange.implementers:
        yield "implementers"
    if not exchange.partners and subject.commissioner.strip().lower() in ("", "none"):
        yield "partners"
    if not exchange.contact.strip():
        yield "contact"
    if not exchange.scope:
        yield "scope"
    if not subject.countries:
        yield "countries"
    if not exchange.sustainability.strip():
        yield "sustainability"
    if subject.period_start is None:
        yield "dates"
    elif subject.period_start < _ADOPTED:
        yield "early"
    yield "principles"
