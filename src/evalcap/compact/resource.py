"""How a library of documents describes a report: the fields of the Migration Network Hub."""

from collections.abc import Mapping, Sequence
from typing import Final

from evalcap.codelists.files import read_list
from evalcap.compact.official import objective_label
from evalcap.portfolio import Entry
from evalcap.words import Catalogue
from evalcap.words.names import programme_name

Value = str | list[str]
# Fields that show what a study's authors wrote.
AUTHORS_OWN: Final = frozenset({"audience", "publisher", "keywords"})


def resource_card(entry: Entry, words: Catalogue) -> Mapping[str, Value]:
    """Fill the fields, in the Hub's order; what is not known is empty.

    Parameters
    ----------
    words
        Those of the site, in the language of what we say ourselves.

    Raises
    ------
    UnknownCodeError
        If a study names an objective that there is not.
    """
    known = _known(entry, words)
    return {name: known.get(name, "") for name in read_list("hub")["resource"]["fields"]}


def _known(entry: Entry, words: Catalogue) -> Mapping[str, Value]:
    evidence, say = entry.evidence, words.say
    subject, exchange, tags = evidence.subject, evidence.exchange, evidence.contribution
    objectives = dict.fromkeys(tags.objectives)
    scope = [say(f"practice.scope_{exchange.scope}")] if exchange.scope else []
    goals = dict.fromkeys((*tags.sdg, *(code for o in evidence.outcomes for code in o.sdg)))
    return {
        "date": evidence.created.isoformat(),
        "type": say(f"resource.type_{entry.role}"),
        "link": "index.html" if "index.html" in entry.files else "",
        "audience": exchange.audience,
        "publisher": exchange.publisher or _joined(subject.evaluators),
        "language": list(subject.languages),
        "scope": [*scope, *subject.countries],
        "objectives": [objective_label(number, words) for number in objectives],
        "theme": programme_name(subject.programme, words),
        "sdg": list(goals),
        "keywords": list(exchange.keywords),
        "status": say(f"resource.status_{entry.role}"),
    }


def _joined(names: Sequence[str]) -> str:
    """Join names; one alone stays marked as being in another language, if it is."""
    return names[0] if len(names) == 1 else "; ".join(names)
