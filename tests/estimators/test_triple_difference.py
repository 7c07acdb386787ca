import numpy as np
import pandas as pd
import pytest
from statsmodels.formula.api import ols

from evalcap.dataset import Panel
from evalcap.errors.design import (
    ClusterError,
    EligibilityError,
    MissingKindsError,
    OverlapError,
    PeriodError,
)
from evalcap.estimate.spread import NOTHING_VARIES
from evalcap.estimators.lone import lone_note
from evalcap.estimators.triple_difference import estimate_triple_difference
from evalcap.estimators.two_period import estimate_two_period


@pytest.fixture
def frame() -> pd.DataFrame:
    """Forty people in eight towns over three years; the programme comes to four towns in 2012."""
    rng = np.random.default_rng(48)
    frame = pd.DataFrame(
        [(person, year) for person in range(40) for year in (2010, 2011, 2012)],
        columns=["person", "year"],
    )
    frame["town"] = frame["person"] % 8
    frame["start"] = np.where(frame["town"] < 4, 2012, np.nan)
    frame["young"] = (frame["person"] // 8) % 2
    frame["size"] = rng.uniform(0.5, 2, size=40)[frame["person"]]
    frame["income"] = rng.normal(size=120) + frame["person"]
    return frame


def panel(frame: pd.DataFrame, **roles: object) -> Panel:
    names = {"unit": "person", "time": "year", "outcome": "income", "treated_from": "start"}
    return Panel.from_frame(frame, **(names | roles))


def estimate(frame: pd.DataFrame, **roles: object):
    data = panel(frame, **roles)
    return estimate_triple_difference(data, eligible="young", before=2011, after=2012)


@pytest.mark.parametrize("roles", [{}, {"weight": "size"}])
def test_it_is_the_difference_of_two_double_differences(frame, roles):
    young, old = (
        estimate_two_period(panel(frame[frame["young"] == kind], **roles), before=2011, after=2012)
        for kind in (1, 0)
    )
    found = estimate(frame, **roles)
    assert found.point == pytest.approx(young.point - old.point, rel=1e-12)
    # The two kinds are different people, so that their variances add.
    assert found.std_error == pytest.approx(np.hypot(young.std_error, old.std_error), rel=1e-12)


def test_in_clusters_of_both_kinds_influence_adds_up(frame):
    wide = frame.pivot_table(index="person", columns="year", values="income")
    change = (wide[2012] - wide[2011]).to_numpy()
    person = frame.groupby("person").first()
    influence = np.zeros(40)
    for young, sign in ((1, 1), (0, -1)):
        for treated, way in ((True, 1), (False, -1)):
            group = (person["young"] == young) & ((person["town"] < 4) == treated)
            influence[group] = sign * way * (change[group] - change[group].mean()) / group.sum()
    sums = pd.Series(influence).groupby(person["town"].to_numpy()).sum()
    found = estimate(frame, cluster="town")
    assert found.std_error == pytest.approx(np.sqrt((sums**2).sum()), rel=1e-10)
    assert (found.n_units, found.n_clusters, found.n_obs) == (40, 8, 80)


def test_what_a_place_does_to_both_kinds_drops_out(frame):
    plain = estimate(frame)
    shock = 5.0 * ((frame["year"] == 2012) & (frame["town"] < 4))
    assert estimate(frame.assign(income=frame["income"] + shock)).point == pytest.approx(
        plain.point
    )
    for_young = shock * frame["young"]
    found = estimate(frame.assign(income=frame["income"] + for_young))
    assert found.point == pytest.approx(plain.point + 5)


def test_units_and_rows_left_out_are_counted(frame):
    dirty = frame.assign(
        start=frame["start"].mask(frame["person"] == 5, 2011),
        income=frame["income"].mask((frame["person"] == 6) & (frame["year"] == 2012)),
    )
    found = estimate(dirty)
    assert found.excluded == {
        "rows without outcome": 1,
        "rows in other periods": 40,
        "units treated in or before the first period": 1,
        "units seen in one period only": 1,
    }
    clean = frame[~frame["person"].isin([5, 6])]
    without = estimate(clean)
    assert (found.point, found.std_error) == pytest.approx((without.point, without.std_error))


def test_one_unit_in_a_group_of_a_kind_is_noted(frame):
    alone = frame[(frame["young"] == 0) | (frame["town"] >= 4) | (frame["person"] == 8)]
    assert estimate(alone).notes == (lone_note("treated", "In one of the comparisons", "unit"),)


def test_an_effect_that_nothing_varies_around_has_no_standard_error(frame):
    found = estimate(frame.assign(income=frame["person"] / 3))
    assert np.isnan(found.std_error)
    assert found.notes == (NOTHING_VARIES,)


ADJUSTED = ["doubly_robust", "doubly_robust_improved", "ipw", "ipw_unnormalised", "regression"]


def test_without_covariates_it_is_the_saturated_regression(frame):
    rows = frame[frame["year"] > 2010].assign(
        treated=lambda f: f["start"].notna().astype(int), after=lambda f: f["year"] - 2011
    )
    theirs = ols("income ~ treated * young * after", rows).fit()
    assert estimate(frame).point == pytest.approx(theirs.params["treated:young:after"], rel=1e-10)
    # In changes, with the standard errors of White and of Liang and Zeger, without their factors.
    wide = rows.pivot_table(index="person", columns="year", values="income")
    change = rows[rows["after"] == 1].set_index("person").assign(change=wide[2012] - wide[2011])
    fit = ols("change ~ treated * young", change)
    white = fit.fit(cov_type="HC0")
    assert estimate(frame).std_error == pytest.approx(white.bse["treated:young"], rel=1e-10)
    groups = {"groups": change["town"], "use_correction": False}
    by_town = fit.fit(cov_type="cluster", cov_kwds=groups).bse["treated:young"]
    assert estimate(frame, cluster="town").std_error == pytest.approx(by_town, rel=1e-10)


@pytest.mark.parametrize("method", ADJUSTED)
def test_a_covariate_that_is_the_same_for_all_changes_nothing(frame, method):
    plain, found = estimate(frame), adjusted(frame.assign(age=40.0), method)
    assert found.point == pytest.approx(plain.point, rel=1e-8)
    assert found.std_error == pytest.approx(plain.std_error, rel=1e-8)
    assert found.notes == ("Redundant covariates left out: age.",)


def adjusted(frame: pd.DataFrame, method: str | None = None, **roles: object):
    return estimate_triple_difference(
        panel(frame, **roles),
        eligible="young",
        before=2011,
        after=2012,
        method=method,
        covariates=["age"],
    )


def growing_by_age(effect: float) -> pd.DataFrame:
    """Incomes without noise: growth by place, by kind, and in the programme's places by age.

    For every age the growth of eligible and ineligible people differs alike in both places. But
    of the treated the eligible are older, so that their growth differs more than that of others.
    """
    rng = np.random.default_rng(9)
    people = pd.DataFrame({"person": range(400), "age": rng.normal(40, 10, 400)})
    people["start"] = np.where(people["person"] % 2, 2012, np.nan)
    older = rng.uniform(size=400) < 1 / (1 + np.exp((40 - people["age"]) / 10))
    people["young"] = np.where(people["start"].notna(), older, rng.uniform(size=400) < 0.5) * 1
    treated, young, age = people["start"].notna(), people["young"], people["age"]
    people["growth"] = 2.0 * treated - 3.0 * young + 0.1 * age + 0.2 * age * treated
    frame = people.merge(pd.DataFrame({"year": [2010, 2011, 2012]}), how="cross")
    after = frame["year"] == 2012
    gain = frame["growth"] * after + effect * (after & frame["start"].notna() & frame["young"])
    return frame.assign(income=frame["person"] + gain)


@pytest.mark.parametrize("method", [None, "doubly_robust_improved", "regression"])
def test_trends_that_covariates_shape_are_taken_out(method):
    found = adjusted(growing_by_age(effect=5.0), method)
    assert found.point == pytest.approx(5.0, rel=1e-10)


def test_without_the_covariate_they_are_taken_for_the_effect():
    # By algebra: what remains are the slopes times the differences in mean age of the groups.
    frame = growing_by_age(effect=5.0)
    people = frame[frame["year"] == 2012]
    age = people.groupby([people["start"].notna(), "young"])["age"].mean()
    apart = 0.3 * (age[True, 1] - age[True, 0]) - 0.1 * (age[False, 1] - age[False, 0])
    assert apart > 1
    assert estimate(frame).point == pytest.approx(5.0 + apart, rel=1e-10)


def test_the_difference_of_two_adjusted_double_differences_is_another_number():
    # It takes the ineligible at their own ages: by algebra 0.2 times the distance in mean age.
    frame = growing_by_age(effect=5.0)
    two = [
        estimate_two_period(
            panel(frame[frame["young"] == kind]), before=2011, after=2012, covariates=["age"]
        ).point
        for kind in (1, 0)
    ]
    people = frame[(frame["year"] == 2012) & frame["start"].notna()]
    age = people.groupby("young")["age"].mean()
    assert two[0] - two[1] == pytest.approx(5.0 + 0.2 * (age[1] - age[0]), rel=1e-10)


def test_covariates_and_weights_are_those_of_the_period_before(frame):
    rng = np.random.default_rng(3)
    frame = frame.assign(age=rng.normal(size=40)[frame["person"]])
    later = frame["year"] != 2011
    moved = frame.assign(age=frame["age"] + 9 * later, size=frame["size"] + 9 * later)
    ours, plain = adjusted(moved, weight="size"), adjusted(frame, weight="size")
    assert (ours.point, ours.std_error) == (plain.point, plain.std_error)


@pytest.mark.parametrize("method", [None, "regression"])
def test_the_same_people_as_rows_give_the_same_effect(frame, method):
    # Of a balanced panel with fixed covariates both forms are linear in changes.
    frame = frame.assign(age=np.random.default_rng(5).normal(size=40)[frame["person"]])
    rows, changes = adjusted(frame, method, unit=None), adjusted(frame, method)
    assert rows.point == pytest.approx(changes.point, rel=1e-8)
    assert (rows.n_obs, rows.n_units) == (80, 80)


def test_covariates_make_doubly_robust_the_default(frame):
    frame = frame.assign(age=frame["person"] * 7 % 11.0)
    assert adjusted(frame).estimator.endswith("doubly robust (logit and least squares)")
    assert estimate(frame).estimator.endswith("unadjusted")
    assert adjusted(frame).estimand == "ATT on eligible units"


def test_several_starting_periods_on_one_side_are_noted(frame):
    later = frame.assign(start=frame["start"].mask(frame["town"] == 7, 2015))
    (note,) = estimate(later).notes
    assert "estimate_group_time_triple_difference" in note
    assert estimate(frame).notes == ()


def test_a_comparison_that_covariates_separate_is_named(frame):
    apart = (frame["start"].isna()) & (frame["young"] == 0)
    separated = frame.assign(age=frame["person"] % 5 + 100.0 * apart)
    with pytest.raises(OverlapError, match="with ineligible where it did not come"):
        adjusted(separated)


@pytest.mark.parametrize("value", [2.0, None])
def test_eligibility_that_is_not_said_once_for_each_unit_is_refused(frame, value):
    column = frame["young"].astype(float)
    wrong = (
        column.mask(frame["person"] == 3, value)
        if value
        else 1 - column.where((frame["person"] != 3) | (frame["year"] != 2012), 1 - column)
    )
    with pytest.raises(EligibilityError, match="does not say once for each unit"):
        estimate(frame.assign(young=wrong))


def test_what_it_cannot_do_is_refused(frame):
    with pytest.raises(ClusterError):
        estimate(frame.assign(country=1), cluster="country")
    with pytest.raises(MissingKindsError, match="is ineligible where the programme came"):
        estimate(frame.assign(start=frame["start"].where(frame["young"] == 1)))
    with pytest.raises(MissingKindsError, match="eligible where it did not come, ineligible"):
        estimate(frame.assign(start=2012))
    unseen = frame[(frame["year"] == 2012) | (frame["young"] == 1)]
    with pytest.raises(MissingKindsError):
        estimate(unseen, unit=None)
    with pytest.raises(PeriodError, match="before=2009"):
        estimate_triple_difference(panel(frame), eligible="young", before=2009, after=2012)
    for before in (2011, 2012):
        with pytest.raises(PeriodError, match="after=2011"):
            estimate_triple_difference(panel(frame), eligible="young", before=before, after=2011)
