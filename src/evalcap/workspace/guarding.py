"""Every way that a part of a build can fail, turned into one message."""

import traceback
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from evalcap.errors import EvalcapError
from evalcap.errors.workspace import SystemRefusedError, UnexpectedFaultError
from evalcap.workspace.files import write_whole
from evalcap.workspace.layout import Layout

Result = TypeVar("Result")


@dataclass(frozen=True, slots=True)
class Failure:
    """What went wrong, for the person who has to put it right.

    Attributes
    ----------
    message
        What is wrong, what is needed, what to do.
    log
        The file with the details of an unexpected fault, as a path inside the workspace.
    """

    message: str
    log: str = ""


def guarded(layout: Layout, name: str, make: Callable[[], Result]) -> Result | Failure:
    """Do one part of a build; whatever it raises, except an interrupt, becomes a failure."""
    log = layout.log(name)
    shown = layout.shown(log)
    try:
        return make()
    except EvalcapError as error:
        return Failure(str(error))
    except OSError as error:
        _write_details(log)
        file = Path(error.filename).name if isinstance(error.filename, str) else ""
        reason = error.strerror or type(error).__name__
        return Failure(str(SystemRefusedError(name, reason=reason, file=file, log=shown)), shown)
    # A library that ends the interpreter must not end the build, and with a success at that.
    except (Exception, SystemExit) as error:  # noqa: BLE001 - the one place that may meet anything
        _write_details(log)
        return Failure(str(UnexpectedFaultError(name, kind=type(error).__name__, log=shown)), shown)


def _write_details(log: Path) -> None:
    with suppress(OSError):  # a full disk is what is being reported
        write_whole(log, traceback.format_exc())
