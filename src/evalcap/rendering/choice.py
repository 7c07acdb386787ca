"""Which engine renders, and which are there."""

import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Literal

from evalcap.errors.render import EngineMissingError, RenderError
from evalcap.rendering.formats import Engine
from evalcap.rendering.packages import pandoc_command, pandoc_version, typst_version
from evalcap.rendering.pandoc_engine import PandocEngine
from evalcap.rendering.quarto_command import find_quarto, quarto_version
from evalcap.rendering.quarto_engine import QuartoEngine

EngineChoice = Literal["auto", "quarto", "pandoc"]


def choose_engine(choice: EngineChoice, folder: Path) -> Engine:
    """Take the engine that is asked for; `auto` takes Quarto where it is installed.

    Parameters
    ----------
    choice
        The engine's name, or `auto`.
    folder
        A folder that Quarto may write to while it is asked for its version.

    Raises
    ------
    EngineMissingError
        If the engine is not installed.
    """
    quarto = find_quarto() if choice != "pandoc" else None
    if quarto is not None:
        return QuartoEngine(quarto, quarto_version(quarto, folder))
    if choice == "quarto":
        raise EngineMissingError("quarto", "there is no quarto command")
    pandoc_command()
    return PandocEngine()


def engine_versions() -> dict[str, str | None]:
    """Say which versions of Quarto, Pandoc and Typst would render; None for one that is missing."""
    return {
        "quarto": _told(_quarto_version),
        "pandoc": _told(pandoc_version),
        "typst": _told(typst_version),
    }


def _told(version: Callable[[], str | None]) -> str | None:
    try:
        return version()
    except RenderError:
        return None


def _quarto_version() -> str | None:
    quarto = find_quarto()
    with tempfile.TemporaryDirectory() as folder:
        return quarto_version(quarto, Path(folder)) if quarto else None
