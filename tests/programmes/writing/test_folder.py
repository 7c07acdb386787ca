import csv
import json

import pytest

from evalcap import programme, write_schema
from evalcap.errors.programmes import (
    SchemaFilesExistError,
    SpreadsheetPackageMissingError,
    UnknownTableError,
    UnwritableFolderError,
)

FILES = {
    "codebook.md",
    "codebook.csv",
    "data-entry.xlsx",
    "datapackage.json",
    "data/visits.csv",
    "data/doctors.csv",
    "forms/visits.xlsx",
    "forms/doctors.xlsx",
}


def _files(folder):
    return {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}


def test_everything_is_written_and_named(clinic, tmp_path):
    written = write_schema(clinic, to=tmp_path / "new" / "folder")
    folder = tmp_path / "new" / "folder"
    assert _files(folder) == {path.relative_to(folder).as_posix() for path in written} == FILES


def test_a_programme_type_goes_by_its_name(tmp_path):
    written = write_schema("training", to=tmp_path, tables=["courses"])
    assert tmp_path / "forms" / "courses.xlsx" in written
    assert not (tmp_path / "forms" / "officers.xlsx").exists()


def test_the_package_names_files_that_are_there_with_its_fields_as_headers(clinic, tmp_path):
    write_schema(clinic, to=tmp_path)
    package = json.loads((tmp_path / "datapackage.json").read_text(encoding="utf-8"))
    for resource in package["resources"]:
        with (tmp_path / resource["path"]).open(encoding="utf-8", newline="") as file:
            rows = list(csv.reader(file))
        assert rows == [[field["name"] for field in resource["schema"]["fields"]]]


def test_spreadsheets_see_that_the_codebook_is_unicode(clinic, tmp_path):
    write_schema(clinic, to=tmp_path)
    assert (tmp_path / "codebook.csv").read_bytes().startswith(b"\xef\xbb\xbf")


def test_files_that_may_hold_data_are_not_written_over(clinic, tmp_path):
    write_schema(clinic, to=tmp_path)
    (tmp_path / "data-entry.xlsx").write_text("three weeks of work", encoding="utf-8")
    for name in FILES - {"data-entry.xlsx", "codebook.md"}:
        (tmp_path / name).unlink()
    with pytest.raises(SchemaFilesExistError, match=r"codebook\.md, data-entry\.xlsx") as caught:
        write_schema(clinic, to=tmp_path)
    assert len(caught.value.files) == 2
    assert _files(tmp_path) == {"data-entry.xlsx", "codebook.md"}
    assert (tmp_path / "data-entry.xlsx").read_text(encoding="utf-8") == "three weeks of work"


def test_they_are_where_that_is_asked_for(clinic, tmp_path):
    (tmp_path / "codebook.md").write_text("old", encoding="utf-8")
    write_schema(clinic, to=tmp_path, replace=True)
    assert (tmp_path / "codebook.md").read_text(encoding="utf-8").startswith("# A clinic")


def test_a_table_that_there_is_not_is_answered_with_those_there_are(tmp_path):
    with pytest.raises(UnknownTableError, match="officers, courses, attendances"):
        write_schema("training", to=tmp_path, tables=["courses", "teachers"])
    assert _files(tmp_path) == set()


def test_a_file_is_no_folder_to_write_into(clinic, tmp_path):
    (tmp_path / "notes").write_text("mine", encoding="utf-8")
    with pytest.raises(UnwritableFolderError, match=r"cannot be written into .*notes"):
        write_schema(clinic, to=tmp_path / "notes")
    assert (tmp_path / "notes").read_text(encoding="utf-8") == "mine"


def test_without_openpyxl_nothing_is_written(clinic, tmp_path, monkeypatch):
    monkeypatch.setattr("importlib.util.find_spec", lambda _: None)
    with pytest.raises(SpreadsheetPackageMissingError, match=r"evalcap\[forms\]"):
        write_schema(clinic, to=tmp_path)
    assert _files(tmp_path) == set()


def test_a_part_of_a_programme_keeps_the_order_of_its_tables():
    some = programme("training").only(["attendances", "officers"])
    assert [table.name for table in some.tables] == ["officers", "attendances"]
