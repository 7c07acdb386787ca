"""Rendered files moved into their place: all of them, or none."""

import shutil
from collections.abc import Iterable, Mapping
from contextlib import suppress
from pathlib import Path

from evalcap.errors.render import PublishError


def publish(files: Mapping[str, Path], to: Path) -> dict[str, Path]:
    """Put files into a folder under the names given.

    They are first copied beside their places, under names that begin with a dot, so that a full
    disk or a locked folder is met before anything changes. Files they replace are kept until all
    are in place.

    Parameters
    ----------
    files
        The rendered files by the name that each is to have.
    to
        The folder, made where it does not exist.

    Returns
    -------
    dict
        The published files by name.

    Raises
    ------
    PublishError
        If a file cannot be put in its place; the folder is then as it was.
    """
    made = not to.exists()
    staged = {name: to / f".{name}.new" for name in files}
    kept = {name: to / f".{name}.old" for name in files}
    try:
        to.mkdir(parents=True, exist_ok=True)
        for name, file in files.items():
            shutil.copyfile(file, staged[name])
        _exchange(to, staged, kept)
    except OSError as error:
        _remove(staged.values())
        if made:
            with suppress(OSError):
                to.rmdir()
        raise PublishError(to, error.strerror or str(error)) from None
    _remove(kept.values())
    return {name: to / name for name in files}


def _exchange(to: Path, staged: Mapping[str, Path], kept: Mapping[str, Path]) -> None:
    """Put the staged files in place; where one cannot be, put back those that were there."""
    moved: list[str] = []
    try:
        for name, new in staged.items():
            if (to / name).exists():
                shutil.copy2(to / name, kept[name])
            new.replace(to / name)
            moved.append(name)
    except OSError:
        for name in moved:
            if kept[name].exists():
                kept[name].replace(to / name)
            else:
                (to / name).unlink()
        _remove(kept.values())
        raise


def _remove(files: Iterable[Path]) -> None:
    for file in files:
        with suppress(OSError):
            file.unlink()
