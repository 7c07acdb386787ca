"""Whether a study has to be made, and why."""

from collections.abc import Container, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from evalcap.rendering.choice import EngineChoice
from evalcap.rendering.formats import FILES, Form
from evalcap.workspace.fingerprint import Fingerprint, Surroundings
from evalcap.workspace.guarding import Failure, guarded
from evalcap.workspace.layout import EVIDENCE, RECORD, Layout
from evalcap.workspace.making import Order
from evalcap.workspace.naming import require_name
from evalcap.workspace.product import Product
from evalcap.workspace.record import BuildRecord, Outcome
from evalcap.workspace.steps import Steps

if TYPE_CHECKING:
    from evalcap.study import Study


@dataclass(frozen=True, slots=True)
class Wish:
    """How studies are to be built.

    Attributes
    ----------
    force
        Build even what is up to date.
    """

    formats: tuple[Form, ...]
    engine: EngineChoice
    force: bool = False


@dataclass(frozen=True, slots=True)
class Seen:
    """A study as it is now, and how its present output was made.

    Attributes
    ----------
    record
        None where there is no output.
    followed
        Whether another study is its next cycle, so that nothing is awaited of this one.
    """

    study: "Study"
    fingerprint: Fingerprint
    record: BuildRecord | None
    followed: bool = False

    @property
    def is_due(self) -> bool:
        """Whether the day has come on which the evaluation is to be repeated."""
        due = self.study.plan.cycle.due
        return due is not None and due <= datetime.now(tz=UTC).date()

    @property
    def waits_since(self) -> date | None:
        """Since when the study has been due for new data that nobody has accepted yet."""
        due, cycles = self.study.plan.cycle.due, self.study.accepted.cycles
        accepted = due is not None and cycles and cycles[-1].accepted >= due
        return due if self.is_due and not accepted and not self.followed else None

    @property
    def kept_past(self) -> date | None:
        """The day after which the study's data were to be removed, if it has passed."""
        until = self.study.plan.retention.until
        return until if until is not None and until < datetime.now(tz=UTC).date() else None

    @property
    def disposed_on(self) -> date | None:
        """On which day the study's data were disposed of; None for data to build from."""
        from evalcap.study.disposal import disposed  # noqa: PLC0415 - loads pandas

        disposal = disposed(self.study.plan, self.study.folder)
        return disposal.on if disposal else None


def look(
    layout: Layout,
    steps: Steps,
    slug: str,
    surroundings: Surroundings,
    *,
    followed: Container[str] = (),
) -> Seen | Failure:
    """Read a study, without running it; `followed` names those that have a next cycle."""
    return guarded(layout, slug, lambda: _seen(layout, steps, slug, surroundings, followed))


def _seen(
    layout: Layout, steps: Steps, slug: str, surroundings: Surroundings, followed: Container[str]
) -> Seen:
    require_name(slug)
    study = steps.read(layout.study(slug))
    fingerprint = Fingerprint(inputs=study.inputs(), surroundings=surroundings)
    record = BuildRecord.read(layout.evidence(slug) / RECORD)
    return Seen(study, fingerprint, record, slug in followed)


def decide(
    layout: Layout,
    steps: Steps,
    slug: str,
    surroundings: Surroundings,
    wish: Wish,
    *,
    followed: Container[str] = (),
) -> Order | Outcome:
    """Compare a study with what was last built from it.

    Returns
    -------
    Order
        To build it.
    Outcome
        Why not: it is up to date, or it cannot be read.
    """
    now = datetime.now(tz=UTC)
    seen = look(layout, steps, slug, surroundings, followed=followed)
    if isinstance(seen, Failure):
        return Outcome(name=slug, state="failed", at=now).failed(seen)
    if reasons := reasons_to_build(layout, slug, seen, wish):
        stands = evidence_stands(layout, slug, seen, wish)
        return Order(slug, reasons, seen.fingerprint, wish.formats, wish.engine, stands)
    return Outcome(name=slug, state="up to date", at=now, reasons=waiting(seen))


def waiting(seen: Seen) -> tuple[str, ...]:
    """Say what a study waits for, and whether its data are kept too long; empty if neither."""
    if gone := seen.disposed_on:
        return (f"its data were disposed of on {gone}, and what was built from them stays",)
    return tuple(_waiting(seen))


def _waiting(seen: Seen) -> Iterator[str]:
    if since := seen.waits_since:
        yield f"due since {since}, and no new data were accepted"
    if until := seen.kept_past:
        yield f"its data were to be kept until {until}: evalcap dispose {seen.study.slug}"


def reasons_to_build(layout: Layout, slug: str, seen: Seen, wish: Wish) -> tuple[str, ...]:
    """Say why a study has to be built; empty if it is up to date, or if its data are gone."""
    if seen.record is not None and layout.report(slug).is_dir() and seen.disposed_on:
        return ()  # what there is cannot be built again, and is all that remains
    return tuple(_reasons(layout, slug, seen, wish))


def evidence_stands(layout: Layout, slug: str, seen: Seen, wish: Wish) -> bool:
    """Whether only what tells a study's evidence has changed, and the evidence is as it was made.

    Whoever forces a build, or touches a file of the study, wants it run.
    """
    if wish.force or seen.record is None:
        return False
    made = (layout.evidence(slug) / EVIDENCE).relative_to(layout.build).as_posix()
    kept = {made: seen.record.product.files.get(made, "")}
    return (
        seen.fingerprint != seen.record.fingerprint
        and seen.fingerprint.same_evidence_as(seen.record.fingerprint)
        and not Product(files=kept).damage(layout.build)
    )


def _reasons(layout: Layout, slug: str, seen: Seen, wish: Wish) -> Iterator[str]:
    if wish.force:
        yield "it was asked for"
    if seen.record is None:
        known = layout.report(slug).is_dir()
        yield "there is no record of its last build" if known else "it has not been built yet"
        return
    earlier, product = seen.record.fingerprint, seen.record.product
    if seen.fingerprint.has_new_data_since(earlier):
        yield "its cycle was due and has new data" if seen.is_due else "it has new data"
    report = layout.report(slug).relative_to(layout.build).as_posix()
    wanted = [f"{report}/{FILES[made]}" for made in wish.formats]
    yield from (f"{file} is missing" for file in wanted if file not in product.files)
    yield from product.damage(layout.build)
    changed = tuple(seen.fingerprint.changes_since(earlier))
    yield from changed
    if not changed:
        yield from _touched(seen, layout.evidence(slug) / RECORD)


def _touched(seen: Seen, record: Path) -> Iterator[str]:
    """Name files of the study that were written after its last build, with the same content.

    Whoever touches a file wants its study built.
    """
    made = record.stat().st_mtime
    for file in seen.study.files():
        if file.stat().st_mtime > made:
            yield f"{file.name} was touched"
