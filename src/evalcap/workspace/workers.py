"""Studies made one after the other, or several at a time in processes of their own."""

import time
from collections.abc import Callable, Generator, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from queue import Empty, SimpleQueue
from threading import Thread
from typing import Final

from evalcap.workspace.guarding import Failure, guarded
from evalcap.workspace.layout import Layout
from evalcap.workspace.making import Order, make_study, outcome_of, places_of
from evalcap.workspace.record import Outcome
from evalcap.workspace.staging import publish, staging
from evalcap.workspace.steps import Steps
from evalcap.workspace.worker import Worker

Maker = Callable[[Layout, Steps, Order, Path], Outcome]
Begun = Callable[[str], object]
LIMIT: Final = 3600.0  # seconds for one study, in which the largest is built many times


@dataclass(frozen=True, slots=True)
class Effort:
    """How studies are made.

    Attributes
    ----------
    jobs
        How many at a time. One is made in this process; several are made in processes of their
        own, so that a study that ends its process, or does not end, stops nothing else.
    limit
        Seconds that a study may take in a process of its own.
    """

    jobs: int = 1
    limit: float = LIMIT


def build_studies(
    layout: Layout,
    steps: Steps,
    orders: Sequence[Order],
    *,
    effort: Effort,
    begun: Begun,
) -> Generator[Outcome, None, None]:
    """Make studies and put each in place as soon as it is whole.

    Parameters
    ----------
    begun
        Told the name of each study when it is begun, perhaps from another thread.

    Yields
    ------
    Outcome
        One a study, in the order in which they end.
    """
    if effort.jobs == 1:
        yield from (_build(layout, steps, make_study, begun, order) for order in orders)
        return
    waiting: SimpleQueue[Order] = SimpleQueue()
    for order in orders:
        waiting.put(order)
    ended: SimpleQueue[Outcome | BaseException] = SimpleQueue()
    build = partial(_build, layout, steps)
    workers = [Worker(effort.limit) for _ in range(effort.jobs)]
    # Threads of a pool can be left waiting for a lock when an interrupt arrives as they begin.
    threads = [
        Thread(target=_work, args=(waiting, ended, partial(build, _Aside(w), begun)), daemon=True)
        for w in workers
    ]
    try:
        for thread in threads:
            thread.start()
        for _ in orders:
            done = ended.get()
            if isinstance(done, BaseException):
                raise done
            yield done
    finally:  # also when the build is interrupted: what waits must not be begun
        list(_taken(waiting))
        for worker in workers:
            worker.end()
        for thread in threads:
            if thread.ident is not None:
                thread.join()


def _work(
    waiting: "SimpleQueue[Order]",
    ended: "SimpleQueue[Outcome | BaseException]",
    build: Callable[[Order], Outcome],
) -> None:
    """Build what waits, one after the other; what is raised is raised again by who is told."""
    for order in _taken(waiting):
        try:
            ended.put(build(order))
        except BaseException as error:  # noqa: BLE001 - see above
            ended.put(error)


def _taken(waiting: "SimpleQueue[Order]") -> Iterator[Order]:
    """Take orders until none waits."""
    while True:
        try:
            yield waiting.get_nowait()
        except Empty:
            return


def _build(layout: Layout, steps: Steps, make: Maker, begun: Begun, order: Order) -> Outcome:
    begun(order.slug)
    with staging(layout, order.slug) as staged:
        outcome = make(layout, steps, order, staged)
        if outcome.state == "failed":
            return outcome
        placed = guarded(layout, order.slug, lambda: _place(layout, order.slug, staged))
        return outcome.failed(placed) if isinstance(placed, Failure) else outcome


def _place(layout: Layout, slug: str, staged: Path) -> None:
    publish(layout, staged, places_of(layout, slug))
    layout.log(slug).unlink(missing_ok=True)


@dataclass(frozen=True, slots=True)
class _Aside:
    """Makes studies in a process of its own."""

    worker: Worker

    def __call__(self, layout: Layout, steps: Steps, order: Order, staged: Path) -> Outcome:
        began = time.monotonic()
        make = self.worker.make
        made = guarded(layout, order.slug, lambda: make(layout, steps, order, staged))
        if isinstance(made, Outcome):
            return made
        return outcome_of(order, made, seconds=time.monotonic() - began)
