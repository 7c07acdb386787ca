"""Missing rows, outcomes, covariates and weights: each comparison by its rule, and counted."""

import numpy as np
import pandas as pd
import pytest
from fake_panels import assert_same, panel

from evalcap.errors.design import EmptySampleError
from evalcap.estimators.group_time import estimate_group_time
from evalcap.estimators.twfe import estimate_twfe
from evalcap.estimators.two_period import estimate_two_period

# Missing cells.


@pytest.fixture
def patchy(posts) -> pd.DataFrame:
    """Some outcomes are missing, one covariate in one year, one row altogether."""
    posts.loc[[2, 30, 75, 76, 150, 166], "checks"] = np.nan
    posts.loc[[100], "traffic"] = np.nan
    return posts.drop(index=[201])


def test_under_pairs_a_cell_is_the_two_period_estimate_of_units_seen_in_both(patchy):
    effects = estimate_group_time(panel(patchy), covariates=["traffic"])
    assert effects.excluded["rows without outcome"] == 6
    assert effects.excluded["rows without covariate"] == 1
    for cohort, time, base, att, error in zip(
        effects.cohort, effects.time, effects.base, effects.att, effects.std_error, strict=True
    ):
        two = patchy[
            (patchy["start"].isna() | (patchy["start"] == cohort))
            & patchy["year"].isin([base, time])
        ].dropna(subset=["checks", "traffic"])
        both = two[two.groupby("post")["year"].transform("size") == 2]
        member = panel(both.assign(start=both["start"].where(both["start"].isna(), time)))
        estimate = estimate_two_period(member, before=base, after=time, covariates=["traffic"])
        n_units = 30
        assert att == pytest.approx(estimate.point, rel=1e-10)
        # Influence is scaled by all units over the cell's, so that both divide by the same n.
        assert error == pytest.approx(estimate.std_error, rel=1e-10)
        assert len(effects.influence) == n_units


def test_under_pairs_the_units_left_out_of_cells_are_counted(patchy):
    effects = estimate_group_time(panel(patchy))
    wanted = 20 * len(effects.att)
    seen = int((effects.n_treated + effects.n_comparison).sum())
    assert effects.excluded["units not seen in both periods, summed over cells"] == wanted - seen
    assert "seen in both periods" in effects.estimator


def test_complete_keeps_units_seen_in_every_year(patchy):
    effects = estimate_group_time(panel(patchy), unbalanced="complete")
    usable = patchy.dropna(subset="checks").groupby("post")["year"].transform("size") == 7
    kept = patchy.dropna(subset="checks")[usable]
    assert effects.excluded["units not seen in every period"] == 30 - kept["post"].nunique()
    assert_same(effects.att, estimate_group_time(panel(kept)).att)
    assert len(effects.influence) == kept["post"].nunique()


def test_cross_sections_use_every_row(patchy):
    effects = estimate_group_time(panel(patchy), unbalanced="cross_sections")
    assert effects.n_obs == 210 - 7
    usable = patchy.dropna(subset="checks")
    mean = usable.groupby([usable["start"].fillna(0), "year"])["checks"].mean()
    expected = [
        (mean[g, t] - mean[g, b]) - (mean[0, t] - mean[0, b])
        for g, t, b in zip(effects.cohort, effects.time, effects.base, strict=True)
    ]
    assert_same(effects.att, np.array(expected))


def test_two_periods_count_units_seen_once(patchy):
    estimate = estimate_two_period(panel(patchy), before=2016, after=2017)
    once = patchy[patchy["year"].isin([2016, 2017])].dropna(subset="checks")
    size = once.groupby("post").size()
    once_only = size[(size == 1)]
    assert estimate.excluded["units seen in one period only"] == len(once_only) > 0
    assert estimate.n_units == 30 - len(once_only) - int((~posts_seen(once)).sum())


def posts_seen(frame: pd.DataFrame) -> np.ndarray:
    return np.isin(np.arange(30), frame["post"])


def test_nothing_left_is_refused_with_the_reasons(posts):
    posts["checks"] = np.nan
    with pytest.raises(EmptySampleError, match="210 rows without outcome"):
        estimate_twfe(panel(posts))


def test_no_unit_seen_in_every_year_is_refused(posts):
    patchy = posts[posts["year"] % 30 != posts["post"] % 7 + 2014 % 30]
    with pytest.raises(EmptySampleError, match="not seen in every period"):
        estimate_group_time(panel(patchy), unbalanced="complete")


# Weights and covariates that vary over time.


def test_weights_and_covariates_take_their_value_in_the_base_period(posts):
    posts["traffic"] += posts["year"] % 4 * posts["staff"]
    posts["size"] += posts["year"] % 3 * (posts["post"] % 5)
    effects = estimate_group_time(panel(posts, weight="size"), covariates=["traffic"])
    at_base = posts.set_index(["post", "year"])[["traffic", "size"]]
    for i in (0, 4, len(effects.att) - 1):
        base, time, cohort = effects.base[i], effects.time[i], effects.cohort[i]
        two = posts[posts["year"].isin([base, time])]
        two = two[two["start"].isna() | (two["start"] == cohort)]
        two = two.assign(start=two["start"].where(two["start"].isna(), time))
        fixed = at_base.loc[[(post, base) for post in two["post"]]]
        two = two.assign(traffic=fixed["traffic"].to_numpy(), size=fixed["size"].to_numpy())
        estimate = estimate_two_period(
            panel(two, weight="size"), before=base, after=time, covariates=["traffic"]
        )
        assert effects.att[i] == pytest.approx(estimate.point, rel=1e-10)


def test_before_a_universal_base_they_take_the_value_of_the_cell_s_own_period(posts):
    # The earlier of the two periods, as R's `did`. csdid 0.4.3: base_period "universal",
    # est_method "dr", the cohort of 2018 in 2014 to 2016, then in 2018.
    posts["traffic"] += posts["year"] % 4 * posts["staff"]
    posts["size"] += posts["year"] % 3 * (posts["post"] % 5)
    effects = estimate_group_time(
        panel(posts, weight="size"), covariates=["traffic"], base_period="universal"
    )
    cells = (effects.cohort == 2018) & np.isin(effects.time, [2014, 2015, 2016, 2018])
    att = [-1.3371973149327956, -1.3623428113313045, -0.30748487227555366, 1.0106142355088514]
    assert_same(effects.att[cells], np.array(att))
    std_error = [0.43307340644981934, 0.3468849105725816, 0.4629732364961013, 0.4158061122347613]
    assert_same(effects.std_error[cells], np.array(std_error))


def test_rows_with_no_weight_or_weight_zero_are_left_out_and_counted(posts):
    posts.loc[0, "size"] = np.nan
    posts.loc[8, "size"] = 0
    estimate = estimate_twfe(panel(posts, weight="size"))
    assert estimate.excluded == {"rows without weight": 2}
    assert estimate.n_obs == 208
