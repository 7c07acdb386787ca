"""From a location as a study writes it to a file on this machine."""

import glob
from collections.abc import Sequence
from difflib import get_close_matches
from importlib.util import find_spec
from pathlib import Path, PurePosixPath

from evalcap.errors.source import (
    MissingFileError,
    NoFilesError,
    PackageLocationError,
    PackageNotInstalledError,
    UnreadableFileError,
)

_SCHEME = "package:"
# What programs leave beside files: locks of Excel and LibreOffice, thumbnails, hidden files.
_BY_CATCH = ("~$", ".", "Thumbs.db", "desktop.ini")


def find_files(location: str | Path, *, folder: Path | None = None) -> dict[str, Path]:
    """Find the files that a location names: one, those of a folder, or those of a pattern.

    Parameters
    ----------
    location
        As for `find_file`; or a folder, whose own files are meant; or a pattern such as
        `monthly/*.csv`, where `**` means folders of any depth.
    folder
        What a relative path is relative to; the current directory if not given.

    Returns
    -------
    dict
        Name, from the folder or the fixed part of the pattern on, to path; in order of names.

    Raises
    ------
    NoFilesError
        No file fits.
    MissingFileError, PackageLocationError, PackageNotInstalledError
        See `find_file`.
    """
    text = str(location)
    root = folder or Path.cwd()
    path = root / Path(location).expanduser()
    many = not text.startswith(_SCHEME) and (path.is_dir() or glob.has_magic(text))
    if not many or path.is_file():
        file = find_file(location, folder=folder)
        return {file.name: file}
    pattern = path / "*" if path.is_dir() else path
    fixed = Path(*(part for part in _fixed(pattern)))
    # Unlike Path.glob, it leaves hidden files out.
    found_names = glob.iglob(str(pattern), recursive=True)  # noqa: PTH207
    found = {Path(name).relative_to(fixed).as_posix(): Path(name) for name in found_names}
    files = {name: found[name] for name in sorted(found) if _is_data(found[name])}
    if not files:
        raise NoFilesError(text, folder=root)
    return files


def _fixed(pattern: Path) -> Sequence[str]:
    """Give the parts of a pattern before the first with a wildcard."""
    parts = pattern.parts
    first = next(i for i, part in enumerate(parts) if glob.has_magic(part))
    return parts[:first]


def _is_data(path: Path) -> bool:
    return path.is_file() and not path.name.startswith(_BY_CATCH)


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
