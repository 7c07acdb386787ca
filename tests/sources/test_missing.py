import pandas as pd
import pytest

from evalcap.sources.missing import codes_in, marked_numbers


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


@pytest.mark.parametrize(
    ("cells", "codes"),
    [
        (["7", "12"], False),
        (["007", "12"], True),
        (["0.5", "0"], False),
        (["-07"], True),
        (["123456789012345"], False),
        (["1234567890123456"], True),
    ],
)
def test_leading_zeros_and_many_digits_make_codes(cells, codes):
    assert codes_in(pd.Series(cells)) is codes
