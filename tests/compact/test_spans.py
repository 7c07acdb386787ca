"""The days that the name of a period covers."""

from datetime import date

import pytest

from evalcap.compact.spans import span_of


@pytest.mark.parametrize(
    ("label", "first", "last"),
    [
        ("2023", date(2023, 1, 1), date(2023, 12, 31)),
        ("2024-02", date(2024, 2, 1), date(2024, 2, 29)),
        ("2023Q2", date(2023, 4, 1), date(2023, 6, 30)),
        ("2024-12-30/2025-01-05", date(2024, 12, 30), date(2025, 1, 5)),
        ("2024-03-31", date(2024, 3, 31), date(2024, 3, 31)),
    ],
)
def test_a_period_of_a_calendar_has_a_first_and_a_last_day(label, first, last):
    assert span_of(label) == (first, last)


@pytest.mark.parametrize("label", ["7", "123", "3024", "never", ""])
def test_a_period_that_is_only_a_number_has_none(label):
    assert span_of(label) is None
