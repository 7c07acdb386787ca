import numpy as np
import pandas as pd
import pytest

from evalcap.dataset import Panel
from evalcap.errors.design import CollinearTermsError, EmptySampleError
from evalcap.errors.outcomes import NotBinaryError
from evalcap.estimators.binary import draw_binary_sample


@pytest.fixture
def frame() -> pd.DataFrame:
    """Post 0 always passes, post 1 never; the others change."""
    rng = np.random.default_rng(4)
    frame = pd.DataFrame([(u, t) for u in range(6) for t in range(4)], columns=["post", "year"])
    frame["passed"] = np.where(frame["post"] < 2, 1 - frame["post"], (frame["year"] > 1) * 1)
    frame["age"] = 40 + rng.normal(size=24)
    frame["rank"] = frame["post"] % 3
    frame["start"] = np.nan
    return frame


def draw(frame: pd.DataFrame, *names: str, within_units: bool):
    roles = {"unit": "post", "time": "year", "outcome": "passed", "treated_from": "start"}
    return draw_binary_sample(Panel.from_frame(frame, **roles), names, within_units=within_units)


def test_pooled_rows_are_all_that_are_complete(frame):
    frame["passed"] = frame["passed"].astype("float").where(frame.index != 3)
    sample = draw(frame, "age", "rank", within_units=False)
    assert len(sample.row) == 23
    assert sample.excluded == {"rows without outcome": 1}


def test_within_units_those_that_never_change_are_left_out_and_counted(frame):
    sample = draw(frame, "age", within_units=True)
    assert sample.excluded == {"units whose outcome is always the same": 2}
    assert sample.unit.tolist() == np.repeat(range(4), 4).tolist()
    left = frame["age"] - frame.groupby("post")["age"].transform("mean")
    expected = np.sqrt((left[frame["post"] >= 2] ** 2).mean())
    assert sample.scale == pytest.approx([expected])


def test_nothing_that_changes_is_refused(frame):
    with pytest.raises(EmptySampleError, match="2 units whose outcome is always the same"):
        draw(frame[frame["post"] < 2], "age", within_units=True)


def test_other_values_than_0_and_1_are_refused_by_count_not_by_value(frame):
    frame["passed"] = frame["passed"].replace(0, 2)
    with pytest.raises(NotBinaryError, match="neither 0 nor 1 in 12 rows\\."):
        draw(frame, "age", within_units=False)


def test_what_does_not_vary_within_units_is_refused_there_by_name(frame):
    draw(frame, "rank", within_units=False)
    with pytest.raises(CollinearTermsError, match="'rank'"):
        draw(frame, "age", "rank", within_units=True)
