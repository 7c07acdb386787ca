"""Who is compared with whom on a dirty calendar, and when."""

import numpy as np
import pandas as pd
import pytest
from fake_panels import FIRST, LAST, assert_same, panel

from evalcap.diagnostics import check_sensitivity
from evalcap.errors.design import NoComparisonError, NoTreatedError
from evalcap.errors.diagnostics import OneBaseNeededError
from evalcap.estimators.group_time import estimate_group_time
from evalcap.estimators.local_projection import estimate_local_projection
from evalcap.estimators.stacked import estimate_stacked
from evalcap.estimators.sun_abraham import estimate_sun_abraham
from evalcap.estimators.twfe import estimate_twfe
from evalcap.estimators.two_period import estimate_two_period

# Who is compared with whom.


def test_cohorts_after_the_last_period_are_comparison_under_both_choices(posts):
    late = posts.assign(start=posts["start"].fillna(LAST + 1))
    for comparison in ("never_treated", "not_yet_treated"):
        ours, clean = (estimate_group_time(panel(f), comparison=comparison) for f in (late, posts))
        assert_same(ours.att, clean.att)
        assert_same(ours.aggregate("overall").std_error, clean.aggregate("overall").std_error)


def test_a_cohort_whose_anticipation_reaches_into_the_data_is_no_never_treated_comparison(posts):
    # Treated from 2021, may react from 2020, the last year: posts 20 to 24.
    posts.loc[posts["post"].between(20, 24), "start"] = LAST + 1
    without = posts[posts["start"] != LAST + 1]
    ours, clean = (estimate_group_time(panel(f), anticipation=1) for f in (posts, without))
    assert_same(ours.att[ours.cohort <= LAST], clean.att)


@pytest.mark.parametrize("base_period", ["varying", "universal"])
def test_it_has_effects_of_its_own_as_it_may_react_within_the_data(posts, base_period):
    # R's `did` from 2.5.0 lists them too; a cell is a difference of mean changes.
    posts.loc[posts["post"].between(20, 24), "start"] = LAST + 1
    effects = estimate_group_time(panel(posts), anticipation=1, base_period=base_period)
    means = posts.assign(start=posts["start"].fillna(0)).groupby(["start", "year"])["checks"].mean()
    gap = means[LAST + 1] - means[0]
    cells = effects.to_frame().query(f"cohort == {LAST + 1} and time != base").set_index("time")
    assert [*cells.index] == [
        t for t in gap.index if t != (FIRST, LAST - 1)[base_period != "varying"]
    ]
    assert_same(cells["estimate"], gap[cells.index].to_numpy() - gap[cells["base"]].to_numpy())
    # Before treatment cohorts are averaged by their size: 10, 10 and 5 posts.
    at = effects.aggregate("event_time").to_frame().set_index("event_time")["estimate"]
    before = effects.to_frame().query("cohort - time == 1").set_index("cohort")["estimate"]
    assert at[-1] == pytest.approx(before.to_numpy() @ [10, 10, 5] / 25)
    assert LAST + 1 not in effects.aggregate("cohort").at


def test_without_anyone_never_treated_the_last_cohort_has_no_effects(posts):
    posts["start"] = posts["start"].fillna(LAST + 2)
    posts.loc[posts["post"].between(20, 24), "start"] = LAST + 1
    ours = estimate_group_time(panel(posts), comparison="not_yet_treated", anticipation=2)
    assert LAST + 1 in ours.cohort
    assert LAST + 2 not in ours.cohort


def test_it_is_a_not_yet_treated_comparison_before_its_window_only(posts):
    posts.loc[posts["post"].between(20, 24), "start"] = LAST + 1
    effects = estimate_group_time(panel(posts), comparison="not_yet_treated", anticipation=1)
    cells = effects.to_frame().set_index(["cohort", "time"])["n_comparison"]
    # Of 2018, with one year of anticipation: ten posts are treated from 2018, 30 - 10 others.
    assert cells[(2017, 2016)] == 10 + 10
    assert cells[(2017, 2019)] == 10
    assert cells[(2017, 2020)] == 5


