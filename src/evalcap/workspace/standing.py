"""Where every study stands: when it is due, when it was built, whether it has to be."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Literal

from evalcap.workspace.deciding import Seen, Wish, look, reasons_to_build, waiting
from evalcap.workspace.fingerprint import surroundings_of
from evalcap.workspace.guarding import Failure, guarded
from evalcap.workspace.lateness import late_answers
from evalcap.workspace.layout import Layout
from evalcap.workspace.record import Outcome, Status
from evalcap.workspace.steps import Steps
from evalcap.workspace.succession import successors

State = Literal["up to date", "to be built", "failed", "cannot be read"]
_AS_PLANNED = Wish(formats=(), engine="auto")


@dataclass(frozen=True, slots=True)
class Standing:
    """Where one study stands.

    Attributes
    ----------
    detail
        Why it failed, why it has to be built, or what it waits for.
    role, cycle, due
        As the study declares them; None where it cannot be read.
    built
        When its present output was built; None where there is none.
    overdue
        Whether its next cycle was due and no new data were accepted.
    late
        Recommendations that management has not answered, or not done, in time.
    followed_by
        The study that is its next cycle; empty where there is none.
    withdrawn
        Whether its report stays only to say that it no longer holds.
    """

    slug: str
    state: State
    detail: str = ""
    role: str | None = None
    cycle: int | None = None
    due: date | None = None
    built: datetime | None = None
    overdue: bool = False
    late: tuple[str, ...] = ()
    followed_by: str = ""
    withdrawn: bool = False

    @property
    def notes(self) -> tuple[str, ...]:
        """What there is to say of it, in sentences without a full stop."""
        followed = (f"its next cycle is {self.followed_by}",) if self.followed_by else ()
        withdrawn = ("its report was withdrawn",) if self.withdrawn else ()
        return tuple(note for note in (self.detail, *withdrawn, *followed, *self.late) if note)


def standings(layout: Layout, steps: Steps, slugs: Sequence[str]) -> tuple[Standing, ...]:
    """Look at every study without building any."""
    surroundings = surroundings_of(layout, _AS_PLANNED.engine)
    status, after = Status.read(layout.status), successors(layout)
    last = status.studies if status else {}
    seen = {s: look(layout, steps, s, surroundings, followed=after) for s in slugs}
    return tuple(_standing(layout, s, seen[s], last.get(s), after.get(s, "")) for s in slugs)


def _standing(
    layout: Layout, slug: str, seen: Seen | Failure, last: Outcome | None, followed_by: str
) -> Standing:
    if isinstance(seen, Failure):
        return Standing(slug, "cannot be read", _gist(seen.message))
    state, detail = _state(layout, slug, seen, last)
    cycles = seen.study.accepted.cycles
    late = guarded(layout, slug, lambda: _late(seen, cycles[-1].accepted if cycles else None))
    return Standing(
        slug,
        state,
        detail,
        role=seen.study.plan.role,
        cycle=seen.study.cycle,
        due=seen.study.plan.cycle.due,
        built=seen.record.built if seen.record else None,
        overdue=seen.waits_since is not None,
        late=(_gist(late.message),) if isinstance(late, Failure) else late,
        followed_by=followed_by,
        withdrawn=_is_withdrawn(layout, slug),
    )


def _is_withdrawn(layout: Layout, slug: str) -> bool:
    from evalcap.study.corrections import read_corrections  # noqa: PLC0415 - loads pandas

    found = guarded(layout, slug, lambda: read_corrections(layout.study(slug)))
    return not isinstance(found, Failure) and any(c.kind == "withdrawn" for c in found)


def _gist(message: str) -> str:
    """Say in one line what is wrong; a list that would follow is left to other commands."""
    return message.splitlines()[0].removesuffix(":")


def _late(seen: Seen, evaluated: date | None) -> tuple[str, ...]:
    today = datetime.now(tz=UTC).date()
    return late_answers(seen.study.lessons(), evaluated=evaluated, today=today)


def _state(layout: Layout, slug: str, seen: Seen, last: Outcome | None) -> tuple[State, str]:
    reasons = reasons_to_build(layout, slug, seen, _AS_PLANNED)
    if not reasons:
        return "up to date", "; ".join(waiting(seen))
    if last and last.state == "failed":
        return "failed", f"the last build failed: {_gist(last.message)}"
    return "to be built", "; ".join(reasons)
