"""Files of translations, read and held against what they translate."""

import tomllib
from collections.abc import Collection, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Final

from pydantic import ValidationError

from evalcap.errors.mistakes import mistakes, near, toml_mistake
from evalcap.errors.translations import TranslationsUnreadableError
from evalcap.evidence.measure import WORDS, measure_of
from evalcap.translations.model import Translation
from evalcap.translations.texts import Authored, Texts, written_place

FOLDER: Final = "translations"
# Lists whose entries stand for organisations that there are as many of in every language.
_AS_MANY: Final = (("exchange", "implementers"), ("exchange", "partners"))
_SECTIONS: Final = {
    "outcomes": "outcome",
    "analyses": "analysis",
    "lessons": "lesson",
    "recommendations": "recommendation",
}


def read_translations(
    folder: Path, authored: Authored, languages: Sequence[str], known: Collection[str]
) -> dict[str, Translation]:
    """Read every translation of a study, by language; a study without any has none.

    Parameters
    ----------
    folder
        The study's own.
    authored
        What is translated.
    languages
        Those of the study's report, that of its authors first.
    known
        Languages that a report can be made in.

    Raises
    ------
    TranslationsUnreadableError
        With every mistake in every file at once.
    """
    found: dict[str, Translation] = {}
    problems: list[str] = []
    for file in _files(folder / FOLDER):
        translation, wrong = _read(file, authored, languages, known)
        problems += [f"{FOLDER}/{file.name}: {problem}" for problem in wrong]
        if translation is not None:
            found[file.stem] = translation
    if problems:
        raise TranslationsUnreadableError(folder.resolve().name, problems)
    return found


def _files(folder: Path) -> list[Path]:
    """List files that somebody wrote; programs leave hidden ones and copies beside them."""
    found = sorted(folder.iterdir()) if folder.is_dir() else []
    return [f for f in found if f.is_file() and not f.name.startswith(".") and f.name[-1] != "~"]


def unfit_language(language: str, languages: Sequence[str], known: Collection[str]) -> str:
    """Say why there can be no translation into a language; empty if there can."""
    if language not in known:
        return f"{language!r} is no language of reports; these are {', '.join(known)}"
    if language == languages[0]:
        return (
            f"{language} is the first of the study's languages, in which its authors wrote; "
            "correct study.toml or lessons.toml itself"
        )
    if language not in languages:
        return (
            f"the study has no report in {language}; name it in languages, which are "
            f"{', '.join(languages)}"
        )
    return ""


def _read(
    file: Path, authored: Authored, languages: Sequence[str], known: Collection[str]
) -> tuple[Translation | None, list[str]]:
    if file.suffix != ".toml":
        return None, ["it is not read; a translation is a file such as fr.toml"]
    if unfit := unfit_language(file.stem, languages, known):
        return None, [unfit]
    try:
        # Some editors begin a file with a mark that TOML does not know.
        table = tomllib.loads(file.read_text(encoding="utf-8-sig"))
        translation = Translation.model_validate(table)
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        return None, [toml_mistake(error)]
    except ValidationError as error:
        return None, [*mistakes(error, Translation), *_strangers(table, authored)]
    return translation, [*_strangers(table, authored), *_unlike(translation.texts, authored)]


def _strangers(table: Mapping[str, object], authored: Authored) -> Iterator[str]:
    """Name outcomes, analyses, lessons and recommendations that the study does not have."""
    for section, what in _SECTIONS.items():
        names, given = authored.names[section], table.get(section, {})
        for name in given if isinstance(given, Mapping) else ():
            if name not in names:
                yield f"{section}.{name}: there is no such {what}{_hint(section, name, names)}"


def _hint(section: str, name: str, names: Sequence[str]) -> str:
    """Suggest what was meant, of analyses also the keys of those that share a name."""
    keys = [n for n in names if n.endswith(f"/{name}")] if section == "analyses" else []
    if keys:
        return f"; several outcomes have it, each with a key of its own: {', '.join(keys)}"
    return near(name, names) or (f"; there are {', '.join(names)}" if names else "")


def _unlike(texts: Texts, authored: Authored) -> Iterator[str]:
    """Name translations of what the study does not say, or says otherwise."""
    originals, names = authored.texts, authored.names
    for place, text in texts.items():
        original = originals.get(place)
        known = place[0] not in names or place[1] in names[place[0]]
        # A language may need a form of its own where the authors' has none.
        if original is None and known and place[-1] != "unit_one":
            yield f"{written_place(place)}: the study itself has no text there"
        elif place in _AS_MANY and original is not None and len(text) != len(original):
            yield f"{written_place(place)}: {len(text)} entries, the study has {len(original)}"
        elif place[-1] == "unit" and (problem := _measured_otherwise(str(original), str(text))):
            yield f"{written_place(place)}: {problem}"


def _measured_otherwise(original: str, text: str) -> str:
    """Say if a unit would have its numbers told in another way than the original."""
    meant, told = measure_of(original), measure_of(text)
    if meant == told:
        return ""
    if meant == "plain":
        return f"{text!r} is read as a {told}, and {original!r} is none"
    return f"{original!r} is a {meant}, which {text!r} does not say; known are " + ", ".join(
        WORDS[meant]
    )
