import numpy as np
import pandas as pd
import pytest

from evalcap.dataset import Panel
from evalcap.privacy.disclosure import Rules
from evalcap.study.described import first_spread
from evalcap.study.publication import Publication


def spread_for(*, people):
    frame = pd.DataFrame(
        {
            "unit": ["a", "b", "c"] * 2,
            "time": [1, 1, 1, 2, 2, 2],
            "score": [1.0, 2.0, 6.0, 50.0, 60.0, 70.0],
            "start": [2, np.inf, np.inf] * 2,
        }
    )
    panel = Panel.from_frame(frame, unit="unit", time="time", outcome="score", treated_from="start")
    return first_spread(panel, Publication(people=people, rules=Rules()))


def test_the_spread_of_an_outcome_is_that_of_all_units_in_the_first_period():
    assert spread_for(people=False) == pytest.approx(7**0.5)  # 1, 2 and 6 about 3


def test_three_people_are_too_few_for_a_spread():
    assert spread_for(people=True) is None
