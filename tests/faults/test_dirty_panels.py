"""Dirty data: the same numbers, or a refusal that says what to do."""

import datetime as dt
from collections.abc import Callable

import numpy as np
import pandas as pd
import pyarrow as pa
import pytest

from evalcap.dataset import Panel
from evalcap.errors.dataset import (
    CalendarError,
    DuplicateRowsError,
    InfiniteValuesError,
    MissingKeysError,
    NotNumericError,
    RepeatedColumnError,
    TreatmentReversalError,
    VariesWithinUnitError,
)
from evalcap.errors.design import (
    CollinearComparisonError,
    DesignError,
    EmptySampleError,
    NoComparisonError,
    NoTreatedError,
    OverlapError,
    RefusedCellsError,
)
from evalcap.estimate import GroupTimeEffects
from evalcap.estimators.group_time import estimate_group_time
from evalcap.estimators.twfe import estimate_twfe
from evalcap.estimators.two_period import estimate_two_period

FIRST, LAST = 2014, 2020


@pytest.fixture
def posts() -> pd.DataFrame:
    """Thirty border posts over seven years, scanners from 2017, 2018 or never (missing)."""
    rng = np.random.default_rng(71)
    frame = pd.DataFrame(
        [(post, year) for post in range(30) for year in range(FIRST, LAST + 1)],
        columns=["post", "year"],
    )
    cohort = np.repeat([2017, 2018, np.nan], 10)
    frame["start"] = cohort[frame["post"]]
    frame["region"] = frame["post"] % 8
    frame["traffic"] = rng.normal(size=30)[frame["post"]]
    frame["staff"] = rng.normal(size=30)[frame["post"]]
    frame["size"] = 1 + frame["post"] % 3 / 2
    on = frame["year"] >= frame["start"]
    frame["checks"] = frame["traffic"] * frame["year"] / 10 + 2 * on + rng.normal(size=len(frame))
    return frame


def panel(frame: pd.DataFrame, **roles: object) -> Panel:
    names = {"unit": "post", "time": "year", "outcome": "checks", "treated_from": "start"}
    return Panel.from_frame(frame, **(names | roles))


def numbers(frame: pd.DataFrame, *, before: object = 2016, after: object = 2017, **roles: object):
    """Points and standard errors of every estimator, with covariate, clusters and weights."""
    data = panel(frame, **({"cluster": "region", "weight": "size"} | roles))
    effects = estimate_group_time(data, covariates=["traffic"], comparison="not_yet_treated")
    path = effects.aggregate("event_time")
    two = estimate_two_period(data, before=before, after=after, covariates=["traffic"])
    twfe = estimate_twfe(data)
    return np.concatenate(
        [path.estimate, path.std_error]
        + [[e.point, e.std_error] for e in (effects.aggregate("overall"), two, twfe)]
    )


def assert_same(ours: np.ndarray, clean: np.ndarray) -> None:
    np.testing.assert_allclose(ours, clean, rtol=1e-9, atol=1e-12)


# Never treated, however it is written.

NEVER: dict[str, tuple[Callable[[pd.Series], pd.Series], object]] = {
    "zero": (lambda start: start.fillna(0), 0),
    "whole zero": (lambda start: start.fillna(0).astype(int), 0),
    "infinite": (lambda start: start.fillna(np.inf), None),
    "None": (lambda start: start.astype(object).where(start.notna(), None), None),
    "NA among objects": (lambda start: start.astype(object).where(start.notna(), pd.NA), None),
    "NA of whole numbers": (lambda start: start.astype("Int64"), None),
    "Arrow null": (lambda start: start.astype("Int64").astype("int64[pyarrow]"), None),
    "a word": (lambda start: start.astype(object).where(start.notna(), "never"), "never"),
    "text of a code": (lambda start: start.fillna(9999).astype(int).astype(str), 9999),
}


