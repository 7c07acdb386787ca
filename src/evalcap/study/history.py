"""What was published before a study's present cycle: kept in one place, read in one way.

A study keeps the cycles that were followed by others below `accepted/before/`, each in a folder
of its number; a study that its plan names as the cycle before keeps its own.
"""

import shutil
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final, Protocol

from evalcap.errors import EvalcapError
from evalcap.errors.evidence import EvidenceUnreadableError
from evalcap.errors.privacy import EarlierReportUnreadableError, EarlierStudyUnreadableError
from evalcap.evidence import Evidence
from evalcap.evidence.evidence import FILE as EVIDENCE
from evalcap.lessons import Lessons
from evalcap.lessons.register import FILE as LESSONS
from evalcap.portfolio import Entry
from evalcap.study.acceptance import FOLDER, Accepted, read_accepted
from evalcap.study.plan import Plan
from evalcap.study.previous import studies_before

BEFORE: Final = f"{FOLDER}/before"


@dataclass(frozen=True, slots=True)
class Cycle:
    """A cycle as it was published.

    Attributes
    ----------
    evidence
        What was found.
    lessons_in
        The folder with its lessons.
    """

    evidence: Evidence
    lessons_in: Path

    def entry(self) -> Entry:
        """Read its lessons too."""
        return Entry(self.evidence, Lessons.read(self.lessons_in))


@dataclass(frozen=True, slots=True)
class History:
    """What readers may have, beside the evidence of a run.

    Attributes
    ----------
    same
        The evidence of this cycle as it was accepted; None if none was.
    earlier
        The cycles before, oldest first; none for a first one.
    """

    same: Evidence | None = None
    earlier: tuple[Cycle, ...] = ()

    @property
    def of_people(self) -> tuple[Evidence, ...]:
        """Earlier evidence about people: counts of places tell nothing of them."""
        found = (cycle.evidence for cycle in self.earlier)
        return tuple(e for e in found if e.design.unit_is == "person")


class Runnable(Protocol):
    """A study, as far as a later cycle looks at it."""

    def run_after(self, earlier: Sequence[Cycle]) -> Evidence:
        """Go from raw files to evidence, after cycles that were read already."""


Reader = Callable[[Path], Runnable]


def history_of(
    folder: Path,
    plan: Plan,
    known: Accepted,
    *,
    read: Reader,
    cycle: int | None = None,
    after: Sequence[Cycle] | None = None,
) -> History:
    """Read everything that was published before a run.

    Parameters
    ----------
    folder
        The study's own folder.
    known
        What was accepted of it before the run.
    read
        Reads a study from its folder: one that nobody accepted is run for its evidence.
    cycle
        The study's own cycle that the run belongs to: the accepted one, or the one that is to
        follow it; the accepted one if not given.
    after
        Cycles of the studies before this one; read if not given.

    Raises
    ------
    EarlierReportUnreadableError, EarlierStudyUnreadableError
        If there is a record of what was published that cannot be read, or a study that the plan
        names without one.
    """
    earlier = list(_of_others(folder, plan, read) if after is None else after)
    earlier += _kept(folder)
    accepted = _read(folder / FOLDER, lessons_in=folder)
    if accepted is None:
        return History(earlier=tuple(earlier))
    if cycle is not None and cycle > known.cycle:
        return History(earlier=(*earlier, accepted))
    return History(same=accepted.evidence, earlier=tuple(earlier))


def keep_cycle(folder: Path, cycle: int) -> None:
    """Keep evidence and lessons of the present cycle, before those of the next replace them."""
    accepted = folder / FOLDER / EVIDENCE
    if not accepted.is_file():
        return
    place = folder / BEFORE / str(cycle)
    place.mkdir(parents=True, exist_ok=True)
    for file in (accepted, folder / LESSONS):
        (place / file.name).unlink(missing_ok=True)
        if file.is_file():
            shutil.copyfile(file, place / file.name)


def _kept(folder: Path) -> Iterator[Cycle]:
    """Read the cycles of a study that others followed, oldest first."""
    places = [p for p in (folder / BEFORE).glob("*") if p.name.isdecimal()]
    for place in sorted(places, key=lambda p: int(p.name)):
        if (cycle := _read(place, lessons_in=place)) is not None:
            yield cycle


def _of_others(folder: Path, plan: Plan, read: Reader) -> list[Cycle]:
    """Read every cycle of the studies that a plan follows, oldest first."""
    found: list[Cycle] = []
    for earlier in studies_before(folder, plan, strict=True)[::-1]:
        try:
            read_accepted(earlier)
            kept, accepted = list(_kept(earlier)), _read(earlier / FOLDER, lessons_in=earlier)
            present = accepted or Cycle(read(earlier).run_after(found), earlier)
        except EarlierReportUnreadableError:
            raise
        except EvalcapError as error:
            raise EarlierStudyUnreadableError(earlier.name, error.wrong) from None
        found += [*kept, present]
    return found


def _read(place: Path, *, lessons_in: Path) -> Cycle | None:
    file = place / EVIDENCE
    if not file.is_file():
        return None
    try:
        return Cycle(Evidence.read(file), lessons_in)
    except EvidenceUnreadableError as error:
        raise EarlierReportUnreadableError(file, error.wrong) from None
