"""A process that makes one study after the other, and can be lost without losing more than one."""

import os
import signal
import threading
import time
from contextlib import suppress
from multiprocessing import get_context, parent_process
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess
from pathlib import Path
from typing import Final

from evalcap.errors.workspace import ProcessDiedError, StudyTooSlowError
from evalcap.workspace.layout import Layout
from evalcap.workspace.making import Order, make_study
from evalcap.workspace.record import Outcome
from evalcap.workspace.steps import Steps

# Seconds between asking a process to end, so that it ends what it has started, and ending it.
_GRACE: Final = 10.0
_STOPPED: Final = "it was ended with the build"


class Worker:
    """A process of its own, begun when it is first needed, and anew when it was lost.

    Parameters
    ----------
    limit
        Seconds that one study may take.
    """

    def __init__(self, limit: float) -> None:
        self._limit = limit
        self._process: BaseProcess | None = None
        self._connection: Connection | None = None
        self._ended = False
        self._changing = threading.Lock()

    def make(self, layout: Layout, steps: Steps, order: Order, staged: Path) -> Outcome:
        """Make a study as `make_study` does, in the process.

        Raises
        ------
        ProcessDiedError
            If the process ended before it answered.
        StudyTooSlowError
            If it took too long; the process is ended then.
        OSError
            If no process can be started.
        """
        connection = self._connected(order.slug)
        try:
            connection.send((layout, steps, order, staged))
            if connection.poll(self._limit):
                made: Outcome = connection.recv()
                return made
        except (EOFError, OSError):
            raise ProcessDiedError(order.slug, how=self._how_it_ended()) from None
        self._lose()
        raise StudyTooSlowError(order.slug, limit=self._limit)

    def end(self) -> None:
        """End the process, whatever it is doing, for good; another thread may be waiting for it."""
        with self._changing:
            self._ended = True
        self._lose()

    def _connected(self, slug: str) -> Connection:
        with self._changing:
            if self._ended:
                raise ProcessDiedError(slug, how=_STOPPED)
            if self._process is None or self._connection is None:
                context = get_context("spawn")  # a copy of a process with threads may lock up
                self._connection, theirs = context.Pipe()
                process = context.Process(target=_serve, args=(theirs,))
                process.start()
                theirs.close()  # the process alone holds its end, so that its death shows
                self._process = process
            return self._connection

    def _lose(self) -> None:
        with self._changing:
            process, self._process = self._process, None
        if process is not None:
            process.terminate()
            process.join(_GRACE)
            process.kill()
            process.join()

    def _how_it_ended(self) -> str:
        """Name the signal that ended the process, or its exit code."""
        process = self._process
        if process is None or self._ended:
            return _STOPPED
        process.join(_GRACE)
        code = process.exitcode
        self._lose()
        if code is not None and code < 0:
            return f"signal {signal.Signals(-code).name}"
        return f"exit code {code}"


def _serve(tasks: Connection) -> None:
    """Make what is asked for, until nobody asks any more."""
    with suppress(EOFError, OSError, KeyboardInterrupt):
        # Asked to end, it stops as if interrupted, so that what it started is ended too.
        signal.signal(signal.SIGTERM, signal.default_int_handler)
        threading.Thread(target=_end_with_the_build, daemon=True).start()
        while True:
            tasks.send(make_study(*tasks.recv()))


def _end_with_the_build() -> None:
    """End this process when the one that began it is gone, however that ended."""
    build = parent_process()
    if build is None:
        return
    build.join()
    os.kill(os.getpid(), signal.SIGTERM)
    time.sleep(_GRACE)
    os._exit(1)
