"""The format of a file, from its name, and the reader for it."""

from collections.abc import Callable, Mapping
from pathlib import PurePath
from typing import Final, get_args

from evalcap.errors import EvalcapError
from evalcap.errors.source import UnknownFormatError, UnreadableFileError
from evalcap.sources.compression import COMPRESSIONS
from evalcap.sources.declared import with_declared_missing
from evalcap.sources.delimited import read_delimited
from evalcap.sources.opening import RawFile
from evalcap.sources.options import Options
from evalcap.sources.parquet import read_parquet
from evalcap.sources.sheet import read_xlsx
from evalcap.sources.source import Content, Format
from evalcap.sources.spss import read_sav
from evalcap.sources.stata import read_dta

Reader = Callable[[RawFile, Options], Content]

_READERS: Final[Mapping[Format, Reader]] = {
    "csv": read_delimited,
    "tsv": read_delimited,
    "xlsx": read_xlsx,
    "dta": read_dta,
    "sav": read_sav,
    "parquet": read_parquet,
}
_SAVE: Final = "Open it in its own program and save it as {}."
# What to do with a format that is not read, where that is known.
_ADVICE: Final = {
    "xls": _SAVE.format(".xlsx (Excel Workbook)"),
    "xlsm": "It is a workbook with macros: save it as .xlsx (Excel Workbook), without them.",
    "xlsb": _SAVE.format(".xlsx (Excel Workbook)"),
    "ods": _SAVE.format(".xlsx"),
    "zsav": _SAVE.format(".sav"),
    "por": _SAVE.format(".sav"),
    "txt": "If it holds separated columns, rename it to .csv (or .tsv, with tabs).",
}


def format_of(name: str, location: str) -> tuple[Format, str]:
    """Tell the format and the compression ("" for none) from a file's name.

    Raises
    ------
    UnknownFormatError
        With the formats that are read, and what to do about this one.
    """
    stem, _, last = PurePath(name).name.lower().rpartition(".")
    compression = last if last in COMPRESSIONS else ""
    suffix = stem.rpartition(".")[2] if compression else last
    for kind in get_args(Format):
        if stem and suffix == kind and (not compression or kind in ("csv", "tsv")):
            return kind, compression
    known = [f".{kind}" for kind in get_args(Format)]
    raise UnknownFormatError(
        location,
        formats=[*known, *(f".csv.{c}" for c in COMPRESSIONS)],
        do=_ADVICE.get(suffix, ""),
    )


def read_content(file: RawFile, options: Options, reader: Reader | None = None) -> Content:
    """Read a file; whatever a damaged one does to a parser, say it in one message.

    Raises
    ------
    SourceError
        The file is damaged, protected, too large, or can be read in more than one way.
    """
    try:
        content = (reader or _READERS[file.kind])(file, options)
        file.require_unchanged()
        return with_declared_missing(content, options)
    except (EvalcapError, MemoryError):
        raise
    except Exception as error:  # parsers meet damaged bytes with exceptions of every kind
        reason = str(error).strip().partition("\n")[0].rstrip(".") or type(error).__name__
        raise UnreadableFileError(file.location, reason=f"as .{file.kind}, {reason}") from error
