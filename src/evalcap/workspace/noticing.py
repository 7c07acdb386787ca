"""What changes in a few folders, found by looking again and again.

A study is some tens of files. Looking at them twice a second costs nothing, and unlike what a
system tells of its own disks it also works for shared drives and synchronised folders.
"""

import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from stat import S_ISREG
from typing import Final

Stamps = dict[Path, tuple[int, int]]

INTERVAL: Final = 0.5  # seconds


def stamps_of(folders: Sequence[Path], files: Sequence[Path] = ()) -> Stamps:
    """Take when each file was written, and its size: of some folders, and by name.

    Hidden files of a folder are left out, and so is whatever is not there.
    """
    inside = (file for folder in folders for file in _shown(folder))
    return {file: stamp for file in (*inside, *files) if (stamp := _stamp(file))}


def changes(
    look: Callable[[], Stamps],
    seen: Stamps,
    *,
    pause: Callable[[float], object] = time.sleep,
) -> Iterator[tuple[Path, ...]]:
    """Wait for changes, without an end.

    Parameters
    ----------
    look
        Gives the files as they are now.
    seen
        The files as they were.
    pause
        Waits for some seconds.

    Yields
    ------
    tuple of Path
        The files that were written, made or removed, once nothing more is being written: a file
        that is half saved would be reported as a mistake.
    """
    while True:
        pause(INTERVAL)
        now = look()
        if now == seen:
            continue
        while True:
            pause(INTERVAL)
            if (later := look()) == now:
                break
            now = later
        yield tuple(f for f in sorted(now.keys() | seen.keys()) if now.get(f) != seen.get(f))
        seen = now


def _shown(folder: Path) -> Iterator[Path]:
    for file in folder.rglob("*"):
        if not any(_is_private(part) for part in file.relative_to(folder).parts):
            yield file


def _stamp(file: Path) -> tuple[int, int] | None:
    try:
        told = file.stat()
    except OSError:
        return None  # gone since it was listed, as editors' own copies are
    return (told.st_mtime_ns, told.st_size) if S_ISREG(told.st_mode) else None


def _is_private(name: str) -> bool:
    """Whether a file is an editor's or the system's own: hidden, a cache, a copy being saved."""
    return name.startswith((".", "~$")) or name.endswith("~") or name == "__pycache__"
