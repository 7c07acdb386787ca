import pytest

from evalcap.errors.reading import LimitError
from evalcap.sources.options import Limits
from evalcap.sources.sheet_xml import (
    OddCell,
    check_size,
    check_strings,
    hidden_rows,
    odd_cells,
)

TIGHT = Limits(sheet_cells=100, columns=50)


def _refused(xml, limits=TIGHT):
    with pytest.raises(LimitError) as caught:
        check_size(xml, limits, "a.xlsx")
    return caught.value


@pytest.mark.parametrize(
    "cell",
    [
        b'<c r="B60"><v>1</v></c>',
        b"<c r='B60'><v>1</v></c>",
        b'<c s="1" r = "b60" t="n"><v>1</v></c>',
        b'<x:c r="B60"/>',
    ],
)
def test_the_last_cell_says_how_large_a_sheet_is_however_it_is_written(cell):
    assert _refused(b'<row r="1"><c r="A1"/></row><row r="60">' + cell + b"</row>").found == 120


def test_a_sheet_within_the_limits_is_let_through():
    check_size(b'<row r="50"><c r="B50"/></row>', TIGHT, "a.xlsx")


def test_a_column_beyond_the_limit_is_refused_as_such():
    assert _refused(b'<row r="1"><c r="AY1"/></row>').key == "columns"  # the 51st


def test_cells_without_their_place_count_from_the_one_before():
    rows = b"<row>" + b"<c><v>1</v></c>" * 5 + b"</row>"
    assert _refused(rows * 30).key == "sheet_cells"


def test_a_reference_across_two_windows_of_the_search_is_seen():
    filler = b'<row r="1"><c r="A1"/></row>'
    padding = b"x" * (8 * 1024**2 - len(filler) - 8)
    assert _refused(filler + padding + b'<c r="AAAA99"/>').key == "columns"


def test_errors_and_formulas_without_result_are_listed_by_place():
    xml = (
        b'<c r="A1" t="e"><v>#N/A</v></c><c r="B1"/><c r="C2"><f>1+1</f></c>'
        b'<c r="D2"><f>1+1</f><v>2</v></c><c r="E2"><f>1+1</f><v/></c>'
        b'<c r="F2" t="str"><f>""</f><v></v></c><c r="AA10" t="e"><f>1/0</f><v>#DIV/0!</v></c>'
    )
    assert list(odd_cells(xml)) == [
        OddCell(0, 0, "#N/A"),
        OddCell(1, 2, ""),
        OddCell(1, 4, ""),
        OddCell(9, 26, "#DIV/0!"),
    ]


def test_a_sheet_without_errors_and_formulas_has_no_odd_cell():
    assert list(odd_cells(b'<c r="A1" t="s"><v>0</v></c>')) == []


def test_hidden_rows_are_counted():
    assert hidden_rows(b'<row r="1" hidden="1"/><row r="2" hidden="0"/><row hidden="true">') == 2


def test_texts_stored_once_and_repeated_without_measure_are_refused():
    shared = b"<sst><si><t>" + b"x" * 100 + b"</t></si><si><t>y</t></si></sst>"
    cells = b'<c t="s"><v>0</v></c>' * 90
    with pytest.raises(LimitError, match="texts"):
        check_strings(shared, cells, Limits(bytes=9_000), "a.xlsx")
    check_strings(shared, b'<c t="s"><v>1</v></c>' * 90, Limits(bytes=9_000), "a.xlsx")
