"""One build at a time in a workspace."""

import getpass
import os
import socket
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from datetime import UTC, datetime

from filelock import FileLock, Timeout
from pydantic import BaseModel, ConfigDict, ValidationError

from evalcap.errors.workspace import BuildLockedError
from evalcap.workspace.files import write_whole
from evalcap.workspace.layout import Layout

_GLANCE = 0.2  # seconds: a build that is just ending needs no message


class Owner(BaseModel):
    """Who holds the lock, as written beside it for others to read."""

    model_config = ConfigDict(frozen=True)

    process: int
    host: str
    user: str
    since: datetime

    def __str__(self) -> str:
        return (
            f"process {self.process} of {self.user} on {self.host}, "
            f"since {self.since:%Y-%m-%d %H:%M:%S} UTC"
        )


@contextmanager
def hold_lock(layout: Layout, *, wait: float, log: Callable[[str], object]) -> Iterator[None]:
    """Hold the workspace's lock; the system frees it even when the process is killed.

    Parameters
    ----------
    layout
        The workspace.
    wait
        Seconds to wait for somebody else to finish.
    log
        Told who holds the lock, before waiting.

    Raises
    ------
    BuildLockedError
        If it was not free in time.
    """
    layout.build.mkdir(parents=True, exist_ok=True)
    lock = FileLock(layout.lock)
    _acquire(lock, layout, wait=wait, log=log)
    try:
        write_whole(layout.lock_owner, _myself().model_dump_json())
        yield
    finally:
        with suppress(OSError):
            layout.lock_owner.unlink()
        lock.release()


def _acquire(lock: FileLock, layout: Layout, *, wait: float, log: Callable[[str], object]) -> None:
    try:
        lock.acquire(timeout=min(_GLANCE, wait))
    except Timeout:
        log(f"This workspace is locked by {_owner(layout)}; waiting up to {wait:g} seconds.")
    else:
        return
    try:
        lock.acquire(timeout=wait)
    except Timeout:
        raise BuildLockedError(_owner(layout), waited=wait) from None


def _owner(layout: Layout) -> str:
    try:
        return str(Owner.model_validate_json(layout.lock_owner.read_bytes()))
    except (OSError, ValidationError):
        return "another process, which did not say which"


def _myself() -> Owner:
    try:
        user = getpass.getuser()
    except (KeyError, OSError):
        user = "an unknown user"
    return Owner(
        process=os.getpid(), host=socket.gethostname(), user=user, since=datetime.now(tz=UTC)
    )
