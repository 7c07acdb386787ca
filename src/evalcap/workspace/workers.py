"""Studies made one after the other, or several at a time in processes of their own."""

import time
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor, as_completed
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from queue import SimpleQueue
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
) -> Iterator[Outcome]:
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
    workers = [Worker(effort.limit) for _ in range(effort.jobs)]
    idle: SimpleQueue[Worker] = SimpleQueue()
    for worker in workers:
        idle.put(worker)
    build = partial(_build, layout, steps, partial(_make_aside, idle), begun)
    with ThreadPoolExecutor(effort.jobs) as threads:
        try:
            for done in as_completed([threads.submit(build, order) for order in orders]):
                yield done.result()
        finally:  # also when the build is interrupted: what waits must not be begun
            threads.shutdown(wait=False, cancel_futures=True)
            for worker in workers:
                worker.end()


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


def _make_aside(
    idle: "SimpleQueue[Worker]", layout: Layout, steps: Steps, order: Order, staged: Path
) -> Outcome:
    worker, began = idle.get(), time.monotonic()
    try:
        made = guarded(layout, order.slug, lambda: worker.make(layout, steps, order, staged))
    finally:
        idle.put(worker)
    if isinstance(made, Outcome):
        return made
    return outcome_of(order, made, seconds=time.monotonic() - began)
