"""In which points a plan was not kept: data nobody accepted, and a plan that changed afterwards."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from evalcap.evidence import Evidence
from evalcap.evidence.grade import Departure
from evalcap.evidence.model import AnalysisRecord
from evalcap.study.described import analysis_record
from evalcap.study.plan import Plan

# What an outcome promised: how it is called and tagged may change at any time.
_PROMISED: Final = ("unit", "better", "primary", "target", "smallest_effect")
_DESIGN: Final = ("unit", "unit_is", "time", "cluster", "comparison")
# The gravest first: an analysis is graded by one of them.
_GRAVEST: Final[tuple[Departure, ...]] = ("unaccepted", "plan_changed", "unpublished")


@dataclass(frozen=True, slots=True)
class Deviation:
    """A point in which the plan was not kept.

    Attributes
    ----------
    sentence
        What departs, in words.
    outcome
        The outcome it touches; None where it touches all.
    departure
        The rule of grading that it falls under; None where it is told and takes no step.
    """

    sentence: str
    outcome: str | None = None
    departure: Departure | None = "unpublished"


def departure_of(outcome: str, deviations: Iterable[Deviation]) -> Departure | None:
    """Find the gravest departure from the plan that touches an outcome."""
    touching = {d.departure for d in deviations if d.outcome in (None, outcome)}
    return next((departure for departure in _GRAVEST if departure in touching), None)


def unaccepted(plan: Plan, fingerprints: Mapping[str, str]) -> list[Deviation]:
    """List the sources that were analysed though nobody had accepted them.

    Parameters
    ----------
    fingerprints
        Of the sources that were accepted, by name. One that the plan states counts as well.
    """
    return [
        Deviation(
            f"Source {s.name} was analysed before a plan for it was accepted, so that nothing on "
            "record shows that the plan came before the results.",
            departure="unaccepted",
        )
        for s in plan.sources
        if not s.sha256 and s.name not in fingerprints
    ]


def plan_changes(plan: Plan, accepted: Evidence | None) -> list[Deviation]:
    """List what the plan promises otherwise than when it was accepted.

    Only changes of the design, of an outcome or of a primary analysis take a step in grading:
    whoever adds a secondary analysis later says so, and loses nothing.

    Parameters
    ----------
    accepted
        The evidence that was accepted; None in a study that nobody accepted.
    """
    if accepted is None:
        return []
    return [*_design(plan, accepted), *_outcomes(plan, accepted), *_analyses(plan, accepted)]


def _design(plan: Plan, accepted: Evidence) -> Iterator[Deviation]:
    now, known = plan.design, accepted.design
    kept = all(getattr(now, name) == getattr(known, name) for name in _DESIGN)
    if not kept or (now.treated_from or now.treated) != known.treated_from:
        yield Deviation(
            "The design was changed after the plan was accepted.", departure="plan_changed"
        )


def _outcomes(plan: Plan, accepted: Evidence) -> Iterator[Deviation]:
    before = {outcome.name: outcome for outcome in accepted.outcomes}
    for now in plan.outcomes:
        known = before.get(now.name)
        if known and any(getattr(now, name) != getattr(known, name) for name in _PROMISED):
            sentence = f"Outcome {now.name} was changed after the plan was accepted."
            yield Deviation(sentence, now.name, "plan_changed")


def _analyses(plan: Plan, accepted: Evidence) -> Iterator[Deviation]:
    before = {(a.outcome, a.name): _promise(a) for a in accepted.analyses}
    now = {(a.outcome, a.name): _promise(analysis_record(a)) for a in plan.analyses}
    for (outcome, name), analysis in (before | now).items():
        known, kept = before.get((outcome, name)), now.get((outcome, name))
        if known == kept:
            continue
        how = "added" if known is None else "taken out" if kept is None else "changed"
        sentence = f"Analysis {name} was {how} after the plan was accepted."
        is_primary = analysis.primary or (known is not None and known.primary)
        yield Deviation(sentence, outcome, "plan_changed" if is_primary else None)


def _promise(analysis: AnalysisRecord) -> AnalysisRecord:
    """Leave out what is only said about an analysis."""
    return analysis.model_copy(update={"note": ""})