@pytest.mark.parametrize("how", NEVER)
def test_never_treated_is_read_however_it_is_written(posts, how):
    write, never = NEVER[how]
    dirty = posts.assign(start=write(posts["start"]))
    assert_same(numbers(dirty, never=never), numbers(posts))


def test_never_treated_may_be_no_date_beside_dates(posts):
    years = pd.to_datetime(posts["year"].astype(str))
    starts = pd.to_datetime(posts["start"].astype("Int64").astype("string"))
    assert starts.isna().any()
    dates = {"before": pd.Timestamp(2016, 1, 1), "after": "2017-01-01"}
    assert_same(numbers(posts.assign(year=years, start=starts), **dates), numbers(posts))


# Time and keys, whatever their type.

TIMES: dict[str, Callable[[int], object]] = {
    "dates": lambda year: dt.date(year, 6, 30),
    "ISO text": lambda year: f"{year}-06-30",
    "timestamps": lambda year: pd.Timestamp(year, 12, 31),
    "text of years": str,
    "years as fractions": float,
    "months that follow": lambda year: pd.Timestamp("2020-01-01") + pd.DateOffset(months=year - 14),
    "quarters": lambda year: pd.Period(ordinal=year, freq="Q"),
    "weeks": lambda year: pd.Timestamp("2024-01-01") + pd.Timedelta(7 * (year - FIRST), "D"),
    "days": lambda year: pd.Timestamp("2024-02-27") + pd.Timedelta(year - FIRST, "D"),
    "days far apart in years": lambda year: pd.Timestamp(year - 1000, 2, 1),
}


@pytest.mark.parametrize("how", TIMES)
def test_time_may_be_written_as(posts, how):
    write = TIMES[how]
    starts = [None if np.isnan(s) else write(int(s)) for s in posts["start"]]
    dirty = posts.assign(year=[write(y) for y in posts["year"]], start=starts)
    assert_same(numbers(dirty, before=write(2016), after=write(2017)), numbers(posts))


TYPES: dict[str, Callable[[pd.DataFrame], pd.DataFrame]] = {
    "text keys": lambda f: f.astype({"post": str, "region": str}),
    "string keys": lambda f: f.astype({"post": "string", "region": "string"}),
    "categorical keys": lambda f: f.astype({"post": "category", "region": "category"}),
    "categorical time": lambda f: f.astype({"year": "category", "start": "category"}),
    "object keys of two types": lambda f: f.assign(
        post=[f"post {p}" if p % 2 else p for p in f["post"]]
    ),
    "text numbers": lambda f: f.assign(
        **{name: f[name].map(repr) for name in ("checks", "traffic", "size")}
    ),
    "nullable": lambda f: f.convert_dtypes(),
    "Arrow": lambda f: pa.Table.from_pandas(f).to_pandas(types_mapper=pd.ArrowDtype),
    "Arrow dates": lambda f: f.assign(
        year=pd.Series([dt.date(y, 1, 1) for y in f["year"]]).astype(pd.ArrowDtype(pa.date32()))
    ),
    "periods beside numbers": lambda f: f.assign(
        year=pd.PeriodIndex(f["year"].astype(str), freq="Y")
    ),
    "small whole numbers": lambda f: f.astype({"year": "int16", "start": "float32"}),
}


@pytest.mark.parametrize("how", TYPES)
def test_columns_may_be_of_type(posts, how):
    dirty = TYPES[how](posts)
    assert_same(numbers(dirty, before="2016", after="2017"), numbers(posts))


FRAMES: dict[str, Callable[[pd.DataFrame], pd.DataFrame]] = {
    "shuffled": lambda f: f.sample(frac=1, random_state=1),
    "sorted by time": lambda f: f.sort_values(["year", "post"]),
    "backwards": lambda f: f.iloc[::-1],
    "one index label": lambda f: f.set_axis([0] * len(f)),
    "keys in the index too": lambda f: f.set_index(["post", "year"], drop=False).rename_axis(
        [None, None]
    ),
    "columns named like ours": lambda f: f.assign(
        unit=1, time="a", outcome=None, treated=0, weight=-1, period=np.nan, cluster=0, covariates=3
    ),
}


