"""A study and a lesson as the pages of the site show them."""

from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import quote

from evalcap.lessons import Lesson
from evalcap.portfolio import Entry, Learnt
from evalcap.rendering.formats import FILES
from evalcap.translations import language_of
from evalcap.words import Catalogue, Finding, headline_findings, report_places
from evalcap.words.evidence import cited
from evalcap.words.names import listed, programme_name, series

_LINKS = {file: form for form, file in FILES.items()}


@dataclass(frozen=True, slots=True)
class StudyCard:
    """A study in a list.

    Attributes
    ----------
    language
        That its title is written in.
    page
        Address of its report, relative to the page; empty where it has none as a page.
    facts
        Programme, countries, years.
    notice
        What the data are, where they are no evidence.
    links
        Names and addresses of the files of its report, in the language of the page if there is one.
    """

    title: str
    language: str
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
    language
        That its title is written in.
    notice
        What the data are, where they are no evidence.
    facts
        Name, text, and the language of the text.
    """

    title: str
    language: str
    notice: str
    facts: tuple[tuple[str, str, str], ...]
    source: str


def spoken_title(entry: Entry, words: Catalogue) -> tuple[str, str]:
    """Give the title of a study told in the page's language, and the language it is in."""
    title = entry.evidence.subject.title
    return title, language_of(title, otherwise=words.language)


def report_folder(entry: Entry, words: Catalogue, above: str = "") -> str:
    """Say where a study's report lies: the one in a page's language, else the first.

    Parameters
    ----------
    above
        What leads from the page to the folder of all studies.
    """
    place = report_places(entry.evidence.subject.languages).get(words.language, "")
    return study_folder(entry, above) + (f"{place}/" if place else "")


def study_folder(entry: Entry, above: str = "") -> str:
    """Say where all files of a study lie."""
    return f"{above}{quote(entry.slug, safe='')}/"


def study_card(entry: Entry, words: Catalogue, above: str = "") -> StudyCard:
    """Show a study told in the page's language; `above` leads to the folder of all studies."""
    folder = report_folder(entry, words, above)
    title, language = spoken_title(entry, words)
    return StudyCard(
        title=title,
        language=language,
        page=f"{folder}index.html" if "index.html" in entry.files else "",
        facts=_facts(entry, words),
        notice=_notice(entry, words),
        findings=headline_findings(entry.evidence, words),
        links=tuple(_links(entry, words, above)),
    )


def _links(entry: Entry, words: Catalogue, above: str) -> Iterator[tuple[str, str]]:
    """Name the files of a report, then the same report in the other languages it has."""
    folder, first = report_folder(entry, words, above), study_folder(entry, above)
    for file, name in _LINKS.items():
        if file in entry.files:
            yield words.say(f"site.{name}"), folder + file
    if "index.html" not in entry.files:
        return
    for code, place in report_places(entry.evidence.subject.languages).items():
        other = f"{first}{place}/" if place else first
        if other != folder:
            yield words.say(f"language.{code}"), f"{other}index.html"


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
    """Show a lesson, told in the page's language, with the evidence it comes from."""
    lesson, evidence = learnt.lesson, learnt.entry.evidence
    rests_on = series((cited(key, evidence, words) for key in lesson.evidence), words)
    return LessonCard(
        title=lesson.title,
        language=language_of(lesson.title, otherwise=words.language),
        notice=_notice(learnt.entry, words),
        facts=(
            (
                words.say("lessons.polarity"),
                words.say(f"lessons.{lesson.polarity}"),
                words.language,
            ),
            *(
                (
                    words.say(f"lessons.{name}"),
                    text,
                    language_of(text, otherwise=words.language),
                )
                for name, text in _told(lesson)
                if text
            ),
        ),
        source=words.say("compact.source", study=evidence.subject.title, evidence=rests_on),
    )


def _told(lesson: Lesson) -> Iterator[tuple[str, str]]:
    for name in ("context", "cause", "effect", "therefore", "applies_where", "target_users"):
        yield name, getattr(lesson, name)
