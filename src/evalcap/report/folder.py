"""A report's folder: the filled template, its figures, its variables and the study's own text."""

import shutil
from collections.abc import Sequence
from pathlib import Path

from evalcap.evidence import Evidence
from evalcap.lessons import Lessons
from evalcap.portfolio import Entry
from evalcap.rendering.brand import BRAND
from evalcap.rendering.formats import Form
from evalcap.report.content.assemble import Content, report_content
from evalcap.report.content.outcomes import outcome_views
from evalcap.report.content.picture import FOLDER as FIGURES
from evalcap.report.content.picture import Picture
from evalcap.report.figures.style import house_style, save
from evalcap.report.narrative import copy_narrative
from evalcap.report.templates import DOCUMENT, fill
from evalcap.report.variables import FILE as VARIABLES
from evalcap.report.variables import variables_text
from evalcap.words import Language, catalogue_for


def make_folder(
    evidence: Evidence,
    lessons: Lessons,
    *,
    narrative: Path | None,
    template: Path,
    into: Path,
    language: Language | None = None,
    before: Entry | None = None,
    forms: Sequence[Form] = (),
) -> Content:
    """Make the folder that a report is rendered from, and give what its template printed.

    Parameters
    ----------
    evidence, lessons
        With their authors' words in the report's language, as far as they are translated.
    narrative
        Folder of the study's own sections, as Markdown; None if it has none.
    template
        Folder of the templates and styles.
    into
        An empty folder.
    language
        The report's language; the first that the study names if None.
    before
        The cycle before; None for a first one.
    forms
        What else is made beside the page, which links it.

    Raises
    ------
    ReportError, UnknownCodeError
    """
    words = catalogue_for([language] if language else evidence.subject.languages)
    views = outcome_views(evidence, words)
    first = next(iter(evidence.subject.languages), words.language)
    sections = copy_narrative(narrative, into, own=first, language=words.language)
    content = report_content(evidence, lessons, views, sections, words, before=before, forms=forms)
    (into / DOCUMENT).write_text(fill(template, content), encoding="utf-8")
    (into / VARIABLES).write_text(variables_text(evidence, words), encoding="utf-8")
    _copy_styles(template, into)
    drawn = [picture for view in views for picture in (*view.pictures, *view.support)]
    _draw(drawn, into / FIGURES)
    return content


def _copy_styles(template: Path, into: Path) -> None:
    """Copy what a template folder holds beside its templates."""
    for file in template.iterdir():
        taken = file.suffix == ".qmd" or file.name == BRAND or (into / file.name).exists()
        if file.is_file() and not taken:
            shutil.copyfile(file, into / file.name)


def _draw(pictures: Sequence[Picture], into: Path) -> None:
    with house_style():
        for picture in pictures:
            save(picture.draw(), into, picture.name)
