import numpy as np
import pandas as pd
import pytest

from evalcap.dataset import Panel
from evalcap.errors.design import NoTreatedError
from evalcap.estimators.cohorts import cut_cohorts, treated_cohorts
from evalcap.estimators.sample import Sample, draw_sample


@pytest.fixture
def frame() -> pd.DataFrame:
    """Nine posts over four years; starts in the third, the fourth or never; weights."""
    frame = pd.DataFrame([(u, t) for u in range(9) for t in (1, 2, 3, 4)], columns=["post", "year"])
    frame["start"] = np.tile(np.repeat([np.nan, 3, 4], 4), 3)
    frame["size"] = 1.0 + frame["post"] // 3
    frame["checks"] = np.arange(36.0)
    return frame


def sample(frame: pd.DataFrame, **roles: object) -> Sample:
    names = {"unit": "post", "time": "year", "outcome": "checks", "treated_from": "start"}
    panel = Panel.from_frame(frame, **(names | roles))
    return draw_sample(panel, covariates=(), unbalanced="pairs", anticipation=0)


def test_cohorts_treated_within_the_data_are_listed(frame):
    assert treated_cohorts(sample(frame)).tolist() == [3, 4]
    with pytest.raises(NoTreatedError):
        treated_cohorts(sample(frame.assign(start=5)))


def test_units_are_laid_out_with_their_cohort(frame):
    cut = cut_cohorts(sample(frame.drop(index=6)))
    assert cut.start.tolist() == [3, 4, np.inf]
    assert cut.of_unit.tolist() == [2, 0, 1] * 3
    assert cut.outcome[:2].tolist() == [[0, 1, 2, 3], [4, 5, 0, 7]]
    assert cut.weight[:2].tolist() == [[1, 1, 1, 1], [1, 1, 0, 1]]


def test_the_weight_of_a_cell_is_that_of_its_rows(frame):
    short = frame.drop(index=7)
    assert cut_cohorts(sample(short)).weight_of(3).tolist() == [3, 3, 3, 2]
    assert cut_cohorts(sample(short, weight="size")).weight_of(3).tolist() == [6, 6, 6, 5]
