import pytest

from evalcap.sources.sheet_places import column_number, last_place


@pytest.mark.parametrize(
    ("letters", "number"), [(b"A", 1), (b"z", 26), (b"AA", 27), (b"XFD", 16_384), (b"", 0)]
)
def test_letters_are_numbers_of_columns(letters, number):
    assert column_number(letters) == number


@pytest.mark.parametrize(
    ("xml", "place"),
    [
        (b'<c r="B60"/>', (60, 2, 1)),
        (b"<c r='b60'/>", (60, 2, 1)),
        (b'<c\tr="AA7"/><c\nr="B9" t="s"/>', (9, 27, 2)),
        (b'<row r="12" spans="1:3"><c r="A1"/></row>', (12, 1, 1)),
        (b'<c s="1" r = "C60"/>', (60, 3, 1)),
        (b'<c r="XFD1048576"/>', (1_048_576, 16_384, 1)),
        (b'<c r="A12345678901"/>', (12_345_678_901, 1, 1)),
        (b'<c dr="Z99"/><c s="1"/>', (0, 0, 0)),
        (b"", (0, 0, 0)),
    ],
)
def test_the_last_place_is_found_however_it_is_written(xml, place):
    assert last_place(xml) == place


def test_both_ways_to_look_give_the_same():
    cells = b"".join(
        b'<c r="%s%d" t="n"/>' % (letters, row)
        for row in (1, 99, 1_000_000)
        for letters in (b"A", b"zz", b"ABC")
    )
    assert last_place(cells) == last_place(cells + b'<c t = "n"/>') == (1_000_000, 731, 9)
