"""Studies made one after the other, or several at a time in processes of their own."""

from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor, as_completed
from concurrent.futures.process import BrokenProcessPool
from datetime import UTC, datetime
from functools import partial
from multiprocessing import get_context
from pathlib import Path

from evalcap.errors.workspace import ProcessDiedError
from evalcap.workspace.guarding import Failure, guarded
from evalcap.workspace.layout import Layout
from evalcap.workspace.making import Order, make_study, places_of
from evalcap.workspace.record import Outcome
from evalcap.workspace.staging import publish, staging
from evalcap.workspace.steps import Steps

Maker = Callable[[Layout, Steps, Order, Path], Outcome]


def build_studies(
    layout: Layout, steps: Steps, orders: Sequence[Order], *, jobs: int
) -> Iterator[Outcome]:
    """Make studies and put each in place as soon as it is whole.

    Parameters
    ----------
    jobs
        How many at a time. One is made in this process; several are made in a process each, so
        that a study that ends its process ends nothing else.

    Yields
    ------
    Outcome
        One a study, in the order in which they end.
    """
    if jobs == 1:
        yield from (_build(layout, steps, make_study, order) for order in orders)
        return
    with ThreadPoolExecutor(jobs) as threads:
        build = partial(_build, layout, steps, _make_in_a_process)
        for done in as_completed([threads.submit(build, order) for order in orders]):
            yield done.result()


def _build(layout: Layout, steps: Steps, make: Maker, order: Order) -> Outcome:
    with staging(layout, order.slug) as staged:
        outcome = make(layout, steps, order, staged)
        if outcome.state == "failed":
            return outcome
        placed = guarded(layout, order.slug, lambda: _place(layout, order.slug, staged))
        return outcome.failed(placed) if isinstance(placed, Failure) else outcome


def _place(layout: Layout, slug: str, staged: Path) -> None:
    publish(layout, staged, places_of(layout, slug))
    layout.log(slug).unlink(missing_ok=True)


def _make_in_a_process(layout: Layout, steps: Steps, order: Order, staged: Path) -> Outcome:
    with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as process:
        try:
            return process.submit(make_study, layout, steps, order, staged).result()
        except BrokenProcessPool:
            failure = Failure(str(ProcessDiedError(order.slug)))
    now = datetime.now(tz=UTC)
    return Outcome(name=order.slug, state="built", at=now, reasons=order.reasons).failed(failure)
