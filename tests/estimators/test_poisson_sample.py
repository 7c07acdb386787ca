import numpy as np
import pandas as pd
import pytest

from evalcap.dataset import Panel
from evalcap.errors.design import CollinearTermsError
from evalcap.errors.outcomes import NoEventsError, SeparatedCountsError
from evalcap.estimators.poisson_sample import draw_poisson_sample


@pytest.fixture
def frame() -> pd.DataFrame:
    rng = np.random.default_rng(17)
    frame = pd.DataFrame([(u, t) for u in range(8) for t in range(5)], columns=["post", "year"])
    frame["found"] = 1 + rng.poisson(3, size=40)
    frame["age"] = 50 + rng.normal(size=40)
    frame["fixed"] = frame["post"] % 3
    frame["start"] = np.nan
    return frame


def draw(frame: pd.DataFrame, *names: str, model: str = "two_way"):
    roles = {"unit": "post", "time": "year", "outcome": "found", "treated_from": "start"}
    return draw_poisson_sample(Panel.from_frame(frame, **roles), names, None, model)


def test_units_and_periods_that_say_nothing_are_left_out_until_none_is_left(frame):
    frame.loc[frame["post"] == 0, "found"] = 0
    frame.loc[frame["year"] == 4, "found"] = 0
    # Without the last year, post 7 has a single row.
    kept = frame[(frame["post"] != 7) | frame["year"].isin([1, 4])]
    sample = draw(kept, "age")
    assert sample.excluded == {
        "units whose outcome is always 0": 1,
        "periods whose outcome is always 0": 1,
        "units of a single row": 1,
    }
    assert len(sample.row) == 6 * 4


def test_pooled_rows_keep_what_unit_effects_would_leave_out(frame):
    frame.loc[frame["post"] == 0, "found"] = 0
    assert len(draw(frame, "age", model="pooled").row) == 40


def test_regressors_have_one_scale_beyond_the_fixed_effects(frame):
    sample = draw(frame, "age")
    left = frame["age"] - frame.groupby("post")["age"].transform("mean")
    left -= left.groupby(frame["year"]).transform("mean")
    assert sample.scale[0] == pytest.approx(np.sqrt((left**2).mean()))
    expected = (frame["age"] - frame["age"].mean()) / sample.scale[0]
    np.testing.assert_allclose(sample.regressors[:, 0], expected)


def test_a_regressor_that_fixed_effects_determine_is_refused_by_name(frame):
    with pytest.raises(CollinearTermsError, match="'fixed'"):
        draw(frame, "age", "fixed")


def test_a_regressor_that_marks_rows_without_events_is_refused_by_name(frame):
    frame["closed"] = ((frame["post"] < 3) & (frame["year"] == 2)).astype(int)
    frame.loc[frame["closed"] == 1, "found"] = 0
    with pytest.raises(SeparatedCountsError, match="always 0 in 3 rows that 'closed' single"):
        draw(frame, "age", "closed")


def test_rows_that_effects_alone_separate_are_left_out_and_counted(frame):
    # Two more posts find something in two years of their own, and nothing in the years of others.
    both = [frame[frame["post"] == 7].assign(post=post, found=0) for post in (8, 9)]
    own = pd.DataFrame({"post": [8, 8, 9, 9], "year": [8, 9, 8, 9], "found": [6, 5, 4, 9]})
    own["age"] = [50.0, 51, 52, 51]
    sample = draw(pd.concat([frame, *both, own]), "age")
    assert sample.excluded["rows whose outcome of 0 regressors and effects predict for sure"] == 10
    assert len(sample.row) == 40 + 4


def test_nothing_but_zeros_is_refused_with_the_reasons(frame):
    with pytest.raises(NoEventsError, match="8 units whose outcome is always 0"):
        draw(frame.assign(found=0), "age")
    with pytest.raises(NoEventsError, match="no events"):
        draw(frame.assign(found=0), "age", model="pooled")
