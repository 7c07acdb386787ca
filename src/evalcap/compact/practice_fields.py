"""What each field of a draft practice says."""

from collections.abc import Iterator, Mapping, Sequence

from evalcap.compact.official import action_label, objective_title, principle_title
from evalcap.compact.strength import strength
from evalcap.lessons import Lesson
from evalcap.portfolio import Entry
from evalcap.words import Catalogue, headline_findings
from evalcap.words.evidence import cited
from evalcap.words.names import series
from evalcap.words.numbers import day


def practice_content(entry: Entry, words: Catalogue) -> Mapping[str, Sequence[str]]:
    """Give the lines of each field, by the name that the list of the Hub's fields has for it.

    Parameters
    ----------
    entry
        A study told in the language of the words.
    """
    evidence = entry.evidence
    exchange, subject, tags = evidence.exchange, evidence.subject, evidence.contribution
    say = words.say
    primary = tuple(dict.fromkeys(tags.objectives))
    nobody = subject.commissioner.strip().lower() == "none"
    commissioner = "" if nobody else subject.commissioner
    scope = say(f"practice.scope_{exchange.scope}") if exchange.scope else ""
    return {
        "title": [subject.title],
        "primary_objectives": [_objective(n, tags.actions, words) for n in primary],
        "other_objectives": [_objective(n, (), words) for n in _others(entry, primary)]
        or [say("practice.none")],
        "principles": [principle_title(letter, words) for letter in tags.principles],
        "dates": list(_dates(entry, words)),
        "type": [say(f"practice.type_{exchange.type}")],
        "scope": [scope],
        "countries": list(subject.countries),
        "implementers": list(exchange.implementers),
        "partners": [*exchange.partners, commissioner],
        "summary": [subject.summary, say("practice.evaluated")],
        "benefit": list(_benefit(entry, words)),
        "lessons": [s for lesson in entry.lessons.public() for s in _lesson(lesson, entry, words)],
        "recommendations": [r.text for r in entry.lessons.public_recommendations()]
        + [say("practice.to_replicate", text=_clause(exchange.replication))],
        "innovation": [exchange.innovation],
        "sustainability": [exchange.sustainability],
        "resources": [say("practice.report")],
        "contact": [exchange.contact],
    }


def _objective(number: int, actions: Sequence[str], words: Catalogue) -> str:
    title = objective_title(number, words)
    told = words.say("practice.objective", number=number, title=title)
    own = [a for a in dict.fromkeys(actions) if a.startswith(f"{number}(")]
    labelled = series((f"{action} {action_label(action, words)}" for action in own), words)
    return words.say("practice.actions", objective=told, actions=labelled) if own else told


def _others(entry: Entry, primary: Sequence[int]) -> Iterator[int]:
    """Give the objectives that only an outcome or a lesson names."""
    named = {int(tag.partition("(")[0]) for o in entry.evidence.outcomes for tag in o.compact}
    named |= {n for lesson in entry.lessons.public() for n in lesson.objectives}
    yield from sorted(named - set(primary))


def _dates(entry: Entry, words: Catalogue) -> Iterator[str]:
    subject = entry.evidence.subject
    if subject.period_start and subject.period_end:
        start, end = day(subject.period_start, words), day(subject.period_end, words)
        yield words.say("practice.period", start=start, end=end)


def _benefit(entry: Entry, words: Catalogue) -> Iterator[str]:
    for finding in headline_findings(entry.evidence, words):
        yield words.say("practice.finding", sentence=finding.sentence, grade=finding.grade)
    yield words.say("practice.contributes")


def _lesson(lesson: Lesson, entry: Entry, words: Catalogue) -> Iterator[str]:
    parts = ("title", "context", "cause", "effect", "therefore")
    told = {part: _clause(getattr(lesson, part)) for part in parts}
    yield words.say(f"practice.lesson_{lesson.polarity}", **told)
    rests_on = series((cited(key, entry.evidence, words) for key in lesson.evidence), words)
    grade = strength(lesson, entry.evidence, words)
    yield words.say("practice.rests_on", evidence=rests_on, grade=grade)


def _clause(text: str) -> str:
    """Take off the full stop that the sentence around it brings."""
    return text.strip().rstrip(".")
