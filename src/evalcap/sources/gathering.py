"""The files that a source is made of: its data, and the form that they were collected with."""

import glob
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import takewhile
from pathlib import Path

from evalcap.errors import EvalcapError, preview
from evalcap.errors.reading import FileProblemsError, FormError, LimitError, ReaderFinding
from evalcap.errors.source import SheetError
from evalcap.sources.fingerprint import combined
from evalcap.sources.formats import format_of
from evalcap.sources.location import find_file, find_files
from evalcap.sources.opening import RawFile, open_raw
from evalcap.sources.options import Options, check_format
from evalcap.sources.several import duplicates
from evalcap.sources.source import FileRecord, Format


@dataclass(frozen=True)
class Gathered:
    """The files of a source, found and fingerprinted.

    Attributes
    ----------
    location
        As it was given.
    kind
        Format of the files of data.
    files
        Files of data by name, in order of names.
    repeats
        Repeated group to the file that holds it.
    forms
        Forms by name, oldest first.
    """

    location: str
    kind: Format
    files: Mapping[str, RawFile]
    repeats: Mapping[str, RawFile]
    forms: Mapping[str, RawFile]

    def records(self) -> Iterator[FileRecord]:
        """Give the record of every file, before it is read."""
        for name, file in self.files.items():
            yield FileRecord(name, file.sha256)
        for file in self.repeats.values():
            yield FileRecord(file.path.name, file.sha256, "repeat")
        for name, file in self.forms.items():
            yield FileRecord(name, file.sha256, "form")

    def fingerprint(self, *, named: bool) -> str:
        """Digest all of them into one, as `combined` does."""
        return combined(list(self.records()), named=named)


def source_paths(
    location: str | Path,
    *,
    form: tuple[str, ...] = (),
    repeats: Mapping[str, str] | None = None,
    folder: Path | None = None,
) -> dict[str, Path]:
    """Find every file that a source is read from, without opening one.

    Returns
    -------
    dict
        Each file by its location: as it was given, or within the folder or pattern given.

    Raises
    ------
    SourceError
        A file is not there.
    """
    beside = _beside([*(repeats or {}).values(), *form], folder)
    files = find_files(location, folder=folder)
    if len(files) == 1 and not glob.has_magic(str(location)):
        return {str(location): next(iter(files.values())), **beside}
    fixed = takewhile(lambda part: not glob.has_magic(part), Path(location).parts)
    within = Path(*fixed)
    return {(within / name).as_posix(): path for name, path in files.items()} | beside


def gather(location: str, options: Options, folder: Path | None) -> Gathered:
    """Find and fingerprint the files of a source, and refuse those that do not go together.

    Raises
    ------
    SourceError
        Files that are missing, empty, too large, of different formats, there twice; or options
        that mean nothing for their format.
    """
    paths = find_files(location, folder=folder)
    limit = options.limits.files
    if len(paths) > limit:
        what = "the number of its files"
        raise LimitError(location, what=what, found=len(paths), limit=limit, key="files")
    named = {name: name if len(paths) > 1 else location for name in paths}
    files = _opened(location, {named[name]: path for name, path in paths.items()}, options)
    files = {name: files[named[name]] for name in paths}
    kinds = {file.kind for file in files.values()}
    if len(kinds) > 1:
        raise FileProblemsError(location, [_several_kinds(files)])
    kind = kinds.pop()
    if options.sheet is not None and kind != "xlsx":
        raise SheetError(location, sheet=options.sheet, sheets=())
    check_format(location, options, kind)
    repeats = _opened(location, _beside(options.repeats.values(), folder), options)
    gathered = Gathered(
        location,
        kind,
        files,
        {name: repeats[file] for name, file in options.repeats.items()},
        _forms(options, folder),
    )
    if twice := list(duplicates(list(gathered.records()))):
        raise FileProblemsError(location, twice)
    return gathered


def _beside(names: Iterable[str], folder: Path | None) -> dict[str, Path]:
    return {name: find_file(name, folder=folder) for name in names}


def _opened(location: str, paths: Mapping[str, Path], options: Options) -> dict[str, RawFile]:
    """Open each file; of several, say what is wrong with all of them at once."""
    opened: dict[str, RawFile] = {}
    refused: dict[str, EvalcapError] = {}
    for name, path in paths.items():
        try:
            kind, compression = format_of(path.name, name)
            opened[name] = open_raw(path, name, kind, compression, options.limits)
        except EvalcapError as error:
            refused[name] = error
    raise_refused(location, refused, n_files=len(paths))
    return opened


def raise_refused(location: str, refused: Mapping[str, EvalcapError], *, n_files: int) -> None:
    """Raise what was wrong with files: one's own error, or all problems of several."""
    if refused and n_files == 1:
        raise next(iter(refused.values()))
    problems: list[ReaderFinding] = []
    for name, error in refused.items():
        if isinstance(error, FileProblemsError):
            problems += [p.within(name) for p in error.problems]
        else:
            wrong = error.wrong.replace("\n", " ").rstrip(".")
            problems.append(ReaderFinding("unreadable", wrong, error.do, file=name))
    if problems:
        raise FileProblemsError(location, problems)


def _forms(options: Options, folder: Path | None) -> dict[str, RawFile]:
    forms = {}
    for name, path in _beside(options.form, folder).items():
        if path.suffix.lower() != ".xlsx":
            raise FormError(name, ["it is no .xlsx file"])
        forms[name] = open_raw(path, name, "xlsx", "", options.limits)
    return forms


def _several_kinds(files: Mapping[str, RawFile]) -> ReaderFinding:
    kinds: dict[str, list[str]] = {}
    for name, file in files.items():
        kinds.setdefault(file.kind, []).append(name)
    listed = "; ".join(f".{kind}: {preview(names, 3)}" for kind, names in kinds.items())
    return ReaderFinding(
        "formats",
        f"its files are of different formats: {listed}",
        "Name those of one format with a pattern, such as monthly/*.csv.",
    )
