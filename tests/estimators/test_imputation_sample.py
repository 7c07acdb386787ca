import numpy as np
import pandas as pd
import pytest

from evalcap.dataset import Panel
from evalcap.errors.design import NoTreatedError
from evalcap.estimators.imputation_sample import ImputationSample, draw_imputation_sample


@pytest.fixture
def frame() -> pd.DataFrame:
    """Four posts over three years: treated from 1, 2, 3 and never."""
    frame = pd.DataFrame([(u, t) for u in range(4) for t in (1, 2, 3)], columns=["post", "year"])
    frame["start"] = np.repeat([1, 2, 3, np.nan], 3)
    frame["checks"] = np.arange(12.0)
    return frame


def sample(frame: pd.DataFrame, anticipation: float = 0, **roles: str) -> ImputationSample:
    names = {"unit": "post", "time": "year", "outcome": "checks", "treated_from": "start"}
    panel = Panel.from_frame(frame, **(names | roles))
    return draw_imputation_sample(panel, anticipation=anticipation, cluster=None)


def test_units_without_an_untreated_row_are_left_out(frame):
    drawn = sample(frame)
    assert drawn.rows.outcome.tolist() == [3, 4, 5, 6, 7, 8, 9, 10, 11]
    assert drawn.excluded == {"units without an untreated row (treated from the first period)": 1}
    assert (drawn.n_units, drawn.n_clusters) == (3, 3)


def test_rows_are_treated_from_their_start_or_from_where_they_anticipate_it(frame):
    assert np.flatnonzero(sample(frame).rows.treated).tolist() == [1, 2, 5]
    drawn = sample(frame, anticipation=1)
    # The cohort of the second year now has no untreated row either.
    assert drawn.rows.outcome.tolist() == [6, 7, 8, 9, 10, 11]
    assert np.flatnonzero(drawn.rows.treated).tolist() == [1, 2]


def test_event_time_counts_from_the_start_and_is_never_reached_by_the_never_treated(frame):
    drawn = sample(frame)
    event_time = drawn.by_row(drawn.event_time)
    assert event_time[:6].tolist() == [-1, 0, 1, -2, -1, 0]
    assert np.isneginf(event_time[6:]).all()


def test_a_cell_in_which_nobody_is_left_is_not_seen(frame):
    drawn = sample(frame.drop(index=5))
    assert drawn.seen.tolist() == [[True, True, False], [True] * 3, [True] * 3]


def test_cells_are_cohorts_in_periods(frame):
    twin = pd.concat([frame, frame[frame["post"] == 2].assign(post=4)])
    cell = sample(twin).cell
    assert cell[3:6].tolist() == cell[9:12].tolist()
    assert len(set(cell)) == 9


def test_clusters_are_coded_among_the_rows_left(frame):
    drawn = sample(frame.assign(region=10 * frame["post"]), cluster="region")
    assert drawn.cluster.tolist() == [0, 0, 0, 1, 1, 1, 2, 2, 2]


def test_treatment_that_only_begins_after_the_data_is_none(frame):
    with pytest.raises(NoTreatedError, match="no treated row"):
        sample(frame.assign(start=4), anticipation=1)
