"""Words within an IATI file."""

import unicodedata
import xml.etree.ElementTree as ET

from evalcap.compact.wording import exchange_words
from evalcap.evidence import Evidence
from evalcap.evidence.model import Role


def add_narrative(parent: ET.Element, text: str) -> None:
    """Add a text in the file's own language."""
    ET.SubElement(parent, "narrative").text = flat(text)


def flat(text: str) -> str:
    """Make text one line, without the characters that XML cannot hold."""
    return " ".join("".join(map(_kept, text)).split())


def _kept(char: str) -> str:
    unprintable = unicodedata.category(char) in ("Cc", "Cs") or char in "\ufffe\uffff"
    return " " if unprintable else char


def marked(text: str, role: Role) -> str:
    """Say of simulated data what they are, wherever a programme may show a text alone."""
    if role != "demonstration":
        return text
    return exchange_words().say("iati.simulated", text=text)


def goal_targets(evidence: Evidence) -> tuple[str, ...]:
    """Give the targets that the programme contributes to; an indicator stands for its target."""
    codes = (*evidence.contribution.sdg, *(c for o in evidence.outcomes for c in o.sdg))
    return tuple(dict.fromkeys(".".join(code.split(".")[:2]) for code in codes))