@pytest.mark.parametrize("how", FRAMES)
def test_rows_may_come(posts, how):
    assert_same(numbers(FRAMES[how](posts)), numbers(posts))


def test_the_data_given_are_left_as_they_were(posts):
    before = posts.copy()
    numbers(posts)
    pd.testing.assert_frame_equal(posts, before)


# What is refused when the panel is read.


def test_repeated_rows_are_refused_by_unit_and_time(posts):
    with pytest.raises(DuplicateRowsError, match="0 at 2015, 4 at 2014"):
        panel(pd.concat([posts, posts.iloc[[1, 28]]]))


def test_a_cohort_that_varies_within_a_unit_is_refused(posts):
    posts.loc[3, "start"] = 2019
    with pytest.raises(
        VariesWithinUnitError, match="'start' takes several values within 1 unit: 0"
    ):
        panel(posts)


def test_never_and_once_treated_within_a_unit_is_refused(posts):
    posts.loc[3, "start"] = np.nan
    with pytest.raises(VariesWithinUnitError):
        panel(posts)


def test_a_cluster_that_varies_within_a_unit_is_refused(posts):
    posts.loc[[3, 12], "region"] = 7
    with pytest.raises(VariesWithinUnitError, match="'region' takes several values within 2 units"):
        panel(posts, cluster="region")


def test_treatment_that_switches_off_is_refused(posts):
    posts["on"] = (posts["year"] >= posts["start"]).astype(int)
    posts.loc[5, "on"] = 0
    with pytest.raises(TreatmentReversalError, match="1 unit: 0"):
        panel(posts, treated_from=None, treated="on")


def test_zeros_and_ones_give_the_same_as_first_periods(posts):
    posts["on"] = posts["year"] >= posts["start"]
    assert_same(numbers(posts, treated_from=None, treated="on"), numbers(posts))


@pytest.mark.parametrize("column", ["post", "year", "region"])
def test_an_empty_key_is_refused(posts, column):
    posts[column] = posts[column].where(posts.index != 4)
    with pytest.raises(MissingKeysError, match=f"'{column}' is empty in 1 row"):
        panel(posts, cluster="region")


def test_an_infinite_time_is_refused(posts):
    posts["year"] = posts["year"].astype(float).where(posts.index != 4, np.inf)
    with pytest.raises(CalendarError, match="infinite"):
        panel(posts)


def test_two_columns_of_one_name_are_refused(posts):
    twice = pd.concat([posts, posts[["checks"]]], axis=1)
    with pytest.raises(RepeatedColumnError, match="'checks'"):
        panel(twice)


def test_the_logarithm_of_zero_is_refused(posts):
    posts.loc[4, "checks"] = -np.inf
    with pytest.raises(InfiniteValuesError, match="'checks' is infinite in 1 row"):
        panel(posts)


def test_text_for_an_outcome_is_refused_by_count_not_by_value(posts):
    posts["checks"] = posts["checks"].astype(object)
    posts.loc[[4, 5], "checks"] = "refused by Ms Smith"
    with pytest.raises(NotNumericError, match="2 values") as caught:
        panel(posts)
    assert "Smith" not in str(caught.value)


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
    assert_same(ours.att, clean.att)


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


def test_rows_with_no_weight_or_weight_zero_are_left_out_and_counted(posts):
    posts.loc[0, "size"] = np.nan
    posts.loc[8, "size"] = 0
    estimate = estimate_twfe(panel(posts, weight="size"))
    assert estimate.excluded == {"rows without weight": 2}
    assert estimate.n_obs == 208


# Covariates that do not identify.


