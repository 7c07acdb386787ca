"""A draft for the Migration Network Hub's repository of practices, from evidence and lessons."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from evalcap.codelists.acronyms import spell_out
from evalcap.codelists.files import read_list
from evalcap.compact.editions import Edition
from evalcap.compact.eligibility import eligibility
from evalcap.compact.official import with_marked_titles
from evalcap.compact.practice_fields import practice_content
from evalcap.compact.templating import Style, filled
from evalcap.portfolio import Entry
from evalcap.translations import Authored, language_of
from evalcap.words import Catalogue, known_languages

PRACTICE: Final = "practice.html"
PRACTICE_WORD: Final = "practice.docx"
# Texts of a study that its draft leaves out.
_NOT_SHOWN: Final = frozenset({"analyses", "response", "publisher", "audience", "keywords"})


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a field, and the language it is written in."""

    text: str
    language: str


@dataclass(frozen=True, slots=True)
class Field:
    """One field of the form; what a person has to write is in `hint`, and then it has no lines."""

    heading: str
    lines: tuple[Line, ...]
    hint: str = ""


@dataclass(frozen=True, slots=True)
class Practice:
    """A draft of a practice.

    Attributes
    ----------
    open
        What is to be done before it is submitted.
    """

    title: Line
    fields: tuple[Field, ...]
    open: tuple[str, ...]


def practice_of(entry: Entry, words: Catalogue) -> Practice:
    """Draft the practice of an eligible study, with its acronyms spelled out at first use."""
    entry = entry.told_in(words.language)
    told = {name: tuple(lines) for name, lines in practice_content(entry, words).items()}
    names = [name for name in read_list("hub")["practice"]["fields"] if name in told]
    own = next(iter(known_languages(entry.evidence.subject.languages)))
    flat = [line for name in names for line in told[name]]
    spelled = spell_out(flat, entry.evidence.exchange.acronyms, own, words.language)
    languages = [language_of(line, otherwise=words.language) for line in flat]
    spoken = zip(spelled.texts, languages, strict=True)
    lines = iter([Line(text.strip(), language) for text, language in spoken])
    fields = {name: tuple(next(lines) for _ in told[name]) for name in names}
    return Practice(
        title=fields.pop("title")[0],
        fields=tuple(_field(name, found, words) for name, found in fields.items()),
        open=(*eligibility(entry, words).open, *_tasks(_foreign(entry), spelled.unknown, words)),
    )


def _tasks(foreign: str, unknown: Sequence[str], words: Catalogue) -> tuple[str, ...]:
    """Say what is left to do on the words of a draft; some may be in a foreign language."""
    tasks = []
    if unknown:
        tasks.append(words.say("practice.open_acronyms", acronyms=", ".join(unknown)))
    if foreign:
        language = words.say(f"language.{foreign}")
        tasks.append(words.say("practice.open_translation", language=language))
    return tuple(tasks)


def _foreign(entry: Entry) -> str:
    """Give the language of whatever a draft shows untranslated, also within sentences of ours."""
    told = Authored.of(entry.evidence, entry.lessons.published()).texts
    shown = (text for place, text in told.items() if not _NOT_SHOWN & set(place))
    flat = (part for text in shown for part in ([text] if isinstance(text, str) else text))
    return language_of(*flat, otherwise="")


def practice_page(entry: Entry, style: Style, edition: Edition) -> str:
    """Write the draft as a page, from which the Word document is made too.

    Parameters
    ----------
    edition
        One of the languages of the study's report; the draft lies beside that report.
    """
    words = edition.words
    practice = practice_of(entry, words)
    content: Mapping[str, object] = {
        "heading": practice.title.text,
        "heading_language": practice.title.language,
        "subtitle": words.say("practice.subtitle"),
        "practice": practice,
        "simulated": entry.role == "demonstration",
        "shown": lambda text: with_marked_titles(text, words),
    }
    return filled("practice.html", style, words, content, elsewhere=edition.elsewhere(PRACTICE))


def _field(name: str, lines: tuple[Line, ...], words: Catalogue) -> Field:
    filled_in = tuple(line for line in lines if line.text)
    hint = "" if filled_in else words.say("practice.to_be_written")
    return Field(words.say(f"practice.{name}"), filled_in, hint)
