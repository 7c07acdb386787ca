import numpy as np
import pandas as pd
import pytest

from evalcap.dataset import Panel
from evalcap.inference.changes import compared, first_and_last

ROLES = {"unit": "u", "time": "t", "outcome": "y", "treated_from": "g"}


@pytest.fixture
def frame() -> pd.DataFrame:
    unit, time = (a.ravel() for a in np.indices((5, 3)))
    dates = pd.to_datetime(["2023-01-01", "2023-02-01", "2023-03-01"])
    starts = [*dates[[0, 1, 2]].tolist(), pd.NaT, pd.NaT]
    return pd.DataFrame({"u": unit, "t": dates[time], "y": 1.0, "g": np.array(starts)[unit]})


def test_periods_that_are_not_named_are_the_first_and_the_last(frame):
    panel = Panel.from_frame(frame.sample(frac=1, random_state=2), **ROLES)
    march = pd.Timestamp("2023-03-01")
    assert first_and_last(panel, None, None) == (pd.Timestamp("2023-01-01"), march)
    assert first_and_last(panel, "2023-02-01", None) == ("2023-02-01", march)


def test_units_treated_from_the_first_period_are_not_compared(frame):
    panel = Panel.from_frame(frame, **ROLES)
    found = compared(panel, ("2023-01-01", "2023-03-01"))
    assert found.unit_labels.tolist() == [1, 2, 3, 4]
    assert np.isfinite(found.treated_from).tolist() == [True, True, False, False]


def test_units_treated_after_the_last_period_are_comparison(frame):
    found = compared(Panel.from_frame(frame, **ROLES), ("2023-01-01", "2023-02-01"))
    assert np.isfinite(found.treated_from).tolist() == [True, False, False, False]


def test_units_not_seen_in_both_periods_are_left_out(frame):
    frame.loc[(frame["u"] == 3) & (frame["t"] == "2023-03-01"), "y"] = None
    rows = frame.drop(index=12)  # the first row of unit 4
    found = compared(Panel.from_frame(rows, **ROLES), ("2023-01-01", "2023-03-01"))
    assert found.unit_labels.tolist() == [1, 2]
