"""A draft for the Migration Network Hub's repository of practices, from evidence and lessons."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from evalcap.codelists.acronyms import spell_out
from evalcap.codelists.compact import compact
from evalcap.codelists.files import read_list
from evalcap.compact.eligibility import eligibility
from evalcap.compact.strength import strength
from evalcap.compact.templating import filled
from evalcap.compact.wording import exchange_words
from evalcap.lessons import Lesson
from evalcap.portfolio import Entry
from evalcap.words import headline_findings
from evalcap.words.evidence import cited
from evalcap.words.numbers import day


@dataclass(frozen=True, slots=True)
class Field:
    """One field of the form; what a person has to write is in `hint`, and then it has no lines."""

    heading: str
    lines: tuple[str, ...]
    hint: str = ""


@dataclass(frozen=True, slots=True)
class Practice:
    """A draft of a practice.

    Attributes
    ----------
    open
        What is to be done before it is submitted.
    """

    title: str
    fields: tuple[Field, ...]
    open: tuple[str, ...]


def practice_of(entry: Entry) -> Practice:
    """Draft the practice of an eligible study, with its acronyms spelled out at first use."""
    told = {name: tuple(lines) for name, lines in _content(entry).items()}
    names = [name for name in read_list("hub")["practice"]["fields"] if name in told]
    flat = [line for name in names for line in told[name]]
    spelled = spell_out(flat, entry.evidence.exchange.acronyms)
    lines = iter(spelled.texts)
    fields = {name: tuple(next(lines) for _ in told[name]) for name in names}
    say = exchange_words().say
    unknown = [say("practice.open_acronyms", acronyms=", ".join(spelled.unknown))]
    return Practice(
        title=" ".join(fields.pop("title")),
        fields=tuple(_field(name, found) for name, found in fields.items()),
        open=(*eligibility(entry).open, *(unknown if spelled.unknown else ())),
    )


def practice_page(entry: Entry, style: str) -> str:
    """Write the draft as a page, from which the Word document is made too."""
    words, practice = exchange_words(), practice_of(entry)
    content = {
        "heading": practice.title,
        "subtitle": words.say("practice.subtitle"),
        "practice": practice,
        "simulated": entry.role == "demonstration",
    }
    return filled("practice.html", style, words, content)


def _field(name: str, lines: tuple[str, ...]) -> Field:
    say = exchange_words().say
    filled_in = tuple(line for line in lines if line)
    hint = "" if filled_in else say("practice.to_be_written")
    return Field(say(f"practice.{name}"), filled_in, hint)


def _content(entry: Entry) -> Mapping[str, Sequence[str]]:
    evidence = entry.evidence
    exchange, subject, tags = evidence.exchange, evidence.subject, evidence.contribution
    say = exchange_words().say
    primary = tuple(dict.fromkeys(tags.objectives))
    commissioner = subject.commissioner.strip()
    commissioner = "" if commissioner.lower() == "none" else commissioner
    scope = say(f"practice.scope_{exchange.scope}") if exchange.scope else ""
    return {
        "title": [subject.title],
        "primary_objectives": [_objective(n, tags.actions) for n in primary],
        "other_objectives": [_objective(n, ()) for n in _others(entry, primary)]
        or [say("practice.none")],
        "principles": [compact().principle(letter).title for letter in tags.principles],
        "dates": list(_dates(entry)),
        "type": [say(f"practice.type_{exchange.type}")],
        "scope": [scope],
        "countries": subject.countries,
        "implementers": exchange.implementers,
        "partners": [*exchange.partners, commissioner],
        "summary": [subject.summary.strip(), say("practice.evaluated")],
        "benefit": list(_benefit(entry)),
        "lessons": [line for lesson in entry.lessons.public() for line in _lesson(lesson, entry)],
        "recommendations": [r.text for r in entry.lessons.public_recommendations()]
        + [say("practice.to_replicate", text=_clause(exchange.replication))],
        "innovation": [exchange.innovation.strip()],
        "sustainability": [exchange.sustainability.strip()],
        "resources": [say("practice.report")],
        "contact": [exchange.contact.strip()],
    }


def _objective(number: int, actions: Sequence[str]) -> str:
    objective = compact().objective(number)
    told = exchange_words().say("practice.objective", number=number, title=objective.title)
    own = [a for a in dict.fromkeys(actions) if a.startswith(f"{number}(")]
    labelled = "; ".join(f"{a} {compact().action_label(a)}" for a in own)
    return (
        exchange_words().say("practice.actions", objective=told, actions=labelled) if own else told
    )


def _others(entry: Entry, primary: Sequence[int]) -> Iterator[int]:
    """Give the objectives that only an outcome or a lesson names."""
    named = {int(tag.partition("(")[0]) for o in entry.evidence.outcomes for tag in o.compact}
    named |= {n for lesson in entry.lessons.public() for n in lesson.objectives}
    yield from sorted(named - set(primary))


def _dates(entry: Entry) -> Iterator[str]:
    words, subject = exchange_words(), entry.evidence.subject
    if subject.period_start and subject.period_end:
        start, end = day(subject.period_start, words), day(subject.period_end, words)
        yield words.say("practice.period", start=start, end=end)


def _benefit(entry: Entry) -> Iterator[str]:
    words = exchange_words()
    for finding in headline_findings(entry.evidence, words):
        yield words.say("practice.finding", sentence=finding.sentence, grade=finding.grade)
    yield words.say("practice.contributes")


def _lesson(lesson: Lesson, entry: Entry) -> Iterator[str]:
    words = exchange_words()
    parts = ("title", "context", "cause", "effect", "therefore")
    told = {part: _clause(getattr(lesson, part)) for part in parts}
    yield words.say(f"practice.lesson_{lesson.polarity}", **told)
    rests_on = "; ".join(cited(key, entry.evidence, words) for key in lesson.evidence)
    grade = strength(lesson, entry.evidence, words)
    yield words.say("practice.rests_on", evidence=rests_on, grade=grade)


def _clause(text: str) -> str:
    """Take off the full stop that the sentence around it brings."""
    return text.strip().rstrip(".")