def test_units_treated_from_the_first_period_on_are_left_out_and_counted(posts):
    posts.loc[posts["post"] < 3, "start"] = FIRST
    ours = estimate_group_time(panel(posts))
    clean = estimate_group_time(panel(posts[posts["post"] >= 3]))
    assert_same(ours.att, clean.att)
    assert ours.excluded == {"units treated in or before the first period": 3}


def test_anticipation_moves_who_counts_as_treated_from_the_first_period_on(posts):
    posts.loc[posts["post"] < 3, "start"] = FIRST + 1
    ours = estimate_group_time(panel(posts), anticipation=1)
    assert ours.excluded == {"units treated in or before the first period": 3}
    assert FIRST + 1 not in ours.cohort


def test_leaving_out_the_always_treated_may_move_the_first_period(posts):
    # Only posts treated throughout are seen in 2014 and 2015; those from 2016 have no before.
    posts.loc[posts["post"] < 3, "start"] = FIRST
    posts.loc[posts["post"].between(3, 5), "start"] = 2016
    posts = posts[(posts["post"] < 3) | (posts["year"] >= 2016)]
    ours = estimate_group_time(panel(posts))
    assert ours.excluded == {"units treated in or before the first period": 6}
    assert_same(ours.att, estimate_group_time(panel(posts[posts["post"] > 5])).att)


def test_two_periods_count_the_units_treated_earlier(posts):
    estimate = estimate_two_period(panel(posts), before=2017, after=2018)
    assert estimate.excluded["units treated in or before the first period"] == 10
    assert estimate.n_units == 20


def test_two_way_fixed_effects_keep_units_treated_throughout(posts):
    posts.loc[posts["post"] < 3, "start"] = FIRST
    estimate = estimate_twfe(panel(posts))
    assert (estimate.n_units, estimate.excluded) == (30, {})


def test_no_never_treated_unit_is_refused_naming_the_other_choice(posts):
    treated = posts[posts["start"].notna()]
    with pytest.raises(NoComparisonError, match="not_yet_treated"):
        estimate_group_time(panel(treated))
    effects = estimate_group_time(panel(treated), comparison="not_yet_treated")
    assert set(effects.time[effects.is_post]) == {2017}


def test_units_never_seen_on_both_sides_of_their_start_are_no_lack_of_comparison(posts):
    seen = posts["start"].isna() | (posts["year"] >= posts["start"])
    with pytest.raises(NoTreatedError, match="before and after"):
        estimate_group_time(panel(posts[seen]))


# Gaps.


def test_event_time_counts_the_calendar_across_a_gap(posts):
    gap = posts[~posts["year"].isin([2016, 2019])]
    effects = estimate_group_time(panel(gap), base_period="universal")
    of_2017 = effects.to_frame().query("cohort == 2017")
    assert of_2017["time"].tolist() == [2014, 2015, 2017, 2018, 2020]
    # The base is the last observed year before treatment.
    assert set(of_2017["base"]) == {2015}
    at = effects.aggregate("event_time").at
    assert at.tolist() == [-4, -3, -2, -1, 0, 1, 2, 3]


def test_a_gap_does_not_change_the_effects_of_other_years(posts):
    gap = posts[posts["year"] != 2019]
    ours, clean = (estimate_group_time(panel(f), base_period="universal") for f in (gap, posts))
    assert_same(ours.att, clean.att[clean.time != 2019])


def test_anticipation_across_a_gap_takes_the_last_year_that_was_seen(posts):
    gap = posts[posts["year"] != 2015]
    effects = estimate_group_time(panel(gap), anticipation=1)
    assert set(effects.base[effects.is_post & (effects.cohort == 2017)]) == {2014}


