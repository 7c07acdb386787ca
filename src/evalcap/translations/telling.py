"""Evidence and lessons with their authors' words in another language."""

from dataclasses import dataclass

from evalcap.evidence import Evidence
from evalcap.evidence.exchange import Exchange
from evalcap.evidence.model import CheckRecord, Outcome, Source, Subject
from evalcap.evidence.results import SubgroupRecord
from evalcap.lessons import Lesson, Lessons, Recommendation
from evalcap.translations.model import Translation
from evalcap.translations.texts import EXCHANGE, LESSON, RESPONSE, Authored, Place, Texts
from evalcap.translations.untranslated import Untranslated


def told(
    evidence: Evidence, lessons: Lessons, translation: Translation | None, language: str
) -> tuple[Evidence, Lessons]:
    """Put translations in the place of what a study's authors wrote.

    Numbers, keys, names and roles stay. A text without a translation stays as well, and is marked
    as being in the first of the study's languages.

    Parameters
    ----------
    translation
        What there is in the language; None for nothing.
    language
        Of the page; in the study's first one everything is as it was written.
    """
    own = next(iter(evidence.subject.languages), "en")
    if language == own:
        return evidence, lessons
    found = translation or Translation()
    teller = _Teller(Authored.of(evidence, lessons).texts, found.texts, found, own)
    return teller.evidence(evidence), teller.lessons(lessons)


@dataclass(frozen=True, slots=True)
class _Teller:
    """Knows every text by its place."""

    originals: Texts
    texts: Texts
    translation: Translation
    own: str

    def evidence(self, evidence: Evidence) -> Evidence:
        changed = {
            "subject": self._subject(evidence.subject),
            "outcomes": tuple(map(self._outcome, evidence.outcomes)),
            "analyses": tuple(
                a.model_copy(update={"note": self._note(a.outcome, a.name, a.note)})
                for a in evidence.analyses
            ),
            "exchange": self._exchange(evidence.exchange),
            "sources": tuple(map(self._source, evidence.sources)),
            "disaggregations": tuple(map(self._group, evidence.disaggregations)),
            "checks": tuple(map(self._check, evidence.checks)),
        }
        return evidence.model_copy(update=changed)

    def lessons(self, lessons: Lessons) -> Lessons:
        changed = {
            "lessons": tuple(map(self._lesson, lessons.lessons)),
            "recommendations": tuple(map(self._recommendation, lessons.recommendations)),
        }
        return lessons.model_copy(update=changed)

    def _text(self, place: Place, original: str) -> str:
        found = self.texts.get(place)
        if isinstance(found, str):
            return found
        return Untranslated(original, self.own) if original.strip() else original

    def _texts(self, place: Place, original: tuple[str, ...]) -> tuple[str, ...]:
        found = self.texts.get(place)
        if isinstance(found, tuple):
            return found
        return tuple(Untranslated(text, self.own) for text in original)

    def _name(self, name: str) -> str:
        """Call something as the translation does."""
        return self.translation.names.get(name, name)

    def _marked_name(self, name: str) -> str:
        return self.translation.names.get(name) or Untranslated(name, self.own)

    def _subject(self, subject: Subject) -> Subject:
        changed = {
            "title": self._text(("title",), subject.title),
            "summary": self._text(("summary",), subject.summary),
            "countries": tuple(map(self._marked_name, subject.countries)),
            "commissioner": self._marked_name(subject.commissioner),
            "evaluators": tuple(map(self._marked_name, subject.evaluators)),
        }
        return subject.model_copy(update=changed)

    def _outcome(self, outcome: Outcome) -> Outcome:
        place = ("outcomes", outcome.name)
        changed = {
            "label": self._text((*place, "label"), outcome.label),
            "unit": self._text((*place, "unit"), outcome.unit),
            "unit_one": self._unit_one(place, outcome.unit_one),
        }
        return outcome.model_copy(update=changed)

    def _unit_one(self, outcome: Place, original: str) -> str:
        """Give a unit its form after one; that of another language suits no translated unit."""
        translated = (*outcome, "unit") in self.texts
        return self._text((*outcome, "unit_one"), "" if translated else original)

    def _note(self, outcome: str, analysis: str, original: str) -> str:
        by_key = ("analyses", f"{outcome}/{analysis}", "note")
        place = by_key if by_key in self.originals else ("analyses", analysis, "note")
        return self._text(place, original)

    def _exchange(self, exchange: Exchange) -> Exchange:
        changed: dict[str, object] = {
            "acronyms": {**exchange.acronyms, **self.translation.acronyms}
        }
        for name in EXCHANGE:
            place, original = ("exchange", name), getattr(exchange, name)
            tell = self._text if isinstance(original, str) else self._texts
            changed[name] = tell(place, original)
        return exchange.model_copy(update=changed)

    def _source(self, source: Source) -> Source:
        return source.model_copy(update={"licence": self._name(source.licence)})

    def _group(self, group: SubgroupRecord) -> SubgroupRecord:
        changed = {"by": self._name(group.by), "level": self._name(group.level)}
        return group.model_copy(update=changed)

    def _check(self, check: CheckRecord) -> CheckRecord:
        rows = tuple(r.model_copy(update={"label": self._name(r.label)}) for r in check.rows)
        return check.model_copy(update={"rows": rows})

    def _lesson(self, lesson: Lesson) -> Lesson:
        place = ("lessons", lesson.id)
        changed = {name: self._text((*place, name), getattr(lesson, name)) for name in LESSON}
        return lesson.model_copy(update=changed)

    def _recommendation(self, advice: Recommendation) -> Recommendation:
        place, response = ("recommendations", advice.id), advice.response
        answered = {
            name: self._text((*place, "response", name), getattr(response, name))
            for name in RESPONSE
        }
        changed = {
            "text": self._text((*place, "text"), advice.text),
            "response": response.model_copy(update=answered),
        }
        return advice.model_copy(update=changed)
