"""Where every study stands: when it is due, when it was built, whether it has to be."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal

from evalcap.workspace.deciding import Seen, Wish, look, reasons_to_build, waiting
from evalcap.workspace.fingerprint import Surroundings, surroundings_of
from evalcap.workspace.guarding import Failure
from evalcap.workspace.layout import Layout
from evalcap.workspace.record import Outcome, Status
from evalcap.workspace.steps import Steps

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
    """

    slug: str
    state: State
    detail: str = ""
    role: str | None = None
    cycle: int | None = None
    due: date | None = None
    built: datetime | None = None


def standings(layout: Layout, steps: Steps, slugs: Sequence[str]) -> tuple[Standing, ...]:
    """Look at every study without building any."""
    surroundings = surroundings_of(layout, _AS_PLANNED.engine)
    status = Status.read(layout.status)
    last = status.studies if status else {}
    return tuple(_standing(layout, steps, s, surroundings, last.get(s)) for s in slugs)


def _standing(
    layout: Layout, steps: Steps, slug: str, surroundings: Surroundings, last: Outcome | None
) -> Standing:
    seen = look(layout, steps, slug, surroundings)
    if isinstance(seen, Failure):
        return Standing(slug, "cannot be read", seen.message.splitlines()[0])
    state, detail = _state(layout, slug, seen, last)
    return Standing(
        slug,
        state,
        detail,
        role=seen.study.plan.role,
        cycle=seen.study.accepted.cycle,
        due=seen.study.plan.cycle.due,
        built=seen.record.built if seen.record else None,
    )


def _state(layout: Layout, slug: str, seen: Seen, last: Outcome | None) -> tuple[State, str]:
    reasons = reasons_to_build(layout, slug, seen, _AS_PLANNED)
    if not reasons:
        return "up to date", "; ".join(waiting(seen))
    if last and last.state == "failed":
        return "failed", last.message.splitlines()[0]
    return "to be built", "; ".join(reasons)
