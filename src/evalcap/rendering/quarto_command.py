"""Where Quarto is, which version it is, and the environment it is run in."""

import os
import re
import shutil
import sys
from collections.abc import Mapping
from pathlib import Path

from evalcap.errors.render import EngineFailedError, EngineMissingError
from evalcap.rendering.messages import tail
from evalcap.rendering.process import TimeLimitExceededError, run

# Set by an outer Quarto for its own children, or by a user for another purpose: with these, Quarto
# takes another installation's files, refuses to run, or logs elsewhere.
LEAKING = re.compile(
    r"QUARTO_(?:SHARE_PATH|BIN_PATH|DENO|ROOT|DEBUG|FORCE_VERSION|VERSION_REQUIREMENT|PROFILE"
    r"|PRINT_STACK|LOG(?:_\w+)?|PROJECT_\w+|DOCUMENT_\w+|EXECUTE_\w+|FIG_\w+|FILTER_\w+|WIN_\w+)"
)
_VERSION_LIMIT = 60.0  # seconds; a cold start on a slow disk takes several
_SEVERAL = 3


def find_quarto() -> Path | None:
    """Find the `quarto` executable: the one that QUARTO_PATH names, else the one on PATH.

    Returns
    -------
    Path or None
        The executable; None where there is none. QUARTO_PATH must name it, not its folder.
    """
    named = os.environ.get("QUARTO_PATH", "")
    found = shutil.which(named) if named else None
    found = found or shutil.which("quarto")
    return Path(found).absolute() if found else None


def quarto_version(quarto: Path, folder: Path) -> str:
    """Ask a Quarto for its version, such as 1.10.18; a development build says 99.9.9.

    Parameters
    ----------
    quarto
        The executable.
    folder
        A folder to run it in.

    Raises
    ------
    EngineMissingError
        If it cannot be started.
    EngineFailedError
        If it does not tell.
    """
    environment = clean_environment(os.environ, home=folder)
    try:
        finished = run(
            [quarto, "--version"],
            folder=folder,
            environment=environment,
            time_limit=_VERSION_LIMIT,
        )
    except OSError as error:
        raise EngineMissingError("quarto", f"{quarto} cannot be run: {error.strerror}") from None
    except TimeLimitExceededError:
        raise EngineFailedError("quarto", "anything", ["no answer to --version"]) from None
    said = finished.output.strip()
    if finished.code != 0 or not version_parts(said):
        raise EngineFailedError("quarto", "anything", tail(finished.complaints or said))
    return said.splitlines()[-1].strip()


def version_parts(version: str) -> tuple[int, ...]:
    """Take the numbers of a version apart: 1.10.18 is (1, 10, 18)."""
    match = re.search(r"\d+(?:\.\d+)+", version)
    return tuple(int(part) for part in match.group().split(".")[:_SEVERAL]) if match else ()


def clean_environment(inherited: Mapping[str, str], *, home: Path) -> dict[str, str]:
    """Compose the environment for Quarto.

    Parameters
    ----------
    inherited
        The environment of this process.
    home
        A writable folder, taken as the home folder where the user's own cannot be written to.
    """
    kept = {name: value for name, value in inherited.items() if not LEAKING.fullmatch(name)}
    kept |= {"NO_COLOR": "1", "QUARTO_PYTHON": sys.executable}
    caches = (
        Path(kept.get("XDG_CACHE_HOME") or Path(kept.get("HOME") or "/", ".cache")),
        Path(kept.get("XDG_DATA_HOME") or Path(kept.get("HOME") or "/", ".local", "share")),
    )
    if os.name == "posix" and not (kept.get("HOME") and all(map(_can_be_written, caches))):
        kept |= {"HOME": str(home)}
        kept.pop("XDG_CACHE_HOME", None)
        kept.pop("XDG_DATA_HOME", None)
    return kept


def _can_be_written(folder: Path) -> bool:
    """Whether Quarto can keep its caches in a folder, which it makes where it does not exist."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError:
        return False
    return os.access(folder, os.W_OK | os.X_OK)