def test_a_gap_before_one_cohort_leaves_no_one_base_to_be_sensitive_to(posts):
    # Without 2016, the cohort of 2017 is compared with 2015, two years before its treatment.
    gap = posts[posts["year"] != 2016]
    path = estimate_group_time(panel(gap), base_period="universal").aggregate("event_time")
    for found in (path, estimate_sun_abraham(panel(gap))):
        with pytest.raises(OneBaseNeededError, match="calendar has gaps"):
            check_sensitivity(found)


@pytest.mark.parametrize(
    "estimate",
    [
        estimate_sun_abraham,
        estimate_local_projection,
        lambda p: estimate_stacked(p, before=1, after=1),
        lambda p: estimate_two_period(p, before=2016, after=2017),
        lambda p: estimate_group_time(p, comparison="not_yet_treated"),
    ],
)
def test_without_any_comparison_nobody_is_sent_to_an_option_that_cannot_help(posts, estimate):
    # All start together: the never treated, whom the other choice takes, are among these.
    posts["start"] = 2017
    with pytest.raises(NoComparisonError, match="never treated or treated later") as refused:
        estimate(panel(posts))
    assert "Use comparison=" not in str(refused.value)


def test_without_never_treated_a_cohort_counts_as_seen_while_it_is_compared(posts):
    # Nothing is compared from 2020 on, when the last cohort starts: R's `did` drops that year.
    posts["start"] = posts["start"].fillna(LAST)
    effects = estimate_group_time(panel(posts), comparison="not_yet_treated")
    without = estimate_group_time(panel(posts[posts["year"] < LAST]), comparison="not_yet_treated")
    cells = effects.to_frame().query("time - cohort == 1").set_index("cohort")["estimate"]
    for balance_e, cohorts in ((1, [2017, 2018]), (2, [2017])):
        path = effects.aggregate("event_time", balance_e=balance_e)
        clean = without.aggregate("event_time", balance_e=balance_e)
        assert_same(path.at, clean.at)
        assert_same(path.estimate, clean.estimate)
        assert path.estimate[path.at == 1] == pytest.approx(cells[cohorts].mean())


@pytest.mark.parametrize("unbalanced", ["pairs", "complete", "cross_sections"])
@pytest.mark.parametrize("anticipation", [0, 1])
def test_years_without_anyone_to_compare_with_are_as_if_not_seen(posts, unbalanced, anticipation):
    # From 2020 on (less anticipation) nobody is untreated. Posts 0 to 4 miss that year, 5 and 25
    # another one, post 29 is seen in 2020 alone.
    posts["start"] = posts["start"].fillna(LAST)
    missing = (posts["post"] < 5) & (posts["year"] == LAST)
    missing |= posts["post"].isin([5, 25]) & (posts["year"] == 2015)
    posts = posts[~missing & ((posts["post"] != 29) | (posts["year"] == LAST))]
    options = {"comparison": "not_yet_treated", "anticipation": anticipation}
    ours, clean = (
        estimate_group_time(panel(f), unbalanced=unbalanced, **options)
        for f in (posts, posts[posts["year"] < LAST - anticipation])
    )
    pd.testing.assert_frame_equal(ours.to_frame(), clean.to_frame(), rtol=1e-9)
    for by in ("overall", "event_time", "cohort", "calendar_time"):
        one, other = (effects.aggregate(by) for effects in (ours, clean))
        assert_same(getattr(one, "overall", one).point, getattr(other, "overall", other).point)
        assert_same(
            getattr(one, "overall", one).std_error, getattr(other, "overall", other).std_error
        )
    n = int((posts["year"] >= LAST - anticipation).sum())
    assert ours.excluded["rows from the start of the last cohort on"] == n


