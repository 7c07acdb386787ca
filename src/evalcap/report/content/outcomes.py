"""What was found, outcome by outcome."""

from collections.abc import Sequence
from dataclasses import dataclass

from evalcap.evidence import Evidence
from evalcap.evidence.model import Outcome
from evalcap.evidence.results import EstimateRecord
from evalcap.report.content.analyses import analyses_table, estimates_of, notes_of
from evalcap.report.content.picture import Picture
from evalcap.report.content.pictures import pictures_of
from evalcap.report.content.support import support_pictures
from evalcap.report.markdown import Markdown, Text, strong, table
from evalcap.words import Catalogue, Finding, read_finding
from evalcap.words.comparison import agreement, experiments, truths
from evalcap.words.names import capitalised


@dataclass(frozen=True, slots=True)
class OutcomeView:
    """Everything a report says about one outcome.

    Attributes
    ----------
    sentences
        The finding in plain words: one sentence, or one for each term of the primary analysis.
    facts
        Estimate, marks and grade, as a table for the first page.
    pictures, support
        Figures of the finding, and of how far it can be trusted.
    meaning
        What the data rule out, in sentences.
    notes
        Analysis and what the plan says about it.
    experiments
        Comparisons with a randomised group, each with its note.
    truths
        Comparisons with the truth behind simulated data.
    """

    name: str
    label: str
    primary: bool
    sentences: tuple[str, ...]
    facts: Markdown
    pictures: tuple[Picture, ...]
    support: tuple[Picture, ...]
    analyses: Markdown
    meaning: tuple[str, ...]
    notes: tuple[tuple[str, str], ...]
    experiments: tuple[tuple[str, str], ...]
    truths: tuple[str, ...]

    def figures(self, fold: str) -> tuple[Markdown, ...]:
        """Its figures' places in the document, each with the numbers behind it in a fold."""
        return tuple(picture.with_numbers(fold) for picture in self.pictures)


def outcome_views(evidence: Evidence, words: Catalogue) -> tuple[OutcomeView, ...]:
    """View the outcomes, primary ones first; one without an estimate has nothing to show."""
    ordered = sorted(evidence.outcomes, key=lambda o: not o.primary)
    estimated = [o for o in ordered if estimates_of(evidence, o)]
    return tuple(_view(evidence, o, i, words) for i, o in enumerate(estimated, start=1))


def _view(evidence: Evidence, outcome: Outcome, place: int, words: Catalogue) -> OutcomeView:
    mains = _mains(estimates_of(evidence, outcome))
    findings = [read_finding(evidence, e, words) for e in mains]
    main = mains[0]
    return OutcomeView(
        name=outcome.name,
        label=capitalised(outcome.label),
        primary=outcome.primary,
        sentences=tuple(f.sentence for f in findings),
        facts=_facts(findings, mains, words),
        pictures=tuple(pictures_of(evidence, outcome, place, words)) if outcome.primary else (),
        support=tuple(support_pictures(evidence, outcome, place, words)) if outcome.primary else (),
        analyses=analyses_table(evidence, outcome, words, f"tbl-{place}-analyses"),
        meaning=_meaning(evidence, findings, main, words),
        notes=tuple(notes_of(evidence, outcome, words)),
        experiments=tuple(experiments(evidence, main, words)),
        truths=tuple(truths(evidence, outcome, words)),
    )


def _mains(estimates: list[EstimateRecord]) -> list[EstimateRecord]:
    """Take the primary analysis' estimates, or the first where none is primary."""
    return [e for e in estimates if e.primary] or estimates[:1]


def _meaning(
    evidence: Evidence, findings: Sequence[Finding], main: EstimateRecord, words: Catalogue
) -> tuple[str, ...]:
    """Say what one estimate rules out; several terms are left to their table."""
    told = findings[0].meaning if len(findings) == 1 else ()
    return tuple(s for s in (*told, agreement(evidence, main, words)) if s)


def _facts(
    findings: Sequence[Finding], mains: Sequence[EstimateRecord], words: Catalogue
) -> Markdown:
    rows: list[tuple[Text, Text]] = []
    for finding, estimate in zip(findings, mains, strict=True):
        name = estimate.term or words.say("glance.estimate")
        rows.append((strong(name), finding.estimate))
    if len(findings) == 1:
        marks = (("smallest", findings[0].smallest), ("target", findings[0].target))
        rows += [(strong(words.say(f"glance.{key}")), mark) for key, mark in marks if mark]
    rows.append((strong(words.say("glance.grade")), findings[0].grade))
    return table(("", ""), rows, widths=(32, 68))
