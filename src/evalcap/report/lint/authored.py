"""What a report's authors wrote, and what it was translated into, as a look at it reads them."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from evalcap.evidence import Evidence
from evalcap.lessons import Lessons
from evalcap.report.lint.finding import LintFinding
from evalcap.report.lint.traced import untraced
from evalcap.translations import Translation, Untranslated, told
from evalcap.translations.coverage import coverage
from evalcap.translations.texts import LESSON


@dataclass(frozen=True, slots=True)
class OwnWords:
    """A study's own words in one more language.

    Attributes
    ----------
    translation
        None where there is none.
    narrative
        Its sections in the language as Markdown, by name.
    """

    translation: Translation | None = None
    narrative: Mapping[str, str] = field(default_factory=dict)


def findings_in_words(
    evidence: Evidence,
    lessons: Lessons,
    narrative: Mapping[str, str],
    further: Mapping[str, OwnWords],
) -> Iterator[LintFinding]:
    """Trace the numbers in what authors wrote, in each language, and say what a language lacks."""
    own = next(iter(evidence.subject.languages), "en")
    yield from untraced(dict(_authored(evidence, lessons, narrative)), evidence, own)
    for language, words in further.items():
        retold = told(evidence, lessons, words.translation, language)
        texts = {f"{language}: {w}": t for w, t in _authored(*retold, words.narrative)}
        yield from untraced(texts, evidence, language)
        found = coverage(
            evidence,
            lessons,
            language,
            words.translation,
            sections=narrative,
            translated=words.narrative,
        )
        for what in found.notes:
            yield LintFinding("translation", "note", language, f"{what}.")


def _authored(
    evidence: Evidence, lessons: Lessons, narrative: Mapping[str, str]
) -> Iterator[tuple[str, str]]:
    """Give texts by the place where they stand; what is not translated was looked at already."""
    for where, texts in _texts(evidence, lessons):
        yield where, " ".join(text for text in texts if not isinstance(text, Untranslated))
    for name, text in narrative.items():
        yield f"narrative/{name}.md", text


def _texts(evidence: Evidence, lessons: Lessons) -> Iterator[tuple[str, list[str]]]:
    yield "summary", [evidence.subject.summary]
    for analysis in evidence.analyses:
        yield f"note of {analysis.name}", [analysis.note]
    for lesson in lessons.public():
        yield f"lesson {lesson.id}", [getattr(lesson, name) for name in LESSON]
    for recommendation in lessons.recommendations:
        yield f"recommendation {recommendation.id}", [recommendation.text]