@pytest.mark.parametrize("method", ["doubly_robust", "doubly_robust_improved", "ipw", "regression"])
def test_redundant_covariates_are_dropped_with_a_note_and_the_same_fit(posts, method):
    posts["double"] = 2 * posts["traffic"] + 1
    posts["country"] = 7
    covariates = ["traffic", "country", "double"]
    ours = estimate_group_time(panel(posts), covariates=covariates, method=method)
    clean = estimate_group_time(panel(posts), covariates=["traffic"], method=method)
    assert_same(ours.att, clean.att)
    assert_same(ours.std_error, clean.std_error)
    assert ours.notes == ("Redundant covariates left out of some cells: country, double.",)
    two = estimate_two_period(
        panel(posts), before=2016, after=2017, covariates=covariates, method=method
    )
    assert two.notes == ("Redundant covariates left out: country, double.",)


def test_two_way_fixed_effects_drop_what_they_absorb_with_a_note(posts):
    clean = estimate_twfe(panel(posts))
    ours = estimate_twfe(panel(posts), covariates=["traffic", "year"])
    assert_same(np.array([ours.point, ours.std_error]), np.array([clean.point, clean.std_error]))
    assert ours.notes == ("Redundant covariates left out: traffic, year.",)


@pytest.fixture
def constant_among_comparison(posts) -> pd.DataFrame:
    """A covariate varies among the posts treated from 2017 only."""
    posts["rank"] = np.where(posts["start"] == 2017, posts["post"] % 3, 1)
    return posts


@pytest.mark.parametrize("method", ["doubly_robust", "doubly_robust_improved", "regression"])
def test_covariates_redundant_among_comparison_units_refuse_the_cell_by_name(
    constant_among_comparison, method
):
    effects = estimate_group_time(
        panel(constant_among_comparison), covariates=["rank"], method=method
    )
    assert {cell.cohort for cell in effects.refused} == {2017}
    assert effects.refused[0].reason.startswith(
        "In cohort 2017 at 2015 against 2014 a covariate is redundant among the 10 comparison units"
    )
    assert effects.excluded["cells refused"] == 6


def test_averages_refuse_while_the_other_cells_stand(constant_among_comparison):
    effects = estimate_group_time(panel(constant_among_comparison), covariates=["rank"])
    alone = constant_among_comparison[constant_among_comparison["start"] != 2017]
    # For the other cohort the covariate is constant, so it is dropped.
    assert_same(effects.att, estimate_group_time(panel(alone)).att)
    for by in ("overall", "event_time", "cohort", "calendar_time"):
        with pytest.raises(RefusedCellsError, match="cohort 2017 at"):
            effects.aggregate(by)
    assert "refused" in str(effects)


def test_a_two_period_estimate_is_refused_for_the_same_reason(constant_among_comparison):
    data = panel(constant_among_comparison)
    with pytest.raises(CollinearComparisonError, match="among the 20 comparison units"):
        estimate_two_period(
            data, before=2016, after=2017, covariates=["rank"], method="doubly_robust"
        )


def test_a_cohort_refused_throughout_is_not_dropped_in_silence(posts):
    posts["rank"] = np.where(posts["start"] == 2017, 1, 0) + 0.1 * posts["traffic"]
    effects = estimate_group_time(panel(posts), covariates=["rank"], method="ipw")
    assert {cell.cohort for cell in effects.refused} == {2017}
    with pytest.raises(RefusedCellsError):
        effects.aggregate("overall")


@pytest.mark.parametrize("scale", [1e-6, 1, 1e6])
def test_perfect_separation_is_refused_by_name(posts, scale):
    posts["rank"] = scale * ((posts["start"] == 2017) + 0.3 * posts["traffic"].clip(-1, 1))
    with pytest.raises(OverlapError, match="In the sample the covariates separate"):
        estimate_two_period(panel(posts), before=2016, after=2017, covariates=["rank"])
    effects = estimate_group_time(panel(posts), covariates=["rank"])
    assert "In cohort 2017 at 2015 against 2014 the covariates sep" in effects.refused[0].reason


