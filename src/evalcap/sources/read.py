"""Read raw data from a file, or from several, and fingerprint it."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import fields, replace
from functools import partial
from pathlib import Path
from typing import Any

from evalcap.errors import EvalcapError
from evalcap.errors.reading import ReaderOptionError
from evalcap.errors.source import ChangedSourceError
from evalcap.sources.formats import Reader, read_content
from evalcap.sources.gathering import Gathered, gather, raise_refused
from evalcap.sources.odk.export import read_export
from evalcap.sources.odk.form import merged
from evalcap.sources.odk.xlsform import read_form
from evalcap.sources.options import EVERY_COLUMN, Decimal, Options, Thousands, declared_options
from evalcap.sources.several import differing_types, joined
from evalcap.sources.source import Content, FileRecord, Source


def read_source(
    location: str | Path,
    *,
    name: str | None = None,
    sha256: str | None = None,
    sheet: str | int | None = None,
    folder: Path | None = None,
    header: int | Sequence[int] = 1,
    encoding: str | None = None,
    delimiter: str | None = None,
    decimal: Decimal = ".",
    thousands: Thousands | None = None,
    missing: Sequence[str] | Mapping[str, Sequence[str]] | None = None,
    text_columns: Sequence[str] = (),
    fill_merged: bool = False,
    form: str | Path | Sequence[str | Path] | None = None,
    repeats: Mapping[str, str] | None = None,
    file_column: str | None = None,
    limits: Mapping[str, int] | None = None,
) -> Source:
    """Read a file of raw data and fingerprint it. The file itself is never changed.

    docs/reading-data.md describes each format, option and refusal.

    Parameters
    ----------
    location
        A path, or `package:PACKAGE/path/inside` for data that an installed package ships; or a
        folder, or a pattern such as `monthly/*.csv`, whose files are put below each other. The
        suffix says the format: .csv and .tsv (also with .gz, .bz2, .xz or .zip), .xlsx, .dta,
        .sav, .parquet.
    name
        What to call the data; the file's own name if not given.
    sha256
        The fingerprint that the data must have; not checked if not given.
    sheet
        Sheet of a workbook, by name or by position from 0; the first that is shown if not given.
    folder
        What a relative path is relative to; the current directory if not given.
    header
        Number, from 1, of the line or row with the headers; what stands above is left out. Of a
        workbook also the first and the last row of a header that spans several.
    encoding, delimiter
        Of a text; found by themselves where there is one possibility only.
    decimal, thousands
        How a text writes numbers.
    missing
        Codes that mean missing: a list for every column, or column to list. They are kept as
        reasons, cell by cell.
    text_columns
        Columns of a text or workbook whose cells stay text, as written.
    fill_merged
        Whether the value of merged cells counts for all of them.
    form
        The XLSForm of a KoboToolbox or ODK export, or those of several versions, oldest first.
    repeats
        Repeated group of the form to the text file that holds it, for exports as CSV.
    file_column
        Name of a column to make, with the name of the file that each record came from.
    limits
        Limits to raise (or lower): bytes, ratio, entries, columns, cells, sheet_cells, files.

    Returns
    -------
    Source
        Values as recorded. Codes keep their codes, with labels beside them. Cells that are
        empty, or that the file declares missing, are missing. Numbers of a .dta come as float64
        or int64 with exactly the stored value: a single-precision 0.1 stays 0.10000000149.

    Raises
    ------
    SourceError
        The file is missing, of another format, damaged, protected, too large, not the accepted
        one, or can be read in more than one way.
    """
    text = str(location)
    given = {
        "sheet": sheet,
        "header": header,
        "encoding": encoding,
        "delimiter": delimiter,
        "decimal": decimal,
        "thousands": thousands,
        "missing": missing,
        "text_columns": text_columns,
        "fill_merged": fill_merged,
        "form": form,
        "repeats": repeats,
        "file_column": file_column,
        "limits": limits,
    }
    options = declared_options(text, given)
    gathered = gather(text, options, folder)
    found = gathered.fingerprint(named=options.file_column is not None)
    if sha256 is not None and found != sha256.lower():
        raise ChangedSourceError(text, expected=sha256, found=found)
    contents = _contents(gathered, options)
    whole = _whole(gathered, contents, options)
    facts = {
        "location": text,
        "format": gathered.kind,
        "sha256": found,
        "files": tuple(_records(gathered, contents)),
    }
    first = next(iter(gathered.files.values())).path
    plain = first.parent.name if len(gathered.files) > 1 else first.name.partition(".")[0]
    return _source(name or plain, whole, facts)


def _contents(gathered: Gathered, options: Options) -> dict[str, Content]:
    """Read every file; of several, say what is wrong with all of them at once."""
    reader: Reader | None = None
    if gathered.forms:
        form = merged([read_form(file, options.limits) for file in gathered.forms.values()])
        reader = partial(read_export, form=form, repeats=gathered.repeats)
    contents: dict[str, Content] = {}
    refused: dict[str, EvalcapError] = {}
    for name, file in gathered.files.items():
        try:
            contents[name] = read_content(file, options, reader)
        except EvalcapError as error:
            refused[name] = error
    raise_refused(gathered.location, refused, n_files=len(gathered.files))
    return contents


def _whole(gathered: Gathered, contents: dict[str, Content], options: Options) -> Content:
    """Put the files below each other, if there are several."""
    _check_columns(gathered.location, contents, options)
    if len(contents) == 1:
        name, content = next(iter(contents.items()))
        return _with_file(content, name, options.file_column)
    if any(content.tables for content in contents.values()):
        problem = "repeated groups of several exports cannot be told apart: export all at once"
        raise ReaderOptionError(gathered.location, [problem])
    differing = differing_types(contents)
    if gathered.kind in ("csv", "tsv", "xlsx") and not gathered.forms:
        for name, content in contents.items():
            own = [column for column in differing if column in content.frame.columns]
            if own:  # so that 007 in one file and 7 in the next stay what they are
                file, text = gathered.files[name], {*options.text_columns, *own}
                again = read_content(file, replace(options, text_columns=tuple(text)))
                contents = contents | {name: again}
    column = options.file_column
    return joined({n: _with_file(c, n, column) for n, c in contents.items()}, differing)


def _check_columns(location: str, contents: Mapping[str, Content], options: Options) -> None:
    """See to it that each column that an option names is in one of the files at least."""
    known = {str(name) for content in contents.values() for name in content.frame.columns}
    named = {"missing": options.missing, "text_columns": options.text_columns}
    problems = [
        f"{option} names {column!r}, and there is no such column"
        for option, columns in named.items()
        for column in columns
        if column not in known and column != EVERY_COLUMN
    ]
    if problems:
        raise ReaderOptionError(location, problems)


def _with_file(content: Content, file: str, column: str | None) -> Content:
    """Add a column with the name of the file, if one is asked for."""
    if column is None:
        return content
    if column in content.frame.columns:
        problem = f"file_column is {column!r}, and the file has a column of that name"
        raise ReaderOptionError(file, [problem])
    return replace(content, frame=content.frame.assign(**{column: file}))


def _records(gathered: Gathered, contents: Mapping[str, Content]) -> Iterator[FileRecord]:
    for record in gathered.records():
        content = contents.get(record.name) if record.role == "data" else None
        if content is None:
            yield record
            continue
        columns = tuple(str(column) for column in content.frame.columns)
        n_rows = len(content.frame)
        yield replace(record, n_rows=n_rows, columns=columns, layout=content.layout)


def _source(name: str, content: Content, facts: Mapping[str, Any]) -> Source:
    tables = {table: _source(table, found, facts) for table, found in content.tables.items()}
    held = {field.name: getattr(content, field.name) for field in fields(content)}
    del held["layout"]
    return Source(name, **facts, **(held | {"tables": tables}))
