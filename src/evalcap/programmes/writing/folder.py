"""Write everything about a programme type's schema into one folder."""

import csv
import importlib.util
import json
from collections.abc import Callable, Sequence
from dataclasses import asdict
from io import StringIO
from pathlib import Path

from evalcap.errors.programmes import (
    SchemaFilesExistError,
    SpreadsheetPackageMissingError,
    UnwritableFolderError,
)
from evalcap.programmes.programme import programme as find_programme
from evalcap.programmes.schema import Programme, Table
from evalcap.programmes.writing.codebook import codebook_csv, codebook_markdown
from evalcap.programmes.writing.datapackage import data_package, data_path
from evalcap.programmes.writing.form import table_form

Writer = Callable[[Path], object]


def write_schema(
    programme: str | Programme,
    *,
    to: str | Path,
    tables: Sequence[str] = (),
    replace: bool = False,
) -> tuple[Path, ...]:
    """Write a codebook, a blank workbook, forms and a data package for a programme type.

    Parameters
    ----------
    programme
        `training`, `document_verification` or `reintegration`, or what `ec.programme` gave.
    to
        Folder that they are written into; it is made if it is not there.
    tables
        Tables to write about; all if none is named.
    replace
        Write over files that are there.

    Returns
    -------
    tuple of Path
        The files: `codebook.md` and `codebook.csv`; `data-entry.xlsx`, with a sheet a table;
        `forms/TABLE.xlsx`, an XLSForm a table for KoboToolbox or ODK; `datapackage.json`, a
        Frictionless data package, with `data/TABLE.csv`, which hold headers only.

    Raises
    ------
    UnknownProgrammeError, UnknownTableError
    SchemaFilesExistError
        Files would be written over; nothing was written.
    SpreadsheetPackageMissingError
        openpyxl is not installed; nothing was written.
    UnwritableFolderError
        The folder or a file in it cannot be written; some files may have been.
    """
    schema = find_programme(programme) if isinstance(programme, str) else programme
    writers = _writers(schema.only(tables))
    folder = Path(to)
    files = {folder / name: write for name, write in writers.items()}
    if not replace and (there := [file for file in files if file.exists()]):
        raise SchemaFilesExistError(there, folder=folder)
    try:
        for file, write in files.items():
            file.parent.mkdir(parents=True, exist_ok=True)
            write(file)
    except OSError as error:
        raise UnwritableFolderError(folder, reason=error.strerror or str(error)) from None
    return tuple(files)


def _writers(schema: Programme) -> dict[str, Writer]:
    """Say what writes each file; everything that can fail does so here."""
    package = json.dumps(data_package(schema), indent=2, ensure_ascii=False) + "\n"
    return {
        "codebook.md": _text(codebook_markdown(schema)),
        # With its mark, spreadsheets take the file for what it is and show accents.
        "codebook.csv": _text(codebook_csv(schema), encoding="utf-8-sig"),
        **_spreadsheets(schema),
        "datapackage.json": _text(package),
        **{data_path(table): _text(_header(table)) for table in schema.tables},
    }


def _spreadsheets(schema: Programme) -> dict[str, Writer]:
    if importlib.util.find_spec("openpyxl") is None:
        raise SpreadsheetPackageMissingError
    # Only where spreadsheets are written: openpyxl is not always there.
    from evalcap.programmes.writing.sheets import workbook_of  # noqa: PLC0415
    from evalcap.programmes.writing.workbook import blank_workbook  # noqa: PLC0415

    writers: dict[str, Writer] = {"data-entry.xlsx": blank_workbook(schema).save}
    for table in schema.tables:
        writers[f"forms/{table.name}.xlsx"] = workbook_of(asdict(table_form(schema, table))).save
    return writers


def _text(text: str, encoding: str = "utf-8") -> Writer:
    return lambda file: file.write_text(text, encoding=encoding, newline="\n")


def _header(table: Table) -> str:
    text = StringIO()
    names = [member.name for column in table.columns for member in column.members]
    csv.writer(text, lineterminator="\n").writerow(names)
    return text.getvalue()
