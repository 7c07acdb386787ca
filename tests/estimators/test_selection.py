import numpy as np
import pandas as pd
import pytest

from evalcap.dataset import Panel
from evalcap.estimators.selection import Selection


@pytest.fixture
def panel() -> Panel:
    """Three posts over three years."""
    frame = pd.DataFrame([(u, t) for u in "abc" for t in (1, 2, 3)], columns=["post", "year"])
    frame["start"], frame["checks"] = np.nan, np.arange(9.0)
    return Panel.from_frame(frame, unit="post", time="year", outcome="checks", treated_from="start")


def test_taking_all_rows_copies_nothing(panel):
    rows = Selection.of(panel, np.ones(9, bool))
    assert np.shares_memory(panel.outcome[rows.row], panel.outcome)
    assert (rows.units.tolist(), rows.times.tolist(), rows.n_rows) == ([0, 1, 2], [0, 1, 2], 9)
    assert rows.layout.is_full


def test_units_and_periods_are_counted_among_the_rows_taken(panel):
    keep = np.array([True, False, True, False, False, False, True, False, True])
    rows = Selection.of(panel, keep)
    assert panel.outcome[rows.row].tolist() == [0, 2, 6, 8]
    assert (rows.units.tolist(), rows.times.tolist()) == ([0, 2], [0, 2])
    assert rows.layout.unit.tolist() == [0, 0, 1, 1]
    assert rows.layout.period.tolist() == [0, 1, 0, 1]
    assert rows.layout.is_full


def test_a_unit_that_misses_a_period_leaves_the_table_with_a_gap(panel):
    rows = Selection.at(panel, np.array([0, 1, 3, 4, 5]))
    assert not rows.layout.is_full
    assert rows.layout.shape == (2, 3)
