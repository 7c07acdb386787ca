"""Output made aside and put in place as a whole.

A folder inside `build/.making` holds the parts of one output. Once they are complete, a list of
their places is written into it; from then on putting them in place can be repeated, so that a
build that is killed half way is finished by the next one.
"""

import json
import shutil
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from evalcap.workspace.files import write_whole
from evalcap.workspace.layout import Layout

_PLACES = "places.json"
_OLD = "old-"


@contextmanager
def staging(layout: Layout, name: str) -> Iterator[Path]:
    """Lend an empty folder for one output, and remove it unless its parts are half in place."""
    layout.making.mkdir(parents=True, exist_ok=True)
    staged = Path(tempfile.mkdtemp(prefix=f"{name}-", dir=layout.making))
    try:
        yield staged
    finally:
        if not (staged / _PLACES).exists():
            shutil.rmtree(staged, ignore_errors=True)


def publish(layout: Layout, staged: Path, places: Mapping[str, Path]) -> None:
    """Put the parts of an output in their places, all of them or none.

    Parameters
    ----------
    layout
        The workspace.
    staged
        The folder that holds the parts.
    places
        Name of each part, a file or a folder in `staged`, to where it belongs inside `build`.

    Raises
    ------
    OSError
        If a part cannot be moved; the earlier output is then back in its place.
    """
    inside = {part: place.relative_to(layout.build).as_posix() for part, place in places.items()}
    write_whole(staged / _PLACES, json.dumps(inside))
    _complete(staged, places)


def sweep(layout: Layout) -> tuple[str, ...]:
    """Finish or remove what builds left that were killed; only the lock's holder may do this.

    Returns
    -------
    tuple
        What was done, one sentence for each folder left.
    """
    left = sorted(layout.making.iterdir()) if layout.making.is_dir() else []
    return tuple(_swept(layout, staged) for staged in left)


def _swept(layout: Layout, staged: Path) -> str:
    name = staged.name.rpartition("-")[0]
    if not (staged / _PLACES).is_file():
        shutil.rmtree(staged, ignore_errors=True)
        return f"{name}: removed what a stopped build had left unfinished"
    inside = json.loads((staged / _PLACES).read_text(encoding="utf-8"))
    _complete(staged, {part: layout.build / place for part, place in inside.items()})
    return f"{name}: put in place what a stopped build had finished"


def _complete(staged: Path, places: Mapping[str, Path]) -> None:
    try:
        _move(staged, places)
    except OSError:
        _undo(staged, places)
        raise
    shutil.rmtree(staged, ignore_errors=True)


def _move(staged: Path, places: Mapping[str, Path]) -> None:
    """Exchange old parts for new ones; a part that was moved before is passed over."""
    for part, place in places.items():
        if not (staged / part).exists():
            continue
        place.parent.mkdir(parents=True, exist_ok=True)
        if place.exists():
            place.rename(staged / f"{_OLD}{part}")
        (staged / part).rename(place)


def _undo(staged: Path, places: Mapping[str, Path]) -> None:
    for part, place in places.items():
        old = staged / f"{_OLD}{part}"
        if place.exists() and (old.exists() or not (staged / part).exists()):
            place.rename(staged / part)
        if old.exists():
            old.rename(place)
    (staged / _PLACES).unlink()
