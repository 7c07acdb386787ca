import numpy as np
import pandas as pd
import pytest

from evalcap.dataset import Panel
from evalcap.errors.design import (
    ClusterError,
    DesignError,
    NoComparisonError,
    NoTreatedError,
    OptionError,
)
from evalcap.estimate.spread import NOTHING_VARIES
from evalcap.estimators.group_time import estimate_group_time
from evalcap.estimators.stacked import UNUSED, estimate_stacked

COPIES = "Comparison units count once for each experiment they serve in."


@pytest.fixture
def frame() -> pd.DataFrame:
    """Twenty posts over seven years; starts in 2012, 2014 or never; regions."""
    rng = np.random.default_rng(47)
    frame = pd.DataFrame(
        [(post, year) for post in range(20) for year in range(2010, 2017)],
        columns=["post", "year"],
    )
    frame["start"] = np.repeat([2012, 2014, np.nan], [28, 42, 70])
    frame["region"] = frame["post"] % 6
    on = frame["year"] >= frame["start"]
    frame["checks"] = rng.normal(size=140) + frame["post"] + 2 * on
    return frame


def panel(frame: pd.DataFrame, **roles: object) -> Panel:
    names = {"unit": "post", "time": "year", "outcome": "checks", "treated_from": "start"}
    return Panel.from_frame(frame, **(names | roles))


def test_effects_are_group_time_effects_by_cohort_size_where_comparison_is_the_same(frame):
    # Each window reaches past the other cohort's start, so that the never treated compare.
    path = estimate_stacked(panel(frame), before=2, after=2)
    effects = estimate_group_time(panel(frame), base_period="universal")
    assert path.at.tolist() == [-2, 0, 1, 2]
    for event, found in zip(path.at, path.estimate, strict=True):
        cells = effects.time - effects.cohort == event
        expected = np.average(effects.att[cells], weights=effects.n_treated[cells])
        assert found == pytest.approx(expected, rel=1e-10)
    assert path.overall.point == pytest.approx(path.estimate[1:].mean())
    assert path.pre_trends == "one_base"


def test_the_covariance_is_that_of_a_weighted_regression_of_the_stack(frame):
    parts = []
    for start in (2012, 2014):
        window = frame[frame["year"].between(start - 2, start + 1)]
        part = window[window["start"].isna() | (window["start"] == start)].assign(stack=start)
        part["on"] = part["start"] == start
        part["event"] = part["year"] - start
        part["weight"] = np.where(part["on"], 1.0, part["on"].sum() / (~part["on"]).sum())
        parts.append(part)
    stack = pd.concat(parts, ignore_index=True)
    # The cohort of 2014 stays untreated through the first window's four years.
    late = frame[frame["year"].between(2010, 2013) & (frame["start"] == 2014)]
    late = late.assign(stack=2012, on=False, event=late["year"] - 2012)
    stack = pd.concat([stack, late], ignore_index=True)
    first = stack["stack"] == 2012
    ratio = (first & stack["on"]).sum() / (first & ~stack["on"]).sum()
    stack.loc[first & ~stack["on"], "weight"] = ratio
    effects = [stack["on"] & (stack["event"] == e) for e in (-2, 0, 1)]
    unit = stack["stack"].astype(str) + stack["post"].astype(str)
    period = stack["stack"].astype(str) + stack["event"].astype(str)
    dummies = [pd.get_dummies(code, dtype=float) for code in (unit, period)]
    root = np.sqrt(stack["weight"].to_numpy())
    design = np.column_stack([*effects, *dummies]).astype(float) * root[:, None]
    response = stack["checks"].to_numpy() * root
    bread = np.linalg.pinv(design.T @ design)
    found = bread @ design.T @ response
    scores = design * (response - design @ found)[:, None]
    sums = pd.DataFrame(scores).groupby(stack["region"].to_numpy()).sum().to_numpy()
    n, k = len(stack), 3 + 6 + 1
    covariance = 6 / 5 * (n - 1) / (n - k) * (bread @ sums.T @ sums @ bread)[:3, :3]
    path = estimate_stacked(panel(frame, cluster="region"), before=2, after=1)
    np.testing.assert_allclose(path.estimate, found[:3], rtol=1e-9)
    np.testing.assert_allclose(path.covariance, covariance, rtol=1e-8)
    assert path.degrees_of_freedom == 5
    assert path.overall.n_obs == n


