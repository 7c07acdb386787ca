"""Run a programme with everything it starts, and end all of it when its time is up."""

import os
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import IO

_GRACE = 5.0  # seconds between asking a group of processes to end and ending it
_POLL = 0.02


class TimeLimitExceededError(Exception):
    """The programme was still running when its time was up; it has been ended."""


@dataclass(frozen=True, slots=True)
class Finished:
    """A programme that ended by itself.

    Attributes
    ----------
    code
        Its exit code.
    output
        What it wrote to standard output.
    complaints
        What it wrote to standard error.
    """

    code: int
    output: str
    complaints: str


def run(
    command: Sequence[str | Path],
    *,
    folder: Path,
    environment: Mapping[str, str],
    time_limit: float,
) -> Finished:
    """Run a command in a folder and wait for it.

    A launcher script may start others that outlive it, so the command gets a process group of its
    own, and the group is ended, not the launcher. Its streams are files, since a surviving child
    would keep a pipe open.

    Raises
    ------
    OSError
        If the command cannot be started.
    TimeLimitExceededError
        If it takes longer than `time_limit` seconds.
    """
    with tempfile.TemporaryFile() as output, tempfile.TemporaryFile() as complaints:
        process = subprocess.Popen(
            [str(part) for part in command],
            cwd=folder,
            env=dict(environment),
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=complaints,
            start_new_session=os.name == "posix",
            creationflags=getattr(subprocess, "CREATE_NEW_PROCESS_GROUP", 0),
        )
        try:
            code = process.wait(timeout=max(time_limit, 0))
        except subprocess.TimeoutExpired:
            end_group(process)
            raise TimeLimitExceededError from None
        except BaseException:
            end_group(process)
            raise
        return Finished(code, _text(output), _text(complaints))


def end_group(process: subprocess.Popen[bytes]) -> None:
    """End a process and all that it started: first asked to, then made to."""
    if sys.platform == "win32":
        subprocess.run(
            ["taskkill", "/PID", str(process.pid), "/T", "/F"],  # noqa: S607 - part of Windows
            check=False,
            capture_output=True,
        )
    else:
        _signal_group(process, signal.SIGTERM)
        deadline = time.monotonic() + _GRACE
        while _group_lives(process) and time.monotonic() < deadline:
            time.sleep(_POLL)
        _signal_group(process, signal.SIGKILL)
    process.wait()


def _signal_group(process: subprocess.Popen[bytes], number: int) -> None:
    try:
        os.killpg(process.pid, number)
    except (ProcessLookupError, PermissionError):
        return  # the whole group has ended (macOS says so by refusing)


def _group_lives(process: subprocess.Popen[bytes]) -> bool:
    process.poll()  # an ended launcher must be reaped before its group can be gone
    try:
        os.killpg(process.pid, 0)
    except (ProcessLookupError, PermissionError):
        return False
    return True


def _text(stream: IO[bytes]) -> str:
    stream.seek(0)
    return stream.read().decode("utf-8", errors="replace")
