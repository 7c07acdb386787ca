"""What a command of ours took, and what a page of measurements says of the machine."""

import os
import platform
import subprocess
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

_KILOBYTE, _MEGABYTE = 1024, 1_000_000


@dataclass(frozen=True)
class Taken:
    """What a command took.

    Attributes
    ----------
    seconds
        From its start to its end.
    worked
        Seconds that processors worked for it and for all that it started; on a busy machine the
        truer measure.
    megabytes
        The most that it, or any one process that it started, held at once.
    output
        What it printed.
    """

    seconds: float
    worked: float
    megabytes: float
    code: int
    output: str


def run(command: Sequence[str | Path], folder: Path) -> Taken:
    """Run a command to its end."""
    start = time.perf_counter()
    with subprocess.Popen(
        [str(word) for word in command], cwd=folder, stdout=subprocess.PIPE, text=True
    ) as process:
        output = process.stdout.read() if process.stdout else ""
        _, status, used = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
    return Taken(
        seconds=time.perf_counter() - start,
        worked=used.ru_utime + used.ru_stime,
        megabytes=used.ru_maxrss * _KILOBYTE / _MEGABYTE,
        code=process.returncode,
        output=output,
    )


def described() -> str:
    """Say what the machine is, and how busy others keep it."""
    return (
        f"Python {platform.python_version()} on {os.cpu_count()} cores, while others' work wanted "
        f"{os.getloadavg()[0]:.1f} of them."
    )