def test_separation_in_every_cell_is_refused_at_once(posts):
    posts["rank"] = posts["start"].notna() + 0.3 * posts["traffic"].clip(-1, 1)
    with pytest.raises(RefusedCellsError, match="12 of the effects"):
        estimate_group_time(panel(posts), covariates=["rank"])


def test_a_mark_of_treated_units_only_is_separation_too(posts):
    posts["marked"] = posts["post"].isin([0, 1])
    effects = estimate_group_time(panel(posts), covariates=["traffic", "marked"], method="ipw")
    assert {cell.cohort for cell in effects.refused} == {2017}
    assert len(effects.refused) == 6


def test_a_mark_of_comparison_units_only_leaves_them_without_weight(posts):
    posts["marked"] = posts["post"].isin([25, 26])
    ours, clean = (
        estimate_group_time(panel(f), covariates=covariates, method="ipw")
        for f, covariates in (
            (posts, ["traffic", "marked"]),
            (posts[~posts["marked"]], ["traffic"]),
        )
    )
    np.testing.assert_allclose(ours.att, clean.att, rtol=1e-8)
    np.testing.assert_allclose(ours.std_error, clean.std_error, rtol=1e-7)


def test_comparison_units_almost_sure_of_treatment_are_trimmed_and_counted():
    # In the first stratum 399 of 400 are treated: a propensity of 0.9975.
    stratum = np.repeat([1, 1, 0, 0], [399, 1, 30, 30])
    treated = np.repeat([1, 0, 1, 0], [399, 1, 30, 30])
    change = np.random.default_rng(3).normal(size=460)
    frame = pd.concat(
        pd.DataFrame(
            {
                "post": np.arange(460),
                "year": year,
                "start": np.where(treated == 1, 1.0, np.nan),
                "stratum": stratum,
                "checks": year * change,
            }
        )
        for year in (0, 1)
    )
    estimate = estimate_two_period(
        panel(frame), before=0, after=1, covariates=["stratum"], method="ipw"
    )
    assert estimate.excluded == {"comparison units trimmed (propensity 0.995 or more)": 1}
    expected = change[treated == 1].mean() - change[430:].mean()
    assert estimate.point == pytest.approx(expected, rel=1e-9)


def test_one_covariate_may_be_named_without_a_list(posts):
    listed, alone = (
        [
            estimate_group_time(panel(posts), covariates=given).att,
            estimate_two_period(panel(posts), before=2016, after=2017, covariates=given).point,
            estimate_twfe(panel(posts), covariates=given).notes,
        ]
        for given in (["traffic"], "traffic")
    )
    assert_same(alone[0], listed[0])
    assert alone[1:] == listed[1:]


@pytest.mark.parametrize("shift", [0, 1e3, 1e6])
@pytest.mark.parametrize("scale", [1e-6, 1e6])
def test_the_units_of_a_covariate_do_not_matter(posts, shift, scale):
    dirty = posts.assign(traffic=scale * (shift + posts["traffic"]))
    np.testing.assert_allclose(numbers(dirty), numbers(posts), rtol=1e-7, atol=1e-9)


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


# Time in the words of the data.


def test_a_refusal_names_periods_as_the_data_do(constant_among_comparison):
    dates = [
        None if np.isnan(s) else f"2021-{int(s) - 2010:02d}-01"
        for s in constant_among_comparison["start"]
    ]
    months = [f"2021-{y - 2010:02d}-01" for y in constant_among_comparison["year"]]
    frame = constant_among_comparison.assign(year=months, start=dates)
    effects: GroupTimeEffects = estimate_group_time(panel(frame), covariates=["rank"])
    assert effects.refused[0].reason.startswith("In cohort 2021-07 at 2021-05 against 2021-04")
