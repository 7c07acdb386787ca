import pandas as pd
import pytest

from evalcap.dataset import Panel
from evalcap.estimators.label import period_label


def labels(times):
    frame = pd.DataFrame({"post": "a", "month": times, "score": 1.0, "on": 0})
    panel = Panel.from_frame(frame, unit="post", time="month", outcome="score", treated="on")
    return [period_label(panel, place) for place in panel.periods]


@pytest.mark.parametrize(
    ("times", "expected"),
    [
        ([2019, 2020], [2019, 2020]),
        ([0.5, 1.0], [0.5, 1]),
        (["2024-01-01", "2024-02-01"], ["2024-01", "2024-02"]),
    ],
)
def test_periods_are_named_as_in_the_data(times, expected):
    assert labels(times) == expected


def test_whole_numbers_are_integers():
    assert [type(label) for label in labels([1.0, 2.0])] == [int, int]
