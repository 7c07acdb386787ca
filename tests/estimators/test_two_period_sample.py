import numpy as np
import pandas as pd
import pytest

from evalcap.dataset import Panel
from evalcap.errors.design import ClusterError, NoComparisonError, NoTreatedError
from evalcap.estimators.two_period_sample import draw_two_periods
from evalcap.kernels.contrasts import Contrast


@pytest.fixture
def frame() -> pd.DataFrame:
    """Five officers in years 1 to 3: trained in year 1, 2, 3, 2 and never; the last misses one."""
    frame = pd.DataFrame([(o, t) for o in range(5) for t in (1, 2, 3)], columns=["officer", "year"])
    frame["trained"] = np.array([1, 2, 3, 2, np.nan])[frame["officer"]]
    frame["score"] = 10.0 * frame["officer"] + frame["year"] ** 2
    frame["rank"] = frame["officer"] + frame["year"] / 10
    frame["size"] = 1.0 + frame["officer"] + frame["year"]
    return frame[(frame["officer"] != 4) | (frame["year"] != 2)]


def draw(frame: pd.DataFrame, **roles: object):
    names = {"unit": "officer", "time": "year", "outcome": "score", "treated_from": "trained"}
    return draw_two_periods(Panel.from_frame(frame, **(names | roles)), (0, 1), ("rank",))


def test_entries_are_the_changes_of_units_seen_in_both_periods(frame):
    sample = draw(frame, weight="size")
    # Officers 1 to 3: the first is trained too early, the last is not seen in year 2.
    assert sample.outcome.tolist() == [3, 3, 3]
    assert sample.treated.tolist() == [True, False, True]
    assert sample.treated_from.tolist() == [2, 3, 2]
    assert sample.covariates[:, 0].tolist() == [1.1, 2.1, 3.1]
    assert sample.weight.tolist() == [3, 4, 5]
    assert sample.later is None
    assert sample.excluded == {
        "rows in other periods": 5,
        "units treated in or before the first period": 1,
        "units seen in one period only": 1,
    }


def test_in_cross_sections_entries_are_rows(frame):
    sample = draw(frame, unit=None)
    assert sample.outcome.tolist() == [11, 14, 21, 24, 31, 34, 41]
    assert sample.later.tolist() == [False, True] * 3 + [False]
    assert sample.treated.tolist() == [True, True, False, False, True, True, False]
    assert sample.excluded == {
        "rows in other periods": 5,
        "units treated in or before the first period": 2,
    }


def test_a_comparison_of_some_entries_needs_both_groups(frame):
    sample = draw(frame)
    some = {"method": "unadjusted", "names": ("rank",), "cell": "the sample"}
    with pytest.raises(NoTreatedError):
        sample.compare(~sample.treated, **some)
    with pytest.raises(NoComparisonError):
        sample.compare(sample.treated, **some)
    assert sample.compare(np.ones(3, bool), **some).contrast.att == 0


def test_influence_is_summed_within_clusters_and_divided_by_n(frame):
    clustered = draw(frame.assign(region=frame["officer"] // 2), cluster="region")
    contrast = Contrast(1.0, np.array([3.0, 6.0, -3.0]), n_trimmed=2)
    found = clustered.estimate(contrast, estimand="ATT", estimator="by hand", notes=("one",))
    # Officer 1 is in region 0, officers 2 and 3 in region 1.
    assert found.std_error == pytest.approx(np.sqrt(3**2 + 3**2) / 3)
    assert (found.n_obs, found.n_units, found.n_clusters) == (6, 3, 2)
    assert found.excluded["comparison units trimmed (propensity 0.995 or more)"] == 2
    assert found.notes == ("one",)


def test_one_cluster_is_refused(frame):
    sample = draw(frame.assign(region=1), cluster="region")
    with pytest.raises(ClusterError):
        sample.estimate(Contrast(1.0, np.zeros(3)), estimand="", estimator="", notes=())


def test_a_group_of_one_is_noted(frame):
    (note,) = draw(frame).lone_notes(np.ones(3, bool), "In this sample")
    assert note.startswith("In this sample: the standard error rests on one comparison unit")
