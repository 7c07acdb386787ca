"""Words within an IATI file, in each language of its study."""

import xml.etree.ElementTree as ET
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from evalcap.compact.tables import one_line
from evalcap.evidence import Evidence
from evalcap.portfolio import Entry
from evalcap.translations import language_of
from evalcap.words import Catalogue, Language, known_languages
from evalcap.words.catalogue import site_catalogue

LANGUAGE: Final = "{http://www.w3.org/XML/1998/namespace}lang"


@dataclass(frozen=True, slots=True)
class Voice:
    """A language of a study: our words in it, and what the study found, told in it."""

    words: Catalogue
    evidence: Evidence

    @property
    def language(self) -> Language:
        """Which one it is."""
        return self.words.language

    def marked(self, text: str) -> str:
        """Say of simulated data what they are, in the language."""
        return marked(text, self.evidence, self.words)


Voices = tuple[Voice, ...]


def voices_of(entry: Entry) -> Voices:
    """Give each language of a study; its authors write in the first."""
    return tuple(
        Voice(site_catalogue(language), entry.told_in(language).evidence)
        for language in known_languages(entry.evidence.subject.languages)
    )


def add_own(
    parent: ET.Element, voices: Voices, read: Callable[[Evidence], str], *, alone: bool = False
) -> None:
    """Add what a study's authors wrote, in each language that they, or a translation, have it in.

    Parameters
    ----------
    alone
        Whether a program may show the text without the rest, so that it says what is simulated.
    """
    for voice in voices:
        text = read(voice.evidence)
        if language_of(text, otherwise=voice.language) == voice.language:
            add_narrative(parent, voice.marked(text) if alone else text, voice.language)


def add_told(parent: ET.Element, voices: Voices, tell: Callable[[Voice], str]) -> None:
    """Add what we say ourselves, once in each language."""
    for voice in voices:
        add_narrative(parent, tell(voice), voice.language)


def add_narrative(parent: ET.Element, text: str, language: str) -> None:
    """Add a text; it names its language, as results may be taken into an activity in another."""
    ET.SubElement(parent, "narrative", {LANGUAGE: language}).text = one_line(text)


def marked(text: str, evidence: Evidence, words: Catalogue) -> str:
    """Say of simulated data what they are, wherever a programme may show a text alone."""
    if evidence.subject.role != "demonstration":
        return text
    return words.say("iati.simulated", text=text)


def goal_targets(evidence: Evidence) -> tuple[str, ...]:
    """Give the targets that the programme contributes to; an indicator stands for its target."""
    codes = (*evidence.contribution.sdg, *(c for o in evidence.outcomes for c in o.sdg))
    return tuple(dict.fromkeys(".".join(code.split(".")[:2]) for code in codes))
