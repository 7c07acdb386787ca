"""A study's own words in the further languages of its report."""

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from evalcap.errors import EvalcapError
from evalcap.errors.translations import TranslationsUnreadableError
from evalcap.evidence import Evidence
from evalcap.lessons import Lessons
from evalcap.portfolio import Entry
from evalcap.study.plan import Plan
from evalcap.study.reading import read_plan
from evalcap.translations import Authored, Translation
from evalcap.translations.coverage import coverage
from evalcap.translations.reading import FOLDER, read_translations, unfit_language
from evalcap.words.catalogue import LANGUAGES

if TYPE_CHECKING:
    from evalcap.study.study import Study

NARRATIVE = "narrative"


def read_own_words(folder: Path, plan: Plan, lessons: Lessons) -> dict[str, Translation]:
    """Read a study's translations, and look whether translated sections have an original.

    Raises
    ------
    TranslationsUnreadableError
        With every mistake at once.
    """
    problems = _of_sections(folder / NARRATIVE, plan)
    found: dict[str, Translation] = {}
    if (folder / FOLDER).is_dir():
        try:
            found = read_translations(folder, authored(plan, lessons), plan.languages, LANGUAGES)
        except TranslationsUnreadableError as error:
            problems = [*error.problems, *problems]
    if problems:
        raise TranslationsUnreadableError(folder.resolve().name, problems)
    return found


def authored(plan: Plan, lessons: Lessons) -> Authored:
    """Gather the words of a study that can be translated, apart from its sections."""
    return Authored(plan.title, plan.summary, plan.outcomes, plan.analyses, plan.exchange, lessons)


def translations_for(study: "Study", evidence: Evidence) -> dict[str, Translation]:
    """Read the translations of a study as far as they translate what the evidence holds.

    Evidence of a report that was withdrawn, or of an earlier cycle, may say what the plan no longer
    says; such texts stay as they were written.
    """
    lessons = study.lessons()
    return _fitting(study.folder, study.plan, lessons, Authored.of(evidence, lessons))


def with_own_words(before: Entry, study: "Study") -> Entry:
    """Give the cycle before its translations, whether it is of the same study or of another.

    Its report is not what is made, so that mistakes in them stop nothing.
    """
    folder = study.folder.resolve().parent / before.slug
    try:
        plan, lessons = read_plan(folder), Lessons.read(folder)
        shown = Authored.of(before.evidence, before.lessons)
        return replace(before, translations=_fitting(folder, plan, lessons, shown))
    except EvalcapError:
        return before


def translation_notes(
    folder: Path, evidence: Evidence, lessons: Lessons, translations: Mapping[str, Translation]
) -> tuple[str, ...]:
    """Say of each further language of a report what it lacks of the study's own words."""
    narrative = folder / NARRATIVE
    return tuple(
        f"{language}: {note}"
        for language in evidence.subject.languages[1:]
        for note in coverage(
            evidence,
            lessons,
            language,
            translations.get(language),
            sections=[file.stem for file in sorted(narrative.glob("*.md"))],
            translated=[file.stem for file in (narrative / language).glob("*.md")],
        ).notes
    )


def _fitting(folder: Path, plan: Plan, lessons: Lessons, shown: Authored) -> dict[str, Translation]:
    found = read_own_words(folder, plan, lessons)
    written = authored(plan, lessons).texts if found else {}
    return {language: t.fitting(written, shown.texts) for language, t in found.items()}


def _of_sections(narrative: Path, plan: Plan) -> list[str]:
    """Name folders of sections that no report takes, and sections that translate none."""
    problems = []
    for language in LANGUAGES:
        folder = narrative / language
        if not folder.is_dir():
            continue
        if unfit := unfit_language(language, plan.languages, LANGUAGES):
            problems.append(f"{NARRATIVE}/{language}: {unfit}")
        problems += [
            f"{NARRATIVE}/{language}/{file.name}: there is no {NARRATIVE}/{file.name}"
            for file in sorted(folder.glob("*.md"))
            if not (narrative / file.name).is_file()
        ]
    return problems
