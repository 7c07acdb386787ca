"""What can go wrong when a programme type's schema is looked up or written."""

from collections.abc import Sequence
from pathlib import Path

from evalcap.errors.root import EvalcapError, count, preview


class ProgrammeError(EvalcapError):
    """A schema cannot be given as it was asked for."""


class UnknownTableError(ProgrammeError):
    """A programme type has no table of that name."""

    def __init__(self, names: Sequence[str], *, programme: str, known: Sequence[str]) -> None:
        self.names = tuple(names)
        self.known = tuple(known)
        super().__init__(
            f"The programme type {programme} has no table "
            f"{' and no table '.join(map(repr, self.names))}.",
            needed=f"Its tables are: {', '.join(self.known)}.",
            do="Name some of these, or none for all.",
        )


class SchemaFilesExistError(ProgrammeError):
    """Files would be written over, which may hold data by now."""

    def __init__(self, files: Sequence[Path], *, folder: Path) -> None:
        self.files = tuple(files)
        names = [file.relative_to(folder).as_posix() for file in self.files]
        super().__init__(
            f"{count(names, 'file')} in {folder} would be written over: {preview(names, 20)}.",
            needed="Blank files never replace ones that may hold data.",
            do="Name another folder; or, if nothing in these files is needed, ask to replace them.",
        )


class UnwritableFolderError(ProgrammeError):
    """A folder or a file in it cannot be written."""

    def __init__(self, folder: Path, *, reason: str) -> None:
        self.folder = folder
        super().__init__(
            f"The files cannot be written into {folder}: {reason}.",
            needed="It must be a folder, or free for one, that you may write into.",
            do="Name another folder, or close the programs that have its files open.",
        )


class SpreadsheetPackageMissingError(ProgrammeError):
    """The package that writes spreadsheets is not installed."""

    def __init__(self) -> None:
        super().__init__(
            "Spreadsheets and forms cannot be written: openpyxl is not installed.",
            needed="Writing .xlsx needs the package openpyxl, which evalcap installs on request.",
            do="Install it with: pip install 'evalcap[forms]'.",
        )
