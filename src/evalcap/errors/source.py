"""What can go wrong between a file and a data frame."""

from collections.abc import Sequence
from pathlib import Path

from evalcap.errors.root import EvalcapError, preview


class SourceError(EvalcapError):
    """A file of data cannot be taken in."""


class NoFilesError(SourceError):
    """A folder or pattern names no file of data."""

    def __init__(self, location: str, *, folder: Path) -> None:
        self.location = location
        super().__init__(
            f"No file fits {location!r}.",
            needed=f"At least one file; they are looked for in {folder}.",
            do="Correct the pattern, such as monthly/*.csv, or put the files there.",
        )


class MissingFileError(SourceError):
    """There is no file where the study says there is one."""

    def __init__(self, location: str, *, folder: Path, near: Sequence[str]) -> None:
        self.location = location
        self.folder = folder
        self.near = tuple(near)
        suggestion = f"Did you mean {preview(self.near)}?" if near else "Check the name."
        super().__init__(
            f"There is no file {location!r}.",
            needed=f"The data are looked for in {folder}.",
            do=f"{suggestion} Correct the path, or put the file there.",
        )


class UnknownFormatError(SourceError):
    """The file's suffix is not one that can be read."""

    def __init__(self, location: str, *, formats: Sequence[str], do: str = "") -> None:
        self.location = location
        self.formats = tuple(formats)
        super().__init__(
            f"The format of {location!r} is not one that can be read.",
            needed=f"The file's name must end in one of: {', '.join(self.formats)}.",
            do=do or "Save the data in one of these formats, or correct the file's name.",
        )


class UnreadableFileError(SourceError):
    """The file is there, but what is in it is damaged, protected or of another kind."""

    def __init__(self, location: str, *, reason: str, do: str = "") -> None:
        self.location = location
        self.reason = reason
        super().__init__(
            f"{location!r} cannot be read: {reason}.",
            needed="A complete, unprotected file of the kind its name says is needed.",
            do=do or "Export or download it again, and check that it opens in its own program.",
        )


class UnstableFileError(SourceError):
    """The file was written to while it was being read."""

    def __init__(self, location: str) -> None:
        self.location = location
        super().__init__(
            f"{location!r} changed while it was being read.",
            needed="A file that nobody writes to; half of one state and half of another is none.",
            do="Wait until it is saved or downloaded whole, and read it again.",
        )


class ChangedSourceError(SourceError):
    """The file is not the one that the study accepted."""

    def __init__(self, location: str, *, expected: str, found: str) -> None:
        self.location = location
        self.expected = expected
        self.found = found
        super().__init__(
            f"{location!r} has changed: its sha256 is {found[:12]}..., "
            f"and the study accepted {expected[:12]}...",
            needed="An evaluation runs only on the data that somebody accepted for it.",
            do="If the new data are right, run `evalcap accept SLUG`; if not, put the accepted "
            "file back.",
        )


class SheetError(SourceError):
    """The sheet asked for is not in the file."""

    def __init__(self, location: str, *, sheet: str | int, sheets: Sequence[str]) -> None:
        self.location = location
        self.sheet = sheet
        self.sheets = tuple(sheets)
        has = f"It has: {', '.join(self.sheets)}." if sheets else "Only .xlsx files have sheets."
        super().__init__(
            f"{location!r} has no sheet {sheet!r}.",
            needed=has,
            do="Name one of its sheets, or leave the sheet out to read the first.",
        )


class PackageLocationError(SourceError):
    """A `package:` location names no package and file."""

    def __init__(self, location: str) -> None:
        self.location = location
        super().__init__(
            f"{location!r} does not name a file inside a package.",
            needed="A package resource is written package:PACKAGE/path/inside, and stays inside.",
            do="Write the package's import name, a slash, and the path inside it without '..'.",
        )


class PackageNotInstalledError(SourceError):
    """The package that ships the data is not installed."""

    def __init__(self, package: str) -> None:
        self.package = package
        super().__init__(
            f"The package {package!r}, which ships these data, is not installed.",
            needed="Public benchmark data are read from installed packages, never downloaded.",
            do=f"Run `python -m pip install 'evalcap[demo]'`, or install {package!r} itself.",
        )


class DefaultsMissingError(EvalcapError):
    """A folder that ships with the library is not there."""

    def __init__(self, name: str) -> None:
        self.name = name
        super().__init__(
            f"The folder {name!r} that ships with evalcap is missing.",
            needed="evalcap carries default expectations and report templates.",
            do="Install evalcap again, or give the workspace a folder of that name.",
        )