def test_a_cohort_whose_window_is_not_observed_is_left_out_and_counted(frame):
    path = estimate_stacked(panel(frame), before=3, after=2)
    alone = estimate_stacked(panel(frame[frame["start"] != 2012]), before=3, after=2)
    assert path.overall.excluded == {UNUSED: 1}
    np.testing.assert_allclose(path.estimate, alone.estimate)
    np.testing.assert_allclose(path.std_error, alone.std_error)


def test_clusters_that_serve_in_no_experiment_do_not_count(frame):
    path = estimate_stacked(panel(frame), before=3, after=2)
    assert path.overall.n_units == path.n_clusters == 16
    assert path.degrees_of_freedom == 15


def test_a_cohort_not_seen_in_a_period_of_its_window_is_left_out_and_counted(frame):
    unseen = frame[(frame["start"] != 2012) | (frame["year"] != 2013)]
    path = estimate_stacked(panel(unseen), before=2, after=2)
    assert path.overall.excluded == {UNUSED: 1}
    assert path.at.tolist() == [-2, 0, 1, 2]
    assert not np.isnan(path.std_error).any()


def test_an_effect_that_no_unit_links_to_the_base_is_left_out_and_counted(frame):
    # Treated posts are seen in the first two years of the window or in the last two.
    one = frame[frame["start"].isna() | (frame["start"] == 2014)]
    early = one["post"].isin([4, 5, 6]) & (one["year"] >= 2014)
    late = one["post"].isin([7, 8, 9]) & (one["year"] < 2014)
    with pytest.raises(NoTreatedError, match="before and after"):
        estimate_stacked(panel(one[~early & ~late]), before=2, after=1)
    early = one["post"].isin([4, 5, 6]) & (one["year"] >= 2015)
    late = one["post"].isin([7, 8, 9]) & (one["year"] < 2015)
    path = estimate_stacked(panel(one[~early & ~late]), before=2, after=1)
    assert path.at.tolist() == [-2, 0]
    assert path.overall.excluded == {"event times that the data do not identify": 1}


def test_without_never_treated_a_later_cohort_compares_within_its_window(frame):
    treated = frame[frame["start"].notna()]
    path = estimate_stacked(panel(treated), before=1, after=1)
    wide = treated.pivot_table(index="post", columns="year", values="checks")
    change = wide[2013] - wide[2011]
    assert path.estimate[1] == pytest.approx(change[:4].mean() - change[4:].mean())
    assert path.overall.excluded == {UNUSED: 1}


def test_units_treated_in_the_first_period_are_left_out_and_counted(frame):
    early = frame.assign(start=frame["start"].mask(frame["post"] == 3, 2010))
    found = estimate_stacked(panel(early), before=1, after=1).overall
    assert found.excluded == {"units treated in or before the first period": 1}


def test_one_unit_on_either_side_is_noted(frame):
    lone = frame[~frame["post"].isin(range(1, 4)) & (frame["post"] < 11)]
    path = estimate_stacked(panel(lone), before=2, after=2)
    treated, comparison = path.notes
    assert treated.startswith("Some cells of cohort 2012: the standard error rests on one treated")
    assert comparison.startswith("Some cells of cohort 2012, 2014: the standard error rests on one")
    assert path.overall.notes == (COPIES, treated, comparison)


def test_an_effect_that_nothing_varies_around_has_no_standard_error(frame):
    exact = frame.assign(checks=frame["post"] / 3 + 2.0 * (frame["year"] >= frame["start"]))
    path = estimate_stacked(panel(exact), before=2, after=2)
    assert np.isnan(path.std_error).all()
    assert np.isnan(path.overall.std_error)
    assert path.overall.notes == (COPIES, NOTHING_VARIES)


@pytest.mark.parametrize(
    "window", [{"before": 0}, {"before": "two"}, {"after": -1}, {"after": 0.5}]
)
def test_a_window_without_base_or_effect_is_refused(frame, window):
    (option,) = window
    with pytest.raises(OptionError, match=f"{option}="):
        estimate_stacked(panel(frame), **({"before": 1, "after": 1} | window))


def test_what_it_cannot_do_is_refused(frame):
    with pytest.raises(DesignError, match="repeated cross-sections"):
        estimate_stacked(panel(frame, unit=None), before=1, after=1)
    with pytest.raises(ClusterError):
        estimate_stacked(panel(frame.assign(country=1), cluster="country"), before=1, after=1)
    with pytest.raises(NoComparisonError):
        estimate_stacked(panel(frame.assign(start=2012)), before=1, after=1)
    with pytest.raises(NoTreatedError):
        estimate_stacked(panel(frame.assign(start=np.nan)), before=1, after=1)
