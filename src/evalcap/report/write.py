"""Evidence and lessons in, a rendered report out."""

import tempfile
from collections.abc import Sequence
from pathlib import Path

from evalcap.codelists import default_folder
from evalcap.evidence import Evidence
from evalcap.lessons import Lessons
from evalcap.portfolio import Entry
from evalcap.rendering import Format, Rendering, render_document
from evalcap.rendering.choice import EngineChoice
from evalcap.report.folder import make_folder
from evalcap.report.templates import DOCUMENT
from evalcap.words import Language


def write_report(
    evidence: Evidence,
    lessons: Lessons,
    *,
    to: Path,
    narrative: Path | None = None,
    template: Path | None = None,
    formats: Sequence[Format] = ("html", "pdf", "docx"),
    engine: EngineChoice = "auto",
    language: Language | None = None,
    before: Entry | None = None,
) -> Rendering:
    """Write the report of a study: index.html, report.pdf and report.docx.

    Parameters
    ----------
    evidence
        Everything the report may say.
    lessons
        What was learnt; restricted lessons are left out.
    to
        The folder for the files. Whatever it holds stays as it is if anything fails.
    narrative
        Folder of the study's own sections, as Markdown.
    template
        Folder of templates and styles; the one that evalcap ships if None.
    formats, engine
        What to make, with which engine.
    language
        The report's language; the first that the study names if None. What the study's own authors
        wrote stays in theirs.
    before
        The cycle before, which this one is set beside; None for a first one.

    Raises
    ------
    ReportError
        If the template or the narrative cannot be used.
    RenderError
        If the report cannot be rendered.
    """
    with tempfile.TemporaryDirectory(prefix="evalcap-report-") as scratch:
        folder = Path(scratch)
        make_folder(
            evidence,
            lessons,
            narrative=narrative,
            template=template or default_folder("reports"),
            into=folder,
            language=language,
            before=before,
        )
        return render_document(folder, document=DOCUMENT, formats=formats, to=to, engine=engine)
