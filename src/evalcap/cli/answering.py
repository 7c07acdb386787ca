"""How a command ends: with its answer, or with one message and an exit code that says which."""

import functools
import tempfile
import traceback
from collections.abc import Callable
from typing import Final, ParamSpec, TypeVar

import typer

from evalcap.errors import EvalcapError
from evalcap.errors.workspace import (
    BuildLockedError,
    SystemRefusedError,
    UnexpectedFaultError,
    UsageError,
)

FAILED: Final = 1
WRONG_USAGE: Final = 2
LOCKED: Final = 3
FAULT: Final = 4

Arguments = ParamSpec("Arguments")
Answer = TypeVar("Answer")


def answering(command: Callable[Arguments, Answer]) -> Callable[Arguments, Answer]:
    """Let a command end with a message instead of a traceback, whatever it meets."""
    name = f"evalcap {command.__name__}"

    @functools.wraps(command)
    def answer(*arguments: Arguments.args, **options: Arguments.kwargs) -> Answer:
        try:
            return command(*arguments, **options)
        except typer.Exit:
            raise
        except EvalcapError as error:
            raise _told(error, _code_of(error)) from None
        except KeyboardInterrupt:
            typer.echo("\nInterrupted. What is in place stays as it was; run it again.", err=True)
            raise
        except BrokenPipeError:  # whoever reads, such as a pager, has seen enough
            raise
        except OSError as error:
            reason, file = error.strerror or type(error).__name__, str(error.filename or "")
            refused = SystemRefusedError(name, reason=reason, file=file, log=_write_details())
            raise _told(refused, FAILED) from None
        # A library that ends the interpreter must not look like success.
        except (Exception, SystemExit) as error:  # noqa: BLE001 - the last place that can explain it
            fault = UnexpectedFaultError(name, kind=type(error).__name__, log=_write_details())
            raise _told(fault, FAULT) from None

    return answer


def require(holds: bool) -> None:  # noqa: FBT001 - the condition is all there is to say
    """End with the code of failure unless a condition holds; what failed was told before."""
    if not holds:
        raise typer.Exit(FAILED)


def _told(error: EvalcapError, code: int) -> typer.Exit:
    typer.echo(str(error), err=True)
    return typer.Exit(code)


def _code_of(error: EvalcapError) -> int:
    if isinstance(error, UsageError):
        return WRONG_USAGE
    return LOCKED if isinstance(error, BuildLockedError) else FAILED


def _write_details() -> str:
    try:
        with tempfile.NamedTemporaryFile(
            "w", prefix="evalcap-", suffix=".log", delete=False, encoding="utf-8"
        ) as log:
            log.write(traceback.format_exc())
    except OSError:  # a full disk may be what is being reported
        return "no file, since none could be written"
    return log.name
