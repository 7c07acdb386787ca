"""How a library of documents describes a report: the fields of the Migration Network Hub."""

from collections.abc import Mapping

from evalcap.codelists.compact import compact
from evalcap.codelists.files import read_list
from evalcap.compact.wording import exchange_words
from evalcap.portfolio import Entry
from evalcap.words.names import programme_name

Value = str | list[str]


def resource_card(entry: Entry) -> Mapping[str, Value]:
    """Fill the fields, in the Hub's order; what is not known is empty.

    Raises
    ------
    UnknownCodeError
        If a study names an objective that there is not.
    """
    known = _known(entry)
    return {name: known.get(name, "") for name in read_list("hub")["resource"]["fields"]}


def _known(entry: Entry) -> Mapping[str, Value]:
    evidence, say = entry.evidence, exchange_words().say
    subject, exchange, tags = evidence.subject, evidence.exchange, evidence.contribution
    objectives = [compact().objective(n) for n in dict.fromkeys(tags.objectives)]
    scope = [say(f"practice.scope_{exchange.scope}")] if exchange.scope else []
    goals = dict.fromkeys((*tags.sdg, *(code for o in evidence.outcomes for code in o.sdg)))
    return {
        "date": evidence.created.isoformat(),
        "type": say(f"resource.type_{entry.role}"),
        "link": "index.html" if "index.html" in entry.files else "",
        "audience": exchange.audience,
        "publisher": exchange.publisher or "; ".join(subject.evaluators),
        "language": list(subject.languages),
        "scope": [*scope, *subject.countries],
        "objectives": [say("compact.short", number=o.number, label=o.label) for o in objectives],
        "theme": programme_name(subject.programme, exchange_words()),
        "sdg": list(goals),
        "keywords": list(exchange.keywords),
        "status": say(f"resource.status_{entry.role}"),
    }
