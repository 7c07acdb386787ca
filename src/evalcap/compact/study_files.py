"""What can be taken elsewhere from one study, beside its report."""

import json
from pathlib import Path
from typing import Final

from evalcap.codelists import default_folder
from evalcap.compact.eligibility import eligibility
from evalcap.compact.iati import iati_refusal, iati_xml
from evalcap.compact.practice import practice_page
from evalcap.compact.resource import resource_card
from evalcap.compact.templating import read_style
from evalcap.evidence import Evidence
from evalcap.lessons import Lessons
from evalcap.portfolio import Entry
from evalcap.rendering.conversion import word_from_html

CARD: Final = "resource-card.json"
IATI: Final = "iati.xml"
PRACTICE: Final = "practice.html"
PRACTICE_WORD: Final = "practice.docx"


def write_study_files(
    evidence: Evidence, lessons: Lessons, to: Path, *, template: Path | None = None
) -> tuple[Path, ...]:
    """Write the resource card of a study's report, its IATI file and its draft of a practice.

    Parameters
    ----------
    evidence, lessons
        All that is told; restricted lessons are left out.
    to
        The folder of the study's report.
    template
        Folder of the reports' style; the one that evalcap ships if None.

    Returns
    -------
    tuple of Path
        What was written; a study that cannot have an IATI file or a practice has none.

    Raises
    ------
    LessonsError
        If a lesson goes beyond the evidence.
    UnknownCodeError
        If the study or a lesson names an objective that there is not.
    RenderError
        If the Word document cannot be made.
    """
    lessons.require_evidence(evidence)
    reports = ("index.html", "report.pdf", "report.docx")
    there = tuple(name for name in reports if (to / name).is_file())
    entry = Entry(evidence, lessons, there)
    written: dict[str, bytes] = {CARD: _json(entry)}
    if not iati_refusal(evidence):
        written[IATI] = iati_xml(evidence).encode()
    if not eligibility(entry).refused:
        page = practice_page(entry, read_style(template or default_folder("reports")))
        written[PRACTICE] = page.encode()
        written[PRACTICE_WORD] = word_from_html(page, made=evidence.created)
    to.mkdir(parents=True, exist_ok=True)
    for name, content in written.items():
        (to / name).write_bytes(content)
    return tuple(to / name for name in written)


def _json(entry: Entry) -> bytes:
    return (json.dumps(resource_card(entry), ensure_ascii=False, indent=1) + "\n").encode()
