import numpy as np
import pandas as pd
import pytest

from evalcap.dataset import Panel
from evalcap.errors.design import NoTreatedError
from evalcap.estimators.sample import draw_sample


@pytest.fixture
def frame() -> pd.DataFrame:
    """Unit 1 misses year 2; unit 2 is treated from year 1, unit 3 from year 3, others never."""
    frame = pd.DataFrame([(u, t) for u in range(5) for t in (1, 2, 3)], columns=["post", "year"])
    frame["start"] = frame["post"].map({2: 1, 3: 3})
    frame["checks"] = np.arange(15.0)
    frame["size"] = frame["post"] + frame["year"]
    return frame[(frame["post"] != 1) | (frame["year"] != 2)]


def sample(frame: pd.DataFrame, unbalanced: str = "pairs", anticipation: float = 0, **roles):
    names = {"unit": "post", "time": "year", "outcome": "checks", "treated_from": "start"}
    panel = Panel.from_frame(frame, **(names | roles))
    return draw_sample(panel, covariates=(), unbalanced=unbalanced, anticipation=anticipation)


def test_pairs_keep_every_unit_that_can_take_part(frame):
    drawn = sample(frame)
    assert drawn.n_units == 4
    assert drawn.excluded == {"units treated in or before the first period": 1}
    assert drawn.row.tolist() == [[0, 1, 2], [3, -1, 4], [5, 6, 7], [8, 9, 10]]
    assert drawn.treated_from.tolist() == [np.inf, np.inf, 3, np.inf]


def test_complete_keeps_units_seen_in_every_period(frame):
    drawn = sample(frame, "complete")
    assert drawn.n_units == 3
    assert drawn.excluded["units not seen in every period"] == 1
    assert (drawn.row >= 0).all()


def test_anticipation_leaves_out_units_about_to_be_treated(frame):
    drawn = sample(frame.assign(start=frame["post"].map({2: 1, 3: 2, 4: 3})), anticipation=1)
    assert drawn.excluded == {"units treated in or before the first period": 2}
    assert sorted(set(drawn.treated_from)) == [3, np.inf]


def test_a_first_period_that_only_always_treated_units_show_is_not_one(frame):
    frame = frame[(frame["post"] == 2) | (frame["year"] > 1)]
    drawn = sample(frame.assign(start=frame["post"].map({2: 1, 3: 2, 4: 3})))
    assert drawn.periods.tolist() == [2, 3]
    assert drawn.excluded == {"units treated in or before the first period": 2}


def test_a_unit_s_weight_is_its_first_usable_one_and_they_average_one(frame):
    frame.loc[frame["post"].eq(0) & frame["year"].eq(1), "checks"] = np.nan
    drawn = sample(frame, weight="size")
    assert drawn.unit_weight == pytest.approx(np.array([2, 2, 4, 5]) / 3.25)


def test_in_cross_sections_a_unit_s_weight_is_its_mean(frame):
    drawn = sample(frame, "cross_sections", weight="size")
    assert drawn.unit_weight == pytest.approx(np.array([2, 3, 5, 6]) / 4)


def test_repeated_cross_sections_have_no_layout(frame):
    drawn = sample(frame, unit=None)
    assert drawn.row is None
    assert drawn.n_units == len(frame) - 3


def test_clusters_are_coded_anew_among_those_left(frame):
    drawn = sample(frame.assign(region=frame["post"] * 10), cluster="region")
    assert drawn.cluster.tolist() == [0, 1, 2, 3]
    assert drawn.n_clusters == 4


def test_everyone_treated_from_the_start_is_refused(frame):
    with pytest.raises(NoTreatedError, match="from the first period on"):
        sample(frame.assign(start=1))
