"""Evidence and lessons in, a rendered report out."""

import tempfile
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

from evalcap.codelists import default_folder
from evalcap.evidence import Evidence
from evalcap.lessons import Lessons
from evalcap.portfolio import Entry
from evalcap.rendering import Rendering, render_document
from evalcap.rendering.brand import read_brand
from evalcap.rendering.choice import EngineChoice
from evalcap.rendering.formats import FILES, FORMATS, FORMS, Form
from evalcap.rendering.publication import publish
from evalcap.report.brief import write_brief
from evalcap.report.earlier import told_before
from evalcap.report.folder import make_folder
from evalcap.report.templates import DOCUMENT
from evalcap.report.workbook import write_workbook
from evalcap.translations import Translation, told
from evalcap.words import Language, catalogue_for


def write_report(
    evidence: Evidence,
    lessons: Lessons,
    *,
    to: Path,
    narrative: Path | None = None,
    template: Path | None = None,
    formats: Sequence[Form] = FORMS,
    engine: EngineChoice = "auto",
    language: Language | None = None,
    translation: Translation | None = None,
    before: Entry | None = None,
    inspect: Callable[[Path], None] = lambda _: None,
) -> Rendering:
    """Write the report of a study: its documents, its brief and its tables.

    Parameters
    ----------
    evidence
        Everything the report may say.
    lessons
        What was learnt; restricted lessons are left out.
    to
        The folder for the files: index.html, report.pdf, report.docx, brief.pdf, tables.xlsx.
        Whatever it holds stays as it is if anything fails.
    narrative
        Folder of the study's own sections, as Markdown.
    template
        Folder of templates, styles and brand; what it lacks is what evalcap ships.
    formats, engine
        What to make, with which engine.
    language
        The report's language; the first that the study names if None.
    translation
        What the study's own authors wrote, in that language; what it lacks stays in theirs.
    before
        The cycle before, which this one is set beside; None for a first one.
    inspect
        Shown the folder with all files before they are published; what it raises keeps them back.

    Raises
    ------
    ReportError
        If the template or the narrative cannot be used, or the brief is too long.
    RenderError
        If the brand cannot be used, or the report not be rendered.
    SpreadsheetPackageMissingError
        If tables are wanted and openpyxl is not installed.
    """
    templates = template or default_folder("reports")
    brand = read_brand(templates)
    words = catalogue_for([language] if language else evidence.subject.languages)
    original = evidence
    evidence, lessons = told(original, lessons, translation, words.language)
    before = before and told_before(before, original, evidence, words.language)
    with tempfile.TemporaryDirectory(prefix="evalcap-report-") as scratch:
        folder, made = Path(scratch, "folder"), Path(scratch, "made")
        folder.mkdir()
        made.mkdir()
        content = make_folder(
            evidence,
            lessons,
            narrative=narrative,
            template=templates,
            into=folder,
            language=language,
            before=before,
            forms=formats,
        )
        documents = [form for form in FORMATS if form in formats]
        rendering = Rendering(engine="", version="", files={}, messages=())
        if documents:
            rendering = render_document(
                folder, document=DOCUMENT, formats=documents, to=made, engine=engine, brand=brand
            )
        if "brief" in formats:
            brief = write_brief(
                folder, content, template=templates, to=made, engine=engine, brand=brand
            )
            messages = tuple(dict.fromkeys((*rendering.messages, *brief.messages)))
            rendering = replace(
                rendering, engine=brief.engine, version=brief.version, messages=messages
            )
        if "xlsx" in formats:
            write_workbook(evidence, lessons, made / FILES["xlsx"], words)
        inspect(made)
        files = publish({FILES[form]: made / FILES[form] for form in formats}, to)
    return replace(rendering, files={form: files[FILES[form]] for form in formats})
