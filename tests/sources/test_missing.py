import pandas as pd

from evalcap.sources.missing import marked_numbers


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
