import io
import zipfile

import openpyxl
import pytest

from evalcap.errors.reading import LimitError
from evalcap.errors.source import SheetError, UnreadableFileError
from evalcap.sources import read_source
from evalcap.sources.options import Limits
from evalcap.sources.workbook import check_filled, open_workbook

ONE, TWO = [["case", "score"], ["007", 1.5]], [["x"], [1]]
OLE = bytes.fromhex("d0cf11e0a1b11ae1")


def _open(path):
    return open_workbook(path.read_bytes(), limits=Limits(), location=path.name)


def _changed(path, change):
    """Pack a workbook again with other contents: name to bytes, in and out."""
    with zipfile.ZipFile(path) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, part in change(parts).items():
            archive.writestr(name, part)
    path.write_bytes(packed.getvalue())
    return path


def _hide(*names):
    def change(made):
        for name in names:
            made[name].sheet_state = "hidden"

    return change


def test_the_first_sheet_that_is_shown_is_chosen(book):
    assert _open(book(one=ONE, two=TWO)).choose(None) == "one"
    assert _open(book(_hide("one"), one=ONE, two=TWO)).choose(None) == "two"


def test_a_sheet_can_be_asked_for_by_name_and_by_position_though_it_is_hidden(book):
    opened = _open(book(_hide("two"), one=ONE, two=TWO))
    assert opened.choose("two") == opened.choose(1) == "two"


@pytest.mark.parametrize("sheet", ["three", 2, -1])
def test_a_sheet_that_is_not_there_is_answered_with_those_that_are(book, sheet):
    with pytest.raises(SheetError, match="It has: one, two"):
        _open(book(one=ONE, two=TWO)).choose(sheet)


def test_a_chart_is_no_sheet_of_cells(book):
    opened = _open(book(lambda made: made.create_chartsheet("chart", 0), one=ONE))
    assert opened.sheets == ("one",)


def test_cells_come_from_the_first_row_and_column_on(book):
    sheet = _open(book(one=[[], [None, "b"], [None, 2]])).read("one")
    assert sheet.rows == [["", ""], ["", "b"], ["", 2.0]]


def test_a_name_with_marks_of_xml_leads_to_its_sheet(book):
    opened = _open(book(**{"A & <B>": TWO}))
    assert opened.read("A & <B>").rows == [["x"], [1.0]]


def test_a_workbook_in_the_container_of_protection_says_so(write):
    raw = OLE + bytes(600) + "EncryptedPackage".encode("utf-16-le") + bytes(600)
    with pytest.raises(UnreadableFileError, match="it is protected by a password"):
        read_source(write("a.xlsx", raw))


@pytest.mark.parametrize(
    ("raw", "words"),
    [
        (b"PK\x03\x04" + bytes(600), "it is cut off; its end is missing"),
        (b" <html><table></table></html>", "not an .xlsx inside but a web page"),
        (b"a,b\n1,2\n", "not an .xlsx inside but another kind of file"),
    ],
)
def test_what_is_no_whole_workbook_is_said_to_be_none(write, raw, words):
    with pytest.raises(UnreadableFileError, match=words):
        read_source(write("a.xlsx", raw))


def test_an_old_workbook_under_a_new_name_says_what_to_do(write):
    with pytest.raises(UnreadableFileError, match=r"old \.xls.*") as caught:
        read_source(write("a.xlsx", OLE + bytes(600)))
    assert "save it as .xlsx" in caught.value.do


@pytest.mark.parametrize("name", ["xl/vbaProject.bin", "xl/macrosheets/sheet1.xml"])
def test_a_workbook_with_macros_is_refused(book, name):
    path = _changed(book(one=ONE), lambda parts: parts | {name: b"x"})
    with pytest.raises(UnreadableFileError, match="with macros"):
        read_source(path)


@pytest.mark.parametrize(
    ("name", "words"),
    [("xl/workbook.bin", r"\.xlsb"), ("content.xml", "OpenDocument"), ("word.xml", "another kind")],
)
def test_another_kind_of_file_under_this_name_is_refused(book, name, words):
    path = _changed(book(one=ONE), lambda _: {name: b"x"})
    with pytest.raises(UnreadableFileError, match=words):
        read_source(path)


def test_xml_with_declarations_that_can_grow_is_refused(book):
    bomb = b'<!DOCTYPE x [<!ENTITY a "aaaa">]>'
    path = _changed(
        book(one=ONE), lambda parts: parts | {"xl/workbook.xml": bomb + parts["xl/workbook.xml"]}
    )
    with pytest.raises(UnreadableFileError, match="no workbook has"):
        read_source(path)


def test_a_sheet_that_is_elsewhere_than_it_says_is_refused(book):
    def change(parts):
        return {k: v for k, v in parts.items() if k != "xl/worksheets/sheet1.xml"}

    with pytest.raises(UnreadableFileError, match="is not where"):
        read_source(_changed(book(one=ONE), change))


def test_a_sheet_that_says_it_is_huge_and_is_not_is_read(book):
    def change(parts):
        xml = parts["xl/worksheets/sheet1.xml"].replace(b"A1:B2", b"A1:XFD1048576")
        return parts | {"xl/worksheets/sheet1.xml": xml}

    assert read_source(_changed(book(one=ONE), change)).n_rows == 1


def test_a_sheet_with_one_cell_far_out_is_refused_before_it_is_laid_out(book):
    path = book(lambda made: made["one"].cell(1_048_576, 16_384, 1), one=ONE)
    with pytest.raises(LimitError, match="1,048,576 rows and 16,384 columns"):
        read_source(path)


def test_merged_cells_beyond_any_sheet_are_refused():
    with pytest.raises(LimitError, match="merged"):
        check_filled(11, Limits(sheet_cells=10), "a.xlsx")


def test_pictures_and_other_parts_do_not_reach_the_parser(book):
    path = _changed(book(one=ONE), lambda parts: parts | {"xl/media/image1.png": b"x" * 1000})
    assert not [name for name in _open(path).parts if "media" in name or "theme" in name]


def test_a_workbook_without_a_sheet_of_cells_says_so(tmp_path):
    made = openpyxl.Workbook()
    made.create_chartsheet("chart")
    made.remove(made.worksheets[0])
    made.save(tmp_path / "a.xlsx")
    with pytest.raises(UnreadableFileError, match="no sheet of cells"):
        read_source(tmp_path / "a.xlsx")
