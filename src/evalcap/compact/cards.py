"""A study and a lesson as the pages of the site show them."""

from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import quote

from evalcap.lessons import Lesson
from evalcap.portfolio import Entry, Learnt
from evalcap.rendering.formats import FILES
from evalcap.words import Catalogue, Finding, headline_findings
from evalcap.words.catalogue import report_places
from evalcap.words.evidence import cited
from evalcap.words.names import listed, programme_name, series

_LINKS = {file: form for form, file in FILES.items()}


@dataclass(frozen=True, slots=True)
class StudyCard:
    """A study in a list.

    Attributes
    ----------
    page
        Address of its report, relative to the page; empty where it has none as a page.
    facts
        Programme, countries, years.
    notice
        What the data are, where they are no evidence.
    links
        Names and addresses of the files of its report.
    """

    title: str
    page: str
    facts: tuple[str, ...]
    notice: str
    findings: tuple[Finding, ...]
    links: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class LessonCard:
    """A lesson in a list: what was learnt, and from what.

    Attributes
    ----------
    notice
        What the data are, where they are no evidence.
    """

    title: str
    notice: str
    facts: tuple[tuple[str, str], ...]
    source: str


def study_card(entry: Entry, words: Catalogue, above: str = "") -> StudyCard:
    """Show a study; `above` leads from the page to the folder of all studies."""
    folder = f"{above}{quote(entry.slug, safe='')}/"
    links = [(words.say(f"site.{n}"), folder + f) for f, n in _LINKS.items() if f in entry.files]
    if "index.html" in entry.files:
        links += [
            (words.say(f"language.{code}"), f"{folder}{place}/index.html")
            for code, place in report_places(entry.evidence.subject.languages).items()
            if place
        ]
    return StudyCard(
        title=entry.evidence.subject.title,
        page=f"{folder}index.html" if "index.html" in entry.files else "",
        facts=_facts(entry, words),
        notice=_notice(entry, words),
        findings=headline_findings(entry.evidence, words),
        links=tuple(links),
    )


def _notice(entry: Entry, words: Catalogue) -> str:
    return "" if entry.role == "evaluation" else words.say(f"role.{entry.role}")


def _facts(entry: Entry, words: Catalogue) -> tuple[str, ...]:
    subject = entry.evidence.subject
    known = programme_name(subject.programme, words)
    years = [str(d.year) for d in (subject.period_start, subject.period_end) if d]
    span = words.say("list.span", first=years[0], last=years[-1]) if years else ""
    single = years[0] if len(set(years)) == 1 else span
    # Benchmark data come from something else than the programme that they stand in for.
    stands_for_itself = entry.role != "benchmark"
    facts = (known if stands_for_itself else "", listed(subject.countries, words), single)
    return tuple(fact for fact in facts if fact)


def lesson_card(learnt: Learnt, words: Catalogue) -> LessonCard:
    """Show a lesson with the study and the evidence it comes from."""
    lesson, evidence = learnt.lesson, learnt.entry.evidence
    rests_on = series((cited(key, evidence, words) for key in lesson.evidence), words)
    return LessonCard(
        title=lesson.title,
        notice=_notice(learnt.entry, words),
        facts=tuple(
            (words.say(f"lessons.{name}"), text) for name, text in _told(lesson, words) if text
        ),
        source=words.say("compact.source", study=evidence.subject.title, evidence=rests_on),
    )


def _told(lesson: Lesson, words: Catalogue) -> Iterator[tuple[str, str]]:
    yield "polarity", words.say(f"lessons.{lesson.polarity}")
    for name in ("context", "cause", "effect", "therefore", "applies_where", "target_users"):
        yield name, getattr(lesson, name)
