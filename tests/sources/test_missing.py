import pandas as pd
import pytest

from evalcap.sources.missing import codes_in, has_padded, marked_numbers


def test_only_columns_of_numbers_and_marks_are_found():
    frame = pd.DataFrame(
        {
            "number": [1, 2, 3],
            "marked": ["1", "NA", None],
            "mixed": [1, "n/a", 2.5],
            "country": ["NA", "SN", None],
            "code": ["007", "NA", "010"],
            "text": ["1", "2", "3"],
        }
    )
    assert marked_numbers(frame) == ["marked", "mixed"]


def test_numbers_beside_marks_are_written_as_the_file_writes_decimals():
    frame = pd.DataFrame({"comma": ["63,4", "n/a", None], "point": ["63.4", "n/a", None]})
    assert marked_numbers(frame, decimal=",") == ["comma", "point"]
    assert marked_numbers(frame) == ["point"]


@pytest.mark.parametrize(
    ("cells", "codes"),
    [
        (["7", "12"], False),
        (["007", "12"], True),
        (["0.5", "0"], False),
        (["-07"], True),
        ([" 07"], True),
        (["123456789012345"], False),
        (["1234567890123456"], True),
    ],
)
def test_leading_zeros_and_many_digits_make_codes(cells, codes):
    assert codes_in(pd.Series(cells)) is codes


@pytest.mark.parametrize(
    ("text", "padded"),
    [
        (b"a\n007\n", True),
        (b"a,b\n1,-07\n", True),
        (b'a,b\n1,"01"\n', True),
        (b"a\r01\r", True),
        (b"a,b\n0,0.5\n100,1.05\n", False),
        (b"a\nx01\n", False),
        (b"a,b\n1, 07\n", True),
        (b"", False),
    ],
)
def test_text_with_a_padded_cell_is_known_by_its_bytes(text, padded):
    assert has_padded(text) is padded


def test_a_padded_cell_across_two_windows_of_the_search_is_seen():
    size = 1024**2
    for at in range(-3, 3):
        text = bytearray(b"1" * (size + 20))
        text[size + at : size + at + 4] = b",-01"
        assert has_padded(bytes(text))


def test_zeros_within_numbers_are_no_padded_cells_wherever_a_window_begins():
    size = 1024**2
    for shift in range(3):
        assert not has_padded(b"1" * shift + b"10" * (size // 2 + 20))
