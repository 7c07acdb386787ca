import numpy as np
import pandas as pd
import pytest
import statsmodels.api as sm

from evalcap.dataset import Panel
from evalcap.errors.design import DesignError, OptionError
from evalcap.estimate import Estimate
from evalcap.estimators.dose import IDENTIFIES, compare_doses
from evalcap.estimators.group_time import estimate_group_time
from evalcap.estimators.imputation import estimate_imputation
from evalcap.estimators.twfe import estimate_twfe
from evalcap.estimators.two_period import estimate_two_period

GROUPS = [(1, 2), (3, 9)]


@pytest.fixture
def frame() -> pd.DataFrame:
    """Twelve officers over two years; days of training 1, 2, 5 or none."""
    rng = np.random.default_rng(49)
    frame = pd.DataFrame([(u, t) for u in range(12) for t in (0, 1)], columns=["officer", "year"])
    frame["days"] = np.repeat([1, 2, 5, np.nan], 6)
    frame["start"] = np.where(frame["days"].notna(), 1, np.nan)
    frame["score"] = rng.normal(size=24)
    return frame


def panel(frame: pd.DataFrame, **roles: object) -> Panel:
    names = {"unit": "officer", "time": "year", "outcome": "score", "treated_from": "start"}
    return Panel.from_frame(frame, **(names | roles))


def effect(data: Panel) -> Estimate:
    return estimate_two_period(data, before=0, after=1)


def compare(frame: pd.DataFrame, groups=GROUPS):
    return compare_doses(panel(frame), dose="days", groups=groups, estimate=effect)


def test_each_group_is_compared_with_the_same_untreated_units(frame):
    found = compare(frame)
    for (low, high), ours in zip(GROUPS, found.estimates, strict=True):
        part = frame[frame["days"].between(low, high) | frame["days"].isna()]
        theirs = effect(panel(part))
        assert (ours.point, ours.std_error) == (theirs.point, theirs.std_error)
    assert [e.n_units for e in found.estimates] == [9, 6]


def wide(frame: pd.DataFrame) -> pd.DataFrame:
    """Change, dose, weight and cluster of each officer."""
    table = frame.groupby("officer")[["days", "size", "post"]].first()
    scores = frame.pivot_table(index="officer", columns="year", values="score")
    return table.assign(change=scores[1] - scores[0])


def with_sizes(frame: pd.DataFrame, *, even: bool) -> pd.DataFrame:
    size = 1.0 if even else 1 + frame["officer"] % 3 / 2
    return frame.assign(size=size, post=frame["officer"] % 5)


@pytest.mark.parametrize("even", [True, False])
def test_rows_are_coefficients_of_a_regression_of_changes_on_dose_groups(frame, even):
    frame = with_sizes(frame, even=even)
    found = compare_doses(
        panel(frame, weight="size"), dose="days", groups=GROUPS, estimate=effect
    ).estimates
    unit = wide(frame)
    dummies = np.column_stack([unit["days"].between(*limits) for limits in GROUPS])
    fit = sm.WLS(unit["change"], sm.add_constant(dummies.astype(float)), unit["size"]).fit()
    robust = fit.get_robustcov_results("HC0")
    np.testing.assert_allclose([e.point for e in found], robust.params[1:], rtol=1e-9)
    np.testing.assert_allclose([e.std_error for e in found], robust.bse[1:], rtol=1e-9)
    # Averaged by weight, rows are the effect on all who had any dose.
    share = dummies.T @ unit["size"]
    whole = effect(panel(frame, weight="size")).point
    assert np.average([e.point for e in found], weights=share) == pytest.approx(whole)


def test_clustered_errors_are_those_of_a_regression_on_one_group_and_the_untreated(frame):
    frame = with_sizes(frame, even=False)
    found = compare_doses(
        panel(frame, weight="size", cluster="post"), dose="days", groups=GROUPS, estimate=effect
    ).estimates
    unit = wide(frame)
    for (low, high), ours in zip(GROUPS, found, strict=True):
        part = unit[unit["days"].between(low, high) | unit["days"].isna()]
        treated = sm.add_constant(part["days"].notna().astype(float))
        groups = {"groups": part["post"].to_numpy(), "use_correction": False}
        fit = sm.WLS(part["change"], treated, part["size"])
        theirs = fit.fit(cov_type="cluster", cov_kwds=groups)
        assert ours.point == pytest.approx(theirs.params.iloc[1], rel=1e-9)
        assert ours.std_error == pytest.approx(theirs.bse.iloc[1], rel=1e-9)


def staggered() -> pd.DataFrame:
    """Forty officers over five years, treated in year 2, 3, 5 or never, with 1 to 5 days."""
    rng = np.random.default_rng(50)
    frame = pd.DataFrame(
        [(u, t) for u in range(40) for t in range(1, 6)], columns=["officer", "year"]
    )
    start = rng.choice([2, 3, 5, np.nan], size=40)
    days = rng.choice([1, 2, 5], size=40)
    frame["start"], frame["days"] = start[frame["officer"]], days[frame["officer"]]
    frame["size"] = rng.uniform(0.5, 2, size=40)[frame["officer"]]
    frame["post"] = frame["officer"] % 11
    on = frame["year"] >= frame["start"]
    frame["score"] = rng.normal(size=200) + 0.3 * on * frame["days"]
    return frame