@pytest.mark.parametrize("base_period", ["varying", "universal"])
def test_a_cohort_between_the_last_year_compared_and_the_last_cohort_is_seen_before_it_starts(
    posts, base_period
):
    # 2018 and 2019 were not observed and the last posts start in 2020, so that 2017 is the last
    # year with anyone to compare with. R's `did` lists what the cohort of 2018 shows until then.
    posts["start"] = posts["start"].fillna(LAST)
    posts = posts[~posts["year"].isin([2018, 2019])]
    effects = estimate_group_time(
        panel(posts), comparison="not_yet_treated", base_period=base_period
    )
    cells = effects.to_frame().query("cohort == 2018 and time != base")
    checks = posts.pivot_table(index=["start", "post"], columns="year", values="checks")
    expected = []
    for time, base in zip(cells["time"], cells["base"], strict=True):
        change = checks[time] - checks[base]
        others = [LAST, 2017] if max(time, base) < 2017 else [LAST]
        expected.append(change[2018].mean() - change[others].mean())
    assert_same(cells["estimate"], np.array(expected))
    first = 2015 if base_period == "varying" else 2014
    assert cells["time"].tolist() == [first, first + 1, first + 2]
    # Event time -1 averages cohorts of 10 posts each; effects under treatment are as before.
    path = effects.aggregate("event_time")
    one = effects.to_frame().query("cohort - time == 1")["estimate"]
    assert path.estimate[path.at == -1] == pytest.approx(one.mean())
    assert effects.aggregate("cohort").at.tolist() == [2017]


def test_the_numbers_are_those_of_csdid_in_such_a_gap(posts):
    # csdid 0.4.3, which follows R's did 2.5.1: control_group "notyettreated".
    posts["start"] = posts["start"].fillna(LAST)
    posts = posts[~posts["year"].isin([2018, 2019])]
    effects = estimate_group_time(panel(posts), comparison="not_yet_treated")
    att = [-0.1347116303101047, -0.0014322515849755635, 1.8164410225890926]
    att += [0.028819232925983124, 0.4979128644144294, 0.12057001694866916]
    assert_same(effects.att, np.array(att))
    std_error = [0.492346013420386, 0.46540864602354787, 0.4491481828714733]
    std_error += [0.4696006622058398, 0.5477568973432695, 0.47131663020916564]
    assert_same(effects.std_error, np.array(std_error))
    path = effects.aggregate("event_time")
    assert path.estimate[path.at == -1][0] == pytest.approx(0.0595688826818468, rel=1e-9)
    assert path.std_error[path.at == -1][0] == pytest.approx(0.36978181, abs=5e-9)
    assert effects.pre_test().statistic == pytest.approx(4.2299488531479055, rel=1e-9)


def test_the_numbers_are_those_of_csdid_where_nobody_is_never_treated(posts):
    # csdid 0.4.3, which follows R's did 2.5.1: control_group "notyettreated", balanced panel.
    posts["start"] = posts["start"].fillna(LAST)
    posts = posts[(posts["post"] != 12) | (posts["year"] != LAST)]
    posts = posts[(posts["post"] != 3) | (posts["year"] != 2015)]
    effects = estimate_group_time(
        panel(posts), comparison="not_yet_treated", unbalanced="complete", anticipation=1
    )
    att = [0.09784503564864512, -0.17893835478186434, 1.9365961015516062, 2.5051681853012724]
    att += [-0.0855603110842006, 0.6629289848292557, 0.12057001694866916, 1.3409107235163458]
    assert_same(effects.att, np.array(att))
    std_error = [0.4762103231429339, 0.46119392949071325, 0.6400535803108384, 0.7460292708334095]
    std_error += [0.46183608608176135, 0.5603947698924215, 0.47131663020916564, 0.4856189185815516]
    assert_same(effects.std_error, np.array(std_error))
    overall = effects.aggregate("overall")
    assert overall.point == pytest.approx(1.9066066363156915, rel=1e-9)
    assert overall.std_error == pytest.approx(0.5039646179831918, rel=1e-9)
