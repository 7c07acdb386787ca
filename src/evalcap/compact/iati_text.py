"""Words within an IATI file, in each language of its study."""

import xml.etree.ElementTree as ET
from collections.abc import Callable
from typing import Final

from evalcap.compact.tables import one_line
from evalcap.evidence import Evidence
from evalcap.words import Catalogue, known_languages
from evalcap.words.catalogue import site_catalogue

LANGUAGE: Final = "{http://www.w3.org/XML/1998/namespace}lang"


def voices(evidence: Evidence) -> tuple[Catalogue, ...]:
    """Give the words of each language of a study; its authors write in the first."""
    return tuple(map(site_catalogue, known_languages(evidence.subject.languages)))


def add_own(parent: ET.Element, text: str, evidence: Evidence) -> None:
    """Add what a study's authors wrote."""
    add_narrative(parent, text, voices(evidence)[0].language)


def add_told(parent: ET.Element, evidence: Evidence, tell: Callable[[Catalogue], str]) -> None:
    """Add what we say ourselves, once in each language."""
    for words in voices(evidence):
        add_narrative(parent, tell(words), words.language)


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
