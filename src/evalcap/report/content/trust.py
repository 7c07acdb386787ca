"""How far the findings can be trusted: checks, grade, notes, deviations."""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass

from evalcap.evidence import Evidence
from evalcap.evidence.model import Outcome
from evalcap.evidence.results import EstimateRecord
from evalcap.report.content.analyses import estimates_of
from evalcap.report.content.outcomes import OutcomeView
from evalcap.report.content.recorded import shown
from evalcap.report.markdown import Markdown, Text, said
from evalcap.words import Catalogue, read_finding
from evalcap.words.names import analysis_name, capitalised, named, symbol


@dataclass(frozen=True, slots=True)
class TrustView:
    """What supports, and what weakens, the findings on one outcome.

    Attributes
    ----------
    label
        The outcome.
    grade
        Strength of the evidence in words.
    reasons
        Why, from the rules of grading.
    checks
        Each verdict, and the sentence behind it.
    figures
        What the checks and the precision look like.
    notes
        What a reader must know before using the numbers.
    """

    label: str
    grade: str
    scale: Text
    reasons: tuple[Text, ...]
    checks: tuple[tuple[str, Text], ...]
    figures: tuple[Markdown, ...]
    notes: tuple[Text, ...]


def trust_views(
    evidence: Evidence, words: Catalogue, outcomes: Collection[OutcomeView] = ()
) -> tuple[TrustView, ...]:
    """View each outcome that has a grade, a check or a note, with the figures of its view."""
    fold = words.say("behind.title")
    figures = {view.name: tuple(p.with_numbers(fold) for p in view.support) for view in outcomes}
    views = (
        _view(evidence, o, figures.get(o.name, ()), words)
        for o in evidence.outcomes
        if estimates_of(evidence, o)
    )
    return tuple(v for v in views if v.reasons or v.checks or v.notes)


def deviations(evidence: Evidence, words: Catalogue) -> tuple[Text, ...]:
    """Tell in what the plan was not kept, with outcomes and analyses under their readers' names."""
    labels = {a.name: analysis_name(a.name, words) for a in evidence.analyses}
    labels |= {o.name: _called(o, words) for o in evidence.outcomes}
    return tuple(shown(said, words, labels) for said in evidence.deviations)


def _view(
    evidence: Evidence, outcome: Outcome, figures: tuple[Markdown, ...], words: Catalogue
) -> TrustView:
    estimates = estimates_of(evidence, outcome)
    record = evidence.grade(outcome.name)
    graded = record.reasons if record and record.grade is not None else ()
    return TrustView(
        label=capitalised(outcome.label),
        grade=read_finding(evidence, estimates[0], words).grade,
        scale=shown(record.scale, words) if record else "",
        reasons=tuple(shown(reason, words) for reason in graded),
        checks=tuple(_checks(evidence, outcome, words)),
        figures=figures,
        notes=tuple(_notes(estimates, words)),
    )


def _checks(evidence: Evidence, outcome: Outcome, words: Catalogue) -> Iterator[tuple[str, Text]]:
    """Give each verdict as symbol and words, and the sentence behind it."""
    labels = {outcome.name: _called(outcome, words)}
    for check in evidence.checks:
        if check.outcome == outcome.name:
            name = named("check", check.name, words)
            verdict = named("verdict", check.verdict, words).lower()
            mark = symbol(check.verdict, words)
            head = words.say("trust.verdict", symbol=mark, check=name, verdict=verdict)
            yield head, shown(check.sentence, words, labels)


def _called(outcome: Outcome, words: Catalogue) -> str:
    """Call an outcome by its label, in quotation marks unless it is an ordinary word.

    Phrases of other languages than English bring the marks with them.
    """
    if words.language != "en":
        return outcome.label
    plain = outcome.label.lower()
    is_ordinary = plain == outcome.name.replace("_", " ")
    return plain if is_ordinary else words.say("list.quoted", text=outcome.label)


def _said(estimate: EstimateRecord) -> tuple[str, ...]:
    """Give an estimate's notes, and what holds in place of its interval with few clusters."""
    small = estimate.small_sample
    return (*estimate.notes, *((small.sentence,) if small else ()))


def _notes(estimates: Iterable[EstimateRecord], words: Catalogue) -> list[Text]:
    """Gather the notes of an outcome's estimates; the terms of one fit share theirs."""
    noted = [(analysis_name(e.analysis, words), note) for e in estimates for note in _said(e)]
    return [
        said(words, "list.fact", name=name, fact=shown(note, words))
        for name, note in dict.fromkeys(noted)
    ]
