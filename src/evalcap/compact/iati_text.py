"""Words within an IATI file."""

import xml.etree.ElementTree as ET

from evalcap.compact.tables import one_line
from evalcap.compact.wording import exchange_words
from evalcap.evidence import Evidence
from evalcap.evidence.model import Role


def add_narrative(parent: ET.Element, text: str) -> None:
    """Add a text in the file's own language."""
    ET.SubElement(parent, "narrative").text = one_line(text)


def marked(text: str, role: Role) -> str:
    """Say of simulated data what they are, wherever a programme may show a text alone."""
    if role != "demonstration":
        return text
    return exchange_words().say("iati.simulated", text=text)


def goal_targets(evidence: Evidence) -> tuple[str, ...]:
    """Give the targets that the programme contributes to; an indicator stands for its target."""
    codes = (*evidence.contribution.sdg, *(c for o in evidence.outcomes for c in o.sdg))
    return tuple(dict.fromkeys(".".join(code.split(".")[:2]) for code in codes))
