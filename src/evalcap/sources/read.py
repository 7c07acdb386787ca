"""Choose the reader for a file, and fingerprint what it reads."""

from collections.abc import Callable
from hashlib import sha256 as fingerprint
from pathlib import Path
from typing import get_args

from evalcap.errors import EvalcapError
from evalcap.errors.source import (
    ChangedSourceError,
    SheetError,
    UnknownFormatError,
    UnreadableFileError,
)
from evalcap.sources.compression import COMPRESSIONS, decompress
from evalcap.sources.delimited import read_csv, read_tsv
from evalcap.sources.location import find_file
from evalcap.sources.parquet import read_parquet
from evalcap.sources.source import Content, Format, Source
from evalcap.sources.spss import read_sav
from evalcap.sources.stata import read_dta
from evalcap.sources.workbook import read_xlsx

_READERS: dict[Format, Callable[[bytes], Content]] = {
    "csv": read_csv,
    "tsv": read_tsv,
    "dta": read_dta,
    "sav": read_sav,
    "parquet": read_parquet,
}


def read_source(
    location: str | Path,
    *,
    name: str | None = None,
    sha256: str | None = None,
    sheet: str | int | None = None,
    folder: Path | None = None,
) -> Source:
    """Read a file of raw data and fingerprint it. The file itself is never changed.

    Parameters
    ----------
    location
        A path, or `package:PACKAGE/path/inside` for data that an installed package ships. The
        suffix says the format: .csv and .tsv (also with .gz, .bz2, .xz or .zip), .xlsx, .dta,
        .sav, .parquet.
    name
        What to call the data; the file's own name if not given.
    sha256
        The fingerprint that the data must have; not checked if not given.
    sheet
        Sheet of a workbook, by name or by position from 0; the first if not given.
    folder
        What a relative path is relative to; the current directory if not given.

    Returns
    -------
    Source
        Values as recorded. Codes keep their codes, with labels beside them. Cells that are
        empty, or that the file declares missing, are missing. Numbers of a .dta come as float64
        or int64 with exactly the stored value: a single-precision 0.1 stays 0.10000000149.

    Raises
    ------
    SourceError
        The file is missing, of another format, damaged, protected, or not the accepted one.
    """
    text = str(location)
    path = find_file(location, folder=folder)
    kind, compression = _format(text, path.name)
    if sheet is not None and kind != "xlsx":
        raise SheetError(text, sheet=sheet, sheets=())
    raw = _bytes(path, text)
    found = fingerprint(raw).hexdigest()
    if sha256 is not None and found != sha256.lower():
        raise ChangedSourceError(text, expected=sha256, found=found)
    content = _content(raw, kind, compression, sheet, text)
    return Source(
        name=name or path.name.partition(".")[0],
        location=text,
        format=kind,
        sha256=found,
        frame=content.frame,
        column_labels=content.column_labels,
        value_labels=content.value_labels,
        user_missing=content.user_missing,
    )


def _format(location: str, name: str) -> tuple[Format, str]:
    """Tell the format and the compression ("" for none) from a file's name."""
    stem, _, last = name.lower().rpartition(".")
    compression = last if last in COMPRESSIONS else ""
    suffix = stem.rpartition(".")[2] if compression else last
    for kind in get_args(Format):
        if suffix == kind and (not compression or kind in ("csv", "tsv")):
            return kind, compression
    formats = [f".{kind}" for kind in get_args(Format)]
    raise UnknownFormatError(location, formats=[*formats, *(f".csv.{c}" for c in COMPRESSIONS)])


def _bytes(path: Path, location: str) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise UnreadableFileError(
            location,
            reason=error.strerror or "it could not be opened",
            do="Check the file's permissions, and that no other program holds it.",
        ) from error


def _content(
    raw: bytes, kind: Format, compression: str, sheet: str | int | None, location: str
) -> Content:
    """Read a file's bytes; whatever a damaged file does to a parser, say it in one message."""
    if not raw:
        raise UnreadableFileError(location, reason="it is empty")
    try:
        if kind == "xlsx":
            return read_xlsx(raw, sheet=sheet, location=location)
        return _READERS[kind](decompress(raw, compression) if compression else raw)
    except (EvalcapError, MemoryError):
        raise
    except Exception as error:  # parsers meet damaged bytes with exceptions of every kind
        reason = str(error).strip().partition("\n")[0].rstrip(".") or type(error).__name__
        raise UnreadableFileError(location, reason=f"as .{kind}, {reason}") from error
