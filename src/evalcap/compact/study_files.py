"""What can be taken elsewhere from one study, beside its report."""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Final

from evalcap.codelists import default_folder
from evalcap.compact.editions import ENGLISH, Edition
from evalcap.compact.eligibility import eligibility
from evalcap.compact.iati import iati_refusal, iati_xml
from evalcap.compact.practice import PRACTICE, PRACTICE_WORD, practice_page
from evalcap.compact.resource import resource_card
from evalcap.compact.templating import Style, read_style
from evalcap.evidence import Evidence
from evalcap.lessons import Lessons
from evalcap.portfolio import Entry
from evalcap.rendering.conversion import word_from_html
from evalcap.translations import Translation

CARD: Final = "resource-card.json"
IATI: Final = "iati.xml"


def write_study_files(
    evidence: Evidence,
    lessons: Lessons,
    to: Path,
    *,
    template: Path | None = None,
    translations: Mapping[str, Translation] | None = None,
) -> tuple[Path, ...]:
    """Write the resource card of a study's report, its IATI file and its draft of a practice.

    The draft is written in every language of the report, and lies beside it.

    Parameters
    ----------
    evidence, lessons
        All that is told; restricted lessons are left out.
    to
        The folder of the study's report.
    template
        Folder of the reports' style and brand; the one that evalcap ships if None.
    translations
        The study's own words in the further languages of its report.

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
    entry = Entry(evidence, lessons, there, translations or {})
    written: dict[str, bytes] = {CARD: _json(entry)}
    if not iati_refusal(evidence):
        written[IATI] = iati_xml(entry).encode()
    if not eligibility(entry, ENGLISH.words).refused:
        written |= _drafts(entry, read_style(template or default_folder("reports")))
    for name, content in written.items():
        (to / name).parent.mkdir(parents=True, exist_ok=True)
        (to / name).write_bytes(content)
    return tuple(to / name for name in written)


def _drafts(entry: Entry, style: Style) -> dict[str, bytes]:
    drafts = {}
    for edition in Edition.all_in(entry.evidence.subject.languages):
        page, place = practice_page(entry, style, edition), Path(edition.place)
        drafts[(place / PRACTICE).as_posix()] = page.encode()
        word = word_from_html(page, made=entry.evidence.created, brand=style.brand)
        drafts[(place / PRACTICE_WORD).as_posix()] = word
    return drafts


def _json(entry: Entry) -> bytes:
    """Write the card for machines, in English as every file for them."""
    card = resource_card(entry, ENGLISH.words)
    return (json.dumps(card, ensure_ascii=False, indent=1) + "\n").encode()
