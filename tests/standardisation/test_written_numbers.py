import pandas as pd
import pytest

from evalcap.standardisation.written_numbers import advice, from_arabic


@pytest.mark.parametrize(
    ("cell", "number"),
    [
        ("\u0665\u0661", 51),
        ("\u06f5\u06f1", 51),
        ("\u0661\u066c\u0662\u0663\u0664\u066b\u0665", 1234.5),
        ("-\u0663", -3),
        ("7.5", 7.5),
        ("\u0665\u0661 x", None),
        (None, None),
    ],
)
def test_digits_of_arabic_persian_and_urdu_are_numbers(cell, number):
    (found,) = from_arabic(pd.Series([cell], dtype=object))
    assert pd.isna(found) if number is None else found == number


@pytest.mark.parametrize(
    ("cells", "said"),
    [
        (["\u0665\u0661", "absent"], "'Arabic digits -> number' in [units]"),
        (["1,234", "12,345.50"], "thousands = ',' in [[sources]]"),
        (["1 234", "1 234 567"], "thousands = ' ' in [[sources]]"),
        (["1,234", "absent"], "Recode such cells"),
        (["absent"], "Recode such cells"),
    ],
)
def test_what_to_do_is_said_by_how_cells_are_written(cells, said):
    assert said in advice(pd.Series(cells))
