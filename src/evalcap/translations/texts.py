"""Every text that a study's authors wrote, by the place where a translation of it stands."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final, Protocol, Self

from evalcap.evidence import Evidence
from evalcap.evidence.exchange import Exchange
from evalcap.lessons import Lessons

Text = str | tuple[str, ...]
Place = tuple[str, ...]
Texts = Mapping[Place, Text]

LESSON: Final = (
    "title",
    "context",
    "cause",
    "effect",
    "therefore",
    "preconditions",
    "applies_where",
    "target_users",
)
RESPONSE: Final = ("reason", "action", "owner")
EXCHANGE: Final = (
    "implementers",
    "partners",
    "publisher",
    "contact",
    "innovation",
    "replication",
    "sustainability",
    "audience",
    "keywords",
)


class Outcome(Protocol):
    """What is measured, as a plan or evidence tells it."""

    @property
    def name(self) -> str:
        """Its name."""

    @property
    def label(self) -> str:
        """What a reader calls it."""

    @property
    def unit(self) -> str:
        """What it is counted in."""

    @property
    def unit_one(self) -> str:
        """The same after the number one."""


class Analysis(Protocol):
    """One analysis, as a plan or evidence tells it."""

    @property
    def name(self) -> str:
        """Its name."""

    @property
    def outcome(self) -> str:
        """The outcome's name."""

    @property
    def note(self) -> str:
        """What its authors say of it."""


@dataclass(frozen=True, slots=True)
class Authored:
    """Whatever holds words of a study's authors."""

    title: str
    summary: str
    outcomes: Sequence[Outcome]
    analyses: Sequence[Analysis]
    exchange: Exchange
    lessons: Lessons

    @classmethod
    def of(cls, evidence: Evidence, lessons: Lessons) -> Self:
        """Take the words from what a report is made from."""
        subject = evidence.subject
        return cls(
            subject.title,
            subject.summary,
            evidence.outcomes,
            evidence.analyses,
            evidence.exchange,
            lessons,
        )

    @property
    def texts(self) -> dict[Place, Text]:
        """Give every text that is not empty by its place, in the order of the files."""
        return {place: text for place, text in self._texts() if _has_words(text)}

    @property
    def names(self) -> dict[str, tuple[str, ...]]:
        """Give the names under which each part of the study goes, whether it has texts or not."""
        return {
            "outcomes": tuple(outcome.name for outcome in self.outcomes),
            "analyses": tuple(place[1] for place, _ in self._notes()),
            "lessons": tuple(lesson.id for lesson in self.lessons.lessons),
            "recommendations": tuple(advice.id for advice in self.lessons.recommendations),
        }

    def _texts(self) -> Iterator[tuple[Place, Text]]:
        yield ("title",), self.title
        yield ("summary",), self.summary
        for outcome in self.outcomes:
            yield ("outcomes", outcome.name, "label"), outcome.label
            yield ("outcomes", outcome.name, "unit"), outcome.unit
            yield ("outcomes", outcome.name, "unit_one"), outcome.unit_one
        yield from self._notes()
        for lesson in self.lessons.lessons:
            yield from ((("lessons", lesson.id, name), getattr(lesson, name)) for name in LESSON)
        for advice in self.lessons.recommendations:
            place = ("recommendations", advice.id)
            yield (*place, "text"), advice.text
            for name in RESPONSE:
                yield (*place, "response", name), getattr(advice.response, name)
        for name in EXCHANGE:
            yield ("exchange", name), getattr(self.exchange, name)

    def _notes(self) -> Iterator[tuple[Place, Text]]:
        """Give notes by the name of their analysis, or by its key where several share a name."""
        used = Counter(analysis.name for analysis in self.analyses)
        for a in self.analyses:
            name = a.name if used[a.name] == 1 else f"{a.outcome}/{a.name}"
            yield ("analyses", name, "note"), a.note


def _has_words(text: Text) -> bool:
    return bool(text.strip()) if isinstance(text, str) else bool(text)


def written_place(place: Place) -> str:
    """Write a place as the file's author knows it: lessons.test-before.title."""
    return ".".join(place)