@pytest.mark.parametrize(
    ("comparison", "expected"),
    [
        (
            "never_treated",
            [(0.3265077438612444, 0.5006343938395487), (2.4720464097977404, 0.42853061496405553)],
        ),
        (
            "not_yet_treated",
            [(0.28085112499507703, 0.5223938302424037), (2.445935030088204, 0.4375603335717718)],
        ),
    ],
)
def test_under_staggered_roll_out_rows_are_those_of_csdid_on_each_group(comparison, expected):
    # csdid 0.4.3 (after R's did) on the group and the never treated: weightsname "size",
    # clustervars "post", aggte type "simple".
    found = compare_doses(
        panel(staggered(), weight="size", cluster="post"),
        dose="days",
        groups=GROUPS,
        estimate=lambda p: estimate_group_time(p, comparison=comparison).aggregate("overall"),
    )
    numbers = [(e.point, e.std_error) for e in found.estimates]
    np.testing.assert_allclose(numbers, expected, rtol=1e-8)


def test_two_way_rows_are_those_of_regressions_on_dummies():
    frame = staggered()
    found = compare_doses(panel(frame), dose="days", groups=GROUPS, estimate=estimate_twfe)
    for (low, high), ours in zip(GROUPS, found.estimates, strict=True):
        part = frame[frame["days"].between(low, high) | frame["start"].isna()]
        ways = [pd.get_dummies(part[w], dtype=float) for w in ("officer", "year")]
        design = np.column_stack(
            [part["year"] >= part["start"], ways[0], ways[1].iloc[:, 1:]]
        ).astype(float)
        theirs = sm.OLS(part["score"].to_numpy(), design).fit()
        assert ours.point == pytest.approx(theirs.params[0], rel=1e-9)


def test_treated_units_of_other_doses_are_counted(frame):
    low, high = compare(frame).estimates
    reason = "treated units of other doses"
    assert (low.excluded[reason], high.excluded[reason]) == (3, 6)


def test_a_treated_unit_without_a_dose_is_in_no_group(frame):
    hurt = frame.assign(days=frame["days"].mask(frame["officer"] == 0))
    low, _ = compare(hurt).estimates
    assert low.n_units == 8
    assert low.excluded["treated units of other doses"] == 4


def test_the_table_names_the_doses_and_the_sentence_says_what_they_mean(frame):
    found = compare(frame)
    table = found.to_frame()
    assert table["term"].tolist() == ["days 1 to 2", "days 3 to 9"]
    assert table["n_units"].tolist() == [9, 6]
    assert str(found).splitlines()[0].startswith("days 1 to 2: ATT ")
    assert str(found).endswith(IDENTIFIES)


def test_a_group_without_treated_units_is_refused(frame):
    with pytest.raises(DesignError, match="No treated unit has a days from 6 to 9"):
        compare(frame, [(1, 2), (6, 9)])


@pytest.mark.parametrize(
    "groups",
    [[], [(2, 1)], [(np.nan, 1)], [1], (1, 2), {"low": (1, 2)}, [("few", "many")], [(1, 2, 3)]],
)
def test_groups_that_are_no_pairs_of_limits_are_refused(frame, groups):
    with pytest.raises(OptionError, match="groups=") as refused:
        compare(frame, groups)
    assert "a lower and an upper limit" in str(refused.value)


def test_limits_may_come_in_an_array_and_the_upper_one_may_be_open(frame):
    closed, opened = (compare(frame, g) for g in (GROUPS, np.array([[1, 2], [3, np.inf]])))
    assert [e.point for e in opened.estimates] == [e.point for e in closed.estimates]
    assert opened.to_frame()["term"].tolist() == ["days 1 to 2", "days 3 to inf"]


@pytest.mark.parametrize("wrong", [estimate_group_time, estimate_imputation, repr])
def test_an_estimator_that_gives_no_single_estimate_is_refused(frame, wrong):
    with pytest.raises(OptionError, match="gives one Estimate"):
        compare_doses(panel(frame), dose="days", groups=GROUPS, estimate=wrong)


def test_a_refusal_says_which_group_it_is_about(frame):
    # Officers with 5 days are treated from the first year on.
    frame.loc[frame["days"] == 5, "start"] = 0
    with pytest.raises(DesignError, match="days 3 to 9: No treated unit"):
        compare_doses(
            panel(frame),
            dose="days",
            groups=GROUPS,
            estimate=lambda p: estimate_group_time(p).aggregate("overall"),
        )


def test_a_dose_that_changes_within_a_unit_is_refused(frame):
    for value in (7, np.nan):
        hurt = frame.assign(days=frame["days"].mask(frame.index == 1, value))
        with pytest.raises(DesignError, match="several values within 1 unit\\."):
            compare(hurt)
