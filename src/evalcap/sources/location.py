"""From a location as a study writes it to a file on this machine."""

from collections.abc import Sequence
from difflib import get_close_matches
from importlib.util import find_spec
from pathlib import Path, PurePosixPath

from evalcap.errors.source import (
    MissingFileError,
    PackageLocationError,
    PackageNotInstalledError,
    UnreadableFileError,
)

_SCHEME = "package:"


def find_file(location: str | Path, *, folder: Path | None = None) -> Path:
    """Find the file that a location names.

    Parameters
    ----------
    location
        A path, or `package:PACKAGE/path/inside` for a file that an installed package ships.
    folder
        What a relative path is relative to; the current directory if not given.

    Raises
    ------
    MissingFileError
        There is no such file; the message names files with similar names.
    PackageLocationError, PackageNotInstalledError
        The `package:` location is malformed, leaves its package, or the package is not there.
    UnreadableFileError
        The location is a folder.
    """
    text = str(location)
    if text.startswith(_SCHEME):
        path = _inside_package(text)
    else:
        path = (folder or Path.cwd()) / Path(location).expanduser()
    if path.is_dir():
        raise UnreadableFileError(text, reason="it is a folder", do="Name a file inside it.")
    if not path.is_file():
        raise MissingFileError(text, folder=path.parent, near=_near(path))
    return path


def _inside_package(location: str) -> Path:
    package, _, inside = location.removeprefix(_SCHEME).partition("/")
    parts = PurePosixPath(inside).parts
    if not package.isidentifier() or not parts or ".." in parts or inside.startswith("/"):
        raise PackageLocationError(location)
    roots = _package_folders(package)
    candidates = [root.joinpath(*parts) for root in roots]
    found = next((path for path in candidates if path.exists()), candidates[0])
    # A link inside the package could still lead out of it.
    if found.exists() and not any(found.resolve().is_relative_to(r.resolve()) for r in roots):
        raise PackageLocationError(location)
    return found


def _package_folders(package: str) -> Sequence[Path]:
    """Find where a package lies without running any of its code."""
    spec = find_spec(package)
    if spec is None or not spec.submodule_search_locations:
        raise PackageNotInstalledError(package)
    return [Path(folder) for folder in spec.submodule_search_locations]


def _near(path: Path) -> list[str]:
    if not path.parent.is_dir():
        return []
    names = {file.name.lower(): file.name for file in path.parent.iterdir() if file.is_file()}
    return [names[name] for name in get_close_matches(path.name.lower(), names, n=3)]
