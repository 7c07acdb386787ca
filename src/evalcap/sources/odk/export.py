"""Read an export of KoboToolbox or ODK with its form: the records, and each repeated group."""

from collections.abc import Iterator, Mapping
from dataclasses import replace

import pandas as pd

from evalcap.errors.reading import ReaderFinding, ReaderOptionError
from evalcap.sources.cells import text_column
from evalcap.sources.delimited import read_text_cells
from evalcap.sources.odk.form import Form, Path
from evalcap.sources.odk.raw import Raw
from evalcap.sources.odk.repeats import key_findings, parent_of, repeat_of
from evalcap.sources.odk.table import read_table
from evalcap.sources.opening import RawFile
from evalcap.sources.options import Options
from evalcap.sources.sheet import sheet_table
from evalcap.sources.source import Content
from evalcap.sources.workbook import open_workbook

Tables = dict[Path, Raw]


def read_export(
    file: RawFile, options: Options, *, form: Form, repeats: Mapping[str, RawFile]
) -> Content:
    """Read an export with its form.

    Parameters
    ----------
    file
        The records, as a text or as a workbook with a sheet for each repeated group.
    form
        What they were collected with.
    repeats
        Repeated group to the text that holds it, for exports as text.

    Returns
    -------
    Content
        The records; each repeated group is one of its tables, by name.
    """
    if file.kind == "xlsx":
        raw, noted = _from_workbook(file, options, form)
    else:
        raw, noted = _from_texts(file, options, form, repeats), []
    read = {repeat: read_table(table, form, repeat) for repeat, table in raw.items()}
    joins = {repeat: _joins(repeat, raw, read, form) for repeat in raw if repeat}
    tables = {
        form.repeat_name(repeat): replace(read[repeat], findings=(*read[repeat].findings, *found))
        for repeat, found in joins.items()
    }
    absent = [form.repeat_name(repeat) for repeat in form.repeats if repeat not in raw]
    found = [f for part in (read[()], *tables.values()) for f in part.findings]
    return replace(read[()], tables=tables, findings=(*noted, *found, *_absent(absent, file.kind)))


def _from_workbook(
    file: RawFile, options: Options, form: Form
) -> tuple[Tables, list[ReaderFinding]]:
    book = open_workbook(file.read(), limits=options.limits, location=file.location)
    main = book.choose(options.sheet)
    tables: Tables = {}
    findings: list[ReaderFinding] = []
    for name in book.sheets:
        repeat: Path | None = () if name == main else repeat_of(name, form)
        if repeat is None:
            wrong = "neither the records nor a repeated group of the form; not read"
            findings.append(ReaderFinding("unknown_sheet", wrong, sheet=name))
            continue
        headers, numbers, rows, noted = sheet_table(book.read(name), options, file.location)
        findings += noted
        columns = zip(*rows, strict=True) if rows else ([] for _ in headers)
        cells = {i: text_column(list(column)) for i, column in enumerate(columns)}
        tables[repeat] = Raw(headers, pd.DataFrame(cells), numbers, name)
    return {repeat: tables[repeat] for repeat in sorted(tables, key=len)}, findings


def _from_texts(
    file: RawFile, options: Options, form: Form, repeats: Mapping[str, RawFile]
) -> Tables:
    known = {form.repeat_name(repeat): repeat for repeat in form.repeats}
    strange = [name for name in repeats if name not in known]
    if strange:
        listed = ", ".join(known) or "none"
        problems = [
            f"the form has no repeated group {name!r}; it has: {listed}" for name in strange
        ]
        raise ReaderOptionError(file.location, problems)
    tables: Tables = {(): _text_table(file, options)}
    for name, part in repeats.items():
        tables[known[name]] = replace(_text_table(part, options), file=part.path.name)
    return tables


def _text_table(file: RawFile, options: Options) -> Raw:
    headers, cells, _ = read_text_cells(file, options)
    return Raw(headers, cells, range(1, len(cells) + 1))


def _joins(
    repeat: Path, raw: Tables, read: Mapping[Path, Content], form: Form
) -> Iterator[ReaderFinding]:
    parent = parent_of(repeat, form)
    if parent in read:
        yield from key_findings(read[repeat].frame, read[parent].frame, raw[repeat])


def _absent(names: list[str], kind: str) -> Iterator[ReaderFinding]:
    for name in names:
        do = (
            "Export as XLS, which has a sheet for each."
            if kind == "xlsx"
            else 'Name its file with repeats = { NAME = "FILE" }, or export as XLS.'
        )
        yield ReaderFinding("absent_repeat", f"the repeated group {name!r} is not in it", do)
