"""One study made aside: its evidence, its report, and the record of both."""

import time
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from evalcap.rendering.choice import EngineChoice
from evalcap.rendering.formats import FILES, Form
from evalcap.translations.stored import translations_json
from evalcap.words import report_places
from evalcap.workspace.correcting import evidence_for
from evalcap.workspace.files import write_whole
from evalcap.workspace.fingerprint import Fingerprint
from evalcap.workspace.guarding import Failure, guarded
from evalcap.workspace.layout import EVIDENCE, LESSONS, RECORD, TRANSLATIONS, Layout
from evalcap.workspace.product import product_of, require_filled
from evalcap.workspace.record import BuildRecord, Outcome
from evalcap.workspace.steps import Steps


@dataclass(frozen=True, slots=True)
class Order:
    """One study to be made.

    Attributes
    ----------
    reasons
        Why it is made.
    fingerprint
        What it is made from, taken before it is made.
    evidence_stands
        Whether only what tells the evidence has changed, so that it need not be made again.
    """

    slug: str
    reasons: tuple[str, ...]
    fingerprint: Fingerprint
    formats: tuple[Form, ...]
    engine: EngineChoice
    evidence_stands: bool = False


def make_study(layout: Layout, steps: Steps, order: Order, staged: Path) -> Outcome:
    """Make a study's evidence, report and record in a folder of its own.

    Parameters
    ----------
    staged
        The folder, which is empty.

    Returns
    -------
    Outcome
        Built, or failed with one message; nothing but an interrupt is raised.
    """
    began = time.monotonic()
    made = guarded(layout, order.slug, lambda: _make(layout, steps, order, staged))
    return outcome_of(order, made, seconds=time.monotonic() - began)


def outcome_of(order: Order, made: Failure | tuple[str, ...], *, seconds: float) -> Outcome:
    """Say what became of an order, what there is to note, and how long it took."""
    outcome = Outcome(
        name=order.slug,
        state="built",
        at=datetime.now(tz=UTC),
        seconds=round(seconds, 1),
        reasons=order.reasons,
    )
    if isinstance(made, Failure):
        return outcome.failed(made)
    return outcome.model_copy(update={"notes": made})


def _make(layout: Layout, steps: Steps, order: Order, staged: Path) -> tuple[str, ...]:
    """Make everything, and give what there is to note."""
    from evalcap.study.translating import translation_notes, translations_for  # noqa: PLC0415 - loads pandas

    study = steps.read(layout.study(order.slug))
    evidence, report = staged / "evidence", staged / "report"
    found = evidence_for(layout, order.slug, study, stands=order.evidence_stands)
    found.write(evidence)
    lessons = study.lessons()
    write_whole(evidence / LESSONS, lessons.model_dump_json(indent=1) + "\n")
    translations = translations_for(study, found)
    if translations:
        write_whole(evidence / TRANSLATIONS, translations_json(translations))
    steps.render(study, found, to=report, formats=order.formats, engine=order.engine)
    if not found.is_withdrawn:
        steps.exchange(found, lessons, report, template=layout.template, translations=translations)
    places = report_places(found.subject.languages).values()
    documents = [report / place / FILES[made] for place in places for made in order.formats]
    require_filled(order.slug, [evidence / EVIDENCE, *documents])
    BuildRecord(
        built=datetime.now(tz=UTC),
        reasons=order.reasons,
        fingerprint=order.fingerprint,
        product=product_of(layout, staged, places_of(layout, order.slug)),
    ).write(evidence / RECORD)
    return translation_notes(study.folder, found, lessons, translations)


def places_of(layout: Layout, slug: str) -> dict[str, Path]:
    """Say where the parts of a study's output belong."""
    return {"evidence": layout.evidence(slug), "report": layout.report(slug)}
