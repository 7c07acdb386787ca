"""Published reports withdrawn or corrected: the page stays, and says so."""

from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from evalcap.errors.workspace import NotPublishedError
from evalcap.evidence import Evidence
from evalcap.workspace.layout import EVIDENCE, Layout

if TYPE_CHECKING:
    from evalcap.study import Study


def record(
    layout: Layout, slug: str, kind: Literal["withdrawn", "corrected"], *, reason: str
) -> Path:
    """Record in the study's folder what becomes of its report, as of today.

    Raises
    ------
    NotPublishedError
        There is no report yet.
    ReasonMissingError, CorrectionsUnreadableError
    """
    from evalcap.study.corrections import record_correction  # noqa: PLC0415 - loads pandas

    if not (layout.evidence(slug) / EVIDENCE).is_file():
        raise NotPublishedError(slug)
    today = datetime.now(tz=UTC).date()
    return record_correction(layout.study(slug), kind, reason=reason, day=today)


def evidence_for(layout: Layout, slug: str, study: "Study", *, stands: bool = False) -> Evidence:
    """Run a study; one whose report was withdrawn is told as it was published.

    A withdrawal must reach its readers also where the study can no longer be run.

    Parameters
    ----------
    stands
        Whether the evidence of the last build is what running the study would give.
    """
    from evalcap.study.corrections import read_corrections  # noqa: PLC0415 - loads pandas

    corrections = read_corrections(layout.study(slug))
    published = layout.evidence(slug) / EVIDENCE
    if any(c.kind == "withdrawn" for c in corrections) and published.is_file():
        return Evidence.read(published).model_copy(update={"corrections": corrections})
    return Evidence.read(published) if stands else study.run()
