"""Covariates that do not identify: the same fit without them, or a refusal by name."""

import numpy as np
import pandas as pd
import pytest
from fake_panels import assert_same, numbers, panel

from evalcap.diagnostics import (
    attrition_weights,
    check_balance,
    check_composition,
    check_overlap,
)
from evalcap.errors.design import CollinearComparisonError, OverlapError, RefusedCellsError
from evalcap.estimate import GroupTimeEffects
from evalcap.estimators.group_time import estimate_group_time
from evalcap.estimators.twfe import estimate_twfe
from evalcap.estimators.two_period import estimate_two_period

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


def test_checks_take_one_covariate_without_a_list_too(posts):
    for check in (check_balance, check_overlap, check_composition):
        assert check(panel(posts), covariates="traffic") == check(
            panel(posts), covariates=["traffic"]
        )
    weights = (attrition_weights(panel(posts), given).weight for given in ("traffic", ["traffic"]))
    np.testing.assert_array_equal(*weights)


@pytest.mark.parametrize("shift", [0, 1e3, 1e6])
@pytest.mark.parametrize("scale", [1e-6, 1e6])
def test_the_units_of_a_covariate_do_not_matter(posts, shift, scale):
    dirty = posts.assign(traffic=scale * (shift + posts["traffic"]))
    np.testing.assert_allclose(numbers(dirty), numbers(posts), rtol=1e-7, atol=1e-9)


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
