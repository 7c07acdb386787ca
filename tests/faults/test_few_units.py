"""Groups of one unit, and outcomes that do not vary."""

import numpy as np
import pandas as pd
import pytest
from fake_panels import panel

from evalcap.errors.design import DesignError
from evalcap.estimators.group_time import estimate_group_time
from evalcap.estimators.twfe import estimate_twfe
from evalcap.estimators.two_period import estimate_two_period

# Few units.


def few(posts: pd.DataFrame, treated: list[int], others: list[int]) -> pd.DataFrame:
    kept = posts[posts["post"].isin(treated + others)].copy()
    kept["start"] = np.where(kept["post"].isin(treated), 2017, np.nan)
    return kept


def test_a_cohort_of_one_unit_is_estimated_with_a_flag(posts):
    lone = few(posts, [0], [20, 21, 22])
    effects = estimate_group_time(panel(lone))
    assert len(effects.notes) == 1
    assert "cohort 2017: the standard error rests on one treated unit" in effects.notes[0]
    two = estimate_two_period(panel(lone), before=2016, after=2017)
    assert "rests on one treated unit" in two.notes[0]
    assert two.std_error > 0


def test_a_cohort_within_one_cluster_is_flagged_as_such(posts):
    lone = few(posts, [0, 8], [20, 21, 22])
    effects = estimate_group_time(panel(lone, cluster="region"))
    assert "rests on one treated cluster" in effects.notes[0]


def test_a_single_comparison_unit_is_flagged(posts):
    lone = few(posts, [0, 1], [20])
    assert "rests on one comparison unit" in estimate_group_time(panel(lone)).notes[0]


def test_one_unit_on_each_side_has_no_standard_error_and_says_so(posts):
    lone = few(posts, [0], [20])
    effects = estimate_group_time(panel(lone))
    frame = effects.to_frame()
    assert frame["std_error"].isna().all()
    assert frame["note"].str.startswith("no standard error: nothing varies").all()
    for estimate in (
        effects.aggregate("overall"),
        effects.aggregate("event_time").overall,
        estimate_two_period(panel(lone), before=2016, after=2017),
        estimate_twfe(panel(lone)),
    ):
        assert np.isfinite(estimate.point)
        assert np.isnan(estimate.std_error)
        assert "nothing varies between clusters" in estimate.notes[-1]
    assert "no standard error" in str(effects)


def test_one_cluster_on_each_side_has_none_either(posts):
    lone = few(posts, [0, 1, 2], [20, 21, 22])
    lone["region"] = lone["start"].notna()
    by_region = panel(lone, cluster="region")
    assert np.isnan(estimate_two_period(by_region, before=2016, after=2017).std_error)
    assert np.isnan(estimate_twfe(by_region).std_error)


def test_two_units_in_two_years_leave_nothing_to_judge_a_regression_by(posts):
    lone = few(posts, [0], [20])
    with pytest.raises(DesignError, match="4 rows for 4 coefficients"):
        estimate_twfe(panel(lone[lone["year"].isin([2016, 2017])]))


def test_an_outcome_that_never_varies_has_no_standard_error(posts):
    overall = estimate_group_time(panel(posts.assign(checks=5))).aggregate("overall")
    assert overall.point == pytest.approx(0)
    assert np.isnan(overall.std_error)
