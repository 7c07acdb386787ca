import io
import os
import re
import zipfile
from xml.etree import ElementTree as ET

import pytest

from evalcap.rendering.packages import pandoc_command
from evalcap.rendering.word import provide_reference, restyled

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


@pytest.fixture
def reference(tmp_path):
    provide_reference(tmp_path, [pandoc_command()], os.environ)
    return (tmp_path / "reference.docx").read_bytes()


def parts(document):
    with zipfile.ZipFile(io.BytesIO(document)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def styles(document):
    root = ET.fromstring(parts(document)["word/styles.xml"])  # noqa: S314 - our own file
    return {style.get(f"{W}styleId"): style for style in root.iter(f"{W}style")}


def test_every_part_is_sound_xml(reference):
    for name, content in parts(reference).items():
        if name.endswith((".xml", ".rels")):
            ET.fromstring(content)  # noqa: S314 - our own file


def test_it_has_the_styles_that_reports_use(reference):
    named = styles(reference)
    wanted = {"Heading1", "Heading4", "Table", "TableWide", "ImageCaption", "TableCaption", "Lead"}
    boxes = {
        f"Callout{kind}{part}"
        for kind in ("Note", "Tip", "Important", "Warning", "Caution")
        for part in ("", "Title")
    }
    assert wanted | boxes <= set(named)
    assert named["CalloutNote"].get(f"{W}type") == "table"


def test_no_style_is_given_twice(reference):
    root = ET.fromstring(parts(reference)["word/styles.xml"])  # noqa: S314 - our own file
    identifiers = [style.get(f"{W}styleId") for style in root.iter(f"{W}style")]
    assert len(identifiers) == len(set(identifiers))


def test_pages_are_a4_with_a_header_and_a_numbered_footer(reference):
    inside = parts(reference)
    assert b'w:w="11906" w:h="16838"' in inside["word/document.xml"]
    assert b" PAGE " in inside["word/footer1.xml"]
    assert re.findall(rb" ([A-Z]+) ", inside["word/header1.xml"]) == [b"TITLE", b"SUBJECT"]
    assert b'Target="header1.xml"' in inside["word/_rels/document.xml.rels"]
    assert b"/word/footer1.xml" in inside["[Content_Types].xml"]


def test_the_same_bytes_come_every_time(reference, tmp_path):
    original = (tmp_path / "carried.docx").read_bytes()
    assert restyled(original) == restyled(original) == reference


def test_a_folder_s_own_reference_document_stays(tmp_path):
    (tmp_path / "reference.docx").write_bytes(b"mine")
    provide_reference(tmp_path, [tmp_path / "none"], os.environ)
    assert (tmp_path / "reference.docx").read_bytes() == b"mine"


@pytest.mark.parametrize("style", ["Table", "TableWide"])
def test_the_heads_of_tables_are_bold(reference, style):
    [first] = [
        part
        for part in styles(reference)[style].iter(f"{W}tblStylePr")
        if part.get(f"{W}type") == "firstRow"
    ]
    assert first.find(f"{W}rPr/{W}b") is not None
