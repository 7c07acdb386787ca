"""A translation of a study's own words drafted for a person to fill in."""

import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from evalcap.errors.translations import NoTranslationError
from evalcap.study.study import Study
from evalcap.study.translating import NARRATIVE, authored, read_own_words
from evalcap.translations import Translation
from evalcap.translations.drafting import draft
from evalcap.translations.reading import FOLDER, unfit_language
from evalcap.words.catalogue import LANGUAGES


@dataclass(frozen=True, slots=True)
class Drafted:
    """What was drafted.

    Attributes
    ----------
    file
        The file of translations.
    added
        Texts that it said nothing of before.
    sections
        Files of sections that are still to be written, each beside the original that it translates.
    """

    file: Path
    added: tuple[str, ...]
    sections: tuple[str, ...]


def draft_translation(study: Study, language: str) -> Drafted:
    """Write `translations/fr.toml` with every text there is, or add those that are new.

    Nothing that a person wrote is changed; what is added is a comment.

    Raises
    ------
    NoTranslationError
        If no report of the study is in the language, or it is the authors' own.
    TranslationsUnreadableError
        If the file that there is has mistakes.
    """
    if unfit := unfit_language(language, study.plan.languages, LANGUAGES):
        raise NoTranslationError(study.slug, unfit)
    lessons = study.lessons()
    found = read_own_words(study.folder, study.plan, lessons).get(language, Translation())
    file = study.folder / FOLDER / f"{language}.toml"
    made = draft(
        file.read_text(encoding="utf-8-sig") if file.is_file() else "",
        authored(study.plan, lessons.published()).texts,
        [name for name in dict.fromkeys(_names(study)) if name not in found.names],
        found.texts,
        language,
    )
    if made.added:
        _write(file, made.text)
    return Drafted(file, made.added, tuple(_sections(study, language)))


def _names(study: Study) -> Iterator[str]:
    """Give what a plan names that may be called otherwise in another language."""
    plan = study.plan
    commissioner = plan.commissioner.strip()
    yield from (*plan.countries, *plan.evaluators)
    if commissioner.lower() != "none":
        yield commissioner
    yield from plan.disaggregate.by


def _sections(study: Study, language: str) -> Iterator[str]:
    for file in sorted(study.narrative.glob("*.md")) if study.narrative else ():
        if not (file.parent / language / file.name).is_file():
            yield f"{NARRATIVE}/{language}/{file.name}"


def _write(file: Path, text: str) -> None:
    """Write the file whole or not at all."""
    file.parent.mkdir(exist_ok=True)
    unfinished = file.with_name(f".{file.name}.{os.getpid()}")
    unfinished.write_text(text, encoding="utf-8")
    unfinished.replace(file)
