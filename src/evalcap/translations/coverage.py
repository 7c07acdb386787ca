"""How much of a study's own words a language has."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass

from evalcap.errors import preview
from evalcap.evidence import Evidence
from evalcap.lessons import Lessons
from evalcap.translations.model import Translation
from evalcap.translations.texts import Authored, written_place

_SHOWN = 5


@dataclass(frozen=True, slots=True)
class Coverage:
    """What a language has and lacks of the texts that a report shows.

    Attributes
    ----------
    n_texts
        How many there are.
    lacking
        Those without a translation, as their author knows them.
    unknown
        Names that the translation gives and nothing bears.
    """

    language: str
    n_texts: int
    lacking: tuple[str, ...]
    unknown: tuple[str, ...] = ()

    @property
    def notes(self) -> tuple[str, ...]:
        """Say what there is to do, if anything."""
        return tuple(self._notes())

    def _notes(self) -> Iterator[str]:
        n = len(self.lacking)
        if n and n == self.n_texts:
            yield f"none of {n} texts is translated"
        elif n:
            are = "is" if n == 1 else "are"
            yield (
                f"{n} of {self.n_texts} texts {are} not translated: {preview(self.lacking, _SHOWN)}"
            )
        if self.unknown:
            yield f"[names] has what nothing is called: {preview(self.unknown, _SHOWN)}"


def coverage(
    evidence: Evidence,
    lessons: Lessons,
    language: str,
    translation: Translation | None,
    *,
    sections: Collection[str] = (),
    translated: Collection[str] = (),
) -> Coverage:
    """Compare a translation with what is told to readers; restricted lessons are not.

    Parameters
    ----------
    sections, translated
        Names of the study's own sections, and of those that there are in the language.
    """
    found = translation or Translation()
    wanted = [written_place(p) for p in Authored.of(evidence, lessons.published()).texts]
    had = {written_place(p) for p in found.texts}
    wanted += [f"narrative/{name}.md" for name in sections]
    had |= {f"narrative/{name}.md" for name in translated}
    return Coverage(
        language,
        len(wanted),
        tuple(place for place in wanted if place not in had),
        tuple(name for name in found.names if name not in set(names_of(evidence))),
    )


def names_of(evidence: Evidence) -> Iterator[str]:
    """Give what `[names]` of a translation may name, in the order that a report has it."""
    subject = evidence.subject
    yield from (*subject.countries, *subject.evaluators, subject.commissioner)
    yield from (source.licence for source in evidence.sources)
    for group in evidence.disaggregations:
        yield from (group.by, group.level)
    yield from (row.label for check in evidence.checks for row in check.rows)
