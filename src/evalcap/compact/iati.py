"""A study as an activity of the International Aid Transparency Initiative, with its results.

Standard 2.03. The results are what matters: publishers take them into the activity that they
report already. What the schema asks of an activity besides is filled in where the study says it,
and marked where it does not.
"""

import re
import xml.etree.ElementTree as ET
from collections.abc import Callable, Iterator
from functools import partial

from evalcap.codelists.iati import STANDARD, iati_code
from evalcap.compact.iati_results import add_result
from evalcap.compact.iati_text import (
    LANGUAGE,
    Voices,
    add_own,
    add_told,
    goal_targets,
    voices_of,
)
from evalcap.compact.tables import one_line
from evalcap.evidence import Evidence
from evalcap.portfolio import Entry
from evalcap.words import Catalogue

_REPLACE = "TO-BE-REPLACED"


def iati_refusal(evidence: Evidence) -> str:
    """Say why a study has no file, as `refused_` and the name given; empty if it has one."""
    subject = evidence.subject
    lacking = {
        "benchmark": subject.role == "benchmark",
        "estimate": not evidence.headlines(),
        "period": subject.period_start is None or subject.period_end is None,
    }
    return next((name for name, true in lacking.items() if true), "")


def iati_xml(entry: Entry) -> str:
    """Write the activity of a study that `iati_refusal` does not refuse."""
    evidence, voices = entry.evidence, voices_of(entry)
    root = ET.Element("iati-activities", version=STANDARD)
    activity = ET.SubElement(root, "iati-activity", {LANGUAGE: voices[0].language})
    _identify(activity, evidence, voices)
    _describe(activity, evidence, voices)
    _date(activity, evidence)
    _tag(activity, evidence)
    for estimate in evidence.headlines():
        add_result(activity, evidence, estimate, voices)
    ET.indent(root)
    remarks = _remarks(evidence, voices[0].words)
    comment = "".join(f"<!-- {_commented(line)} -->\n" for line in remarks)
    head = '<?xml version="1.0" encoding="UTF-8"?>\n'
    return f"{head}{comment}{ET.tostring(root, encoding='unicode')}\n"


def _remarks(evidence: Evidence, words: Catalogue) -> Iterator[str]:
    """Say what this file is, and what is still to be replaced in it."""
    say, known = words.say, evidence.exchange
    yield say("iati.comment", slug=evidence.subject.slug)
    filled = {
        "activity": known.iati_activity,
        "organisation": known.iati_organisation and known.iati_organisation_type,
        "publisher": known.publisher,
        "implementers": known.implementers,
    }
    lacking = [say(f"iati.missing_{name}") for name, value in filled.items() if not value]
    if lacking:
        yield say("iati.missing", what="; ".join(lacking))


def _identify(activity: ET.Element, evidence: Evidence, voices: Voices) -> None:
    known, placeholder = evidence.exchange, f"{_REPLACE}-{evidence.subject.slug}"
    ET.SubElement(activity, "iati-identifier").text = one_line(known.iati_activity or placeholder)
    identity = {
        "ref": one_line(known.iati_organisation or _REPLACE),
        "type": known.iati_organisation_type or _REPLACE,
    }
    organisation = ET.SubElement(activity, "reporting-org", identity)
    _name(organisation, voices, lambda evidence: evidence.exchange.publisher)


def _describe(activity: ET.Element, evidence: Evidence, voices: Voices) -> None:
    title = ET.SubElement(activity, "title")
    add_own(title, voices, lambda told: told.subject.title, alone=True)
    add_own(ET.SubElement(activity, "description", type="1"), voices, _about, alone=True)
    role = iati_code("OrganisationRole", "implementing")
    for place in range(max(len(evidence.exchange.implementers), 1)):
        organisation = ET.SubElement(activity, "participating-org", role=role)
        _name(organisation, voices, partial(_implementer, place))


def _about(evidence: Evidence) -> str:
    subject = evidence.subject
    return subject.summary if subject.summary.strip() else subject.title


def _implementer(place: int, evidence: Evidence) -> str:
    named = evidence.exchange.implementers
    return named[place] if named else ""


def _name(organisation: ET.Element, voices: Voices, read: Callable[[Evidence], str]) -> None:
    if read(voices[0].evidence):
        add_own(organisation, voices, read)
    else:
        add_told(organisation, voices, lambda voice: voice.words.say("iati.to_be_named"))


def _date(activity: ET.Element, evidence: Evidence) -> None:
    """Write the status and the days; what ends after the evidence was made is planned."""
    subject = evidence.subject
    start, end = subject.period_start, subject.period_end
    if start is None or end is None:  # `iati_refusal` says so
        return
    over = evidence.exchange.status == "completed" or (
        not evidence.exchange.status and end <= evidence.created
    )
    status = iati_code("ActivityStatus", "completion" if over else "implementation")
    ET.SubElement(activity, "activity-status", code=status)
    ended = "actual_end" if end <= evidence.created else "planned_end"
    for meaning, day in (("actual_start", start), (ended, end)):
        code = iati_code("ActivityDateType", meaning)
        ET.SubElement(activity, "activity-date", {"iso-date": day.isoformat(), "type": code})


def _tag(activity: ET.Element, evidence: Evidence) -> None:
    vocabulary = iati_code("TagVocabulary", "sdg_targets")
    for code in goal_targets(evidence):
        ET.SubElement(activity, "tag", code=one_line(code), vocabulary=vocabulary)


def _commented(text: str) -> str:
    """Write text that may stand in a comment, where two hyphens end it."""
    return re.sub("-(?=-)|-$", "- ", one_line(text))
