"""How a study is cited."""

from evalcap.portfolio import Entry
from evalcap.words import Catalogue
from evalcap.words.names import listed


def citation(entry: Entry, words: Catalogue) -> str:
    """Write the citation of a study's report; what is no evidence says so."""
    subject = entry.evidence.subject
    kind = "" if subject.role == "evaluation" else f"_{subject.role}"
    return words.say(
        f"about.citation{kind}",
        evaluators=listed(subject.evaluators, words) or words.say("about.nobody"),
        year=entry.evidence.created.year,
        title=subject.title,
        cycle=subject.cycle,
    )
