"""A study's report looked at before it is published, and afterwards by who asks."""

from pathlib import Path
from typing import TYPE_CHECKING

from evalcap.errors.report import ReportUnfitError
from evalcap.evidence import Evidence
from evalcap.lessons import Lessons
from evalcap.rendering.formats import FILES
from evalcap.study.study import Study
from evalcap.study.translating import translations_for
from evalcap.words import Catalogue, catalogue, report_places

if TYPE_CHECKING:
    from evalcap.report.lint import LintFinding


def lint(
    study: Study, evidence: Evidence, lessons: Lessons, report: Path
) -> "tuple[LintFinding, ...]":
    """Look at a study's report in each of its languages; the gravest findings come first.

    Parameters
    ----------
    report
        The folder of the report. Pages that are not there are left out.
    """
    pages = {}
    for language, place in report_places(evidence.subject.languages).items():
        file = report / place / FILES["html"]
        if file.is_file():
            name = file.relative_to(report).as_posix()
            pages[name] = (file.read_text(encoding="utf-8"), catalogue(language))
    return _lint(study, evidence, lessons, pages)


def require_fit(
    study: Study, evidence: Evidence, lessons: Lessons, made: Path, words: Catalogue
) -> None:
    """Refuse a report in one language that holds what must not be published.

    Raises
    ------
    ReportUnfitError
    """
    from evalcap.report.lint import critical  # noqa: PLC0415 - only where reports are made

    file = made / FILES["html"]
    pages = {file.name: (file.read_text(encoding="utf-8"), words)} if file.is_file() else {}
    if grave := critical(_lint(study, evidence, lessons, pages)):
        raise ReportUnfitError([f"{f.where}: {f.what}" for f in grave])


def _lint(
    study: Study, evidence: Evidence, lessons: Lessons, pages: dict[str, tuple[str, Catalogue]]
) -> "tuple[LintFinding, ...]":
    from evalcap.report.lint import OwnWords, lint_report  # noqa: PLC0415 - only where reports are made

    translations = translations_for(study, evidence)
    further = {
        language: OwnWords(translations.get(language), narrative_of(study, language))
        for language in evidence.subject.languages[1:]
    }
    return lint_report(
        evidence, lessons, narrative=narrative_of(study), pages=pages, further=further
    )


def narrative_of(study: Study, language: str = "") -> dict[str, str]:
    """Read the study's own sections by name, as written or in one of its further languages."""
    files = sorted((study.narrative / language).glob("*.md")) if study.narrative else []
    return {file.stem: file.read_text(encoding="utf-8", errors="replace") for file in files}
