"""A study's evidence as a report."""

from collections.abc import Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path

from evalcap.evidence import Evidence
from evalcap.rendering import EngineChoice, Rendering
from evalcap.rendering.formats import FORMS, Form
from evalcap.study.linting import require_fit
from evalcap.study.study import Study
from evalcap.study.translating import translations_for, with_own_words
from evalcap.words import catalogue, report_places


def render(
    study: Study,
    evidence: Evidence,
    *,
    to: str | Path,
    formats: Sequence[Form] = FORMS,
    engine: EngineChoice = "auto",
) -> Rendering:
    """Write the report of a study into a folder.

    The formats are "html" (index.html), "pdf" (report.pdf), "docx" (report.docx), "brief"
    (brief.pdf, of at most two pages) and "xlsx" (tables.xlsx, every table as a sheet).

    A study that names several languages gets the report of each: the first in the folder itself,
    every other in a folder of its code in it, such as `fr`. What its authors wrote is in the
    report's language where `translations/` and `narrative/` have it.

    The workspace's own `reports/` is the template where there is one.

    Raises
    ------
    EvalcapError
        If a lesson goes beyond the evidence, a translation does not fit, or the report cannot be
        rendered or holds what must not be published; what was in the folder before stays.
    """
    from evalcap.report.write import write_report  # noqa: PLC0415 - matplotlib is slow to load

    lessons = study.lessons()
    lessons.require_evidence(evidence)
    template = study.folder.resolve().parent.parent / "reports"
    translations, earlier = translations_for(study, evidence), study.before()
    before = with_own_words(earlier, study) if earlier else None
    first, *others = (
        write_report(
            evidence,
            lessons,
            to=Path(to) / place,
            narrative=study.narrative,
            template=template if template.is_dir() else None,
            formats=formats,
            engine=engine,
            language=language,
            translation=translations.get(language),
            before=before,
            inspect=partial(require_fit, study, evidence, lessons, words=catalogue(language)),
        )
        for language, place in report_places(evidence.subject.languages).items()
    )
    told = dict.fromkeys(m for rendering in (first, *others) for m in rendering.messages)
    return replace(first, messages=tuple(told))
