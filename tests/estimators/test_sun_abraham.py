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
from evalcap.estimators.sun_abraham import estimate_sun_abraham


@pytest.fixture
def frame() -> pd.DataFrame:
    """Twenty posts over six years; starts in 2012, 2014 or never; regions and weights."""
    rng = np.random.default_rng(44)
    frame = pd.DataFrame(
        [(post, year) for post in range(20) for year in range(2010, 2016)],
        columns=["post", "year"],
    )
    frame["start"] = np.repeat([2012, 2014, np.nan], [30, 36, 54])
    frame["region"] = frame["post"] % 6
    frame["size"] = rng.uniform(0.5, 2, size=120)
    on = frame["year"] >= frame["start"]
    frame["checks"] = rng.normal(size=120) + frame["post"] + 2 * on
    return frame


def panel(frame: pd.DataFrame, **roles: object) -> Panel:
    names = {"unit": "post", "time": "year", "outcome": "checks", "treated_from": "start"}
    return Panel.from_frame(frame, **(names | roles))


def gaps(frame: pd.DataFrame) -> pd.DataFrame:
    return frame.drop(index=[0, 9, 44, 45, 77, 118])


def by_dummies(frame: pd.DataFrame, weight: np.ndarray) -> tuple[pd.DataFrame, np.ndarray]:
    """Regress on dummies of cohort and year but the base, post and year, clustered by region."""
    cells = [
        (start, year) for start in (2012, 2014) for year in range(2010, 2016) if year != start - 1
    ]
    on = [(frame["start"] == start) & (frame["year"] == year) for start, year in cells]
    dummies = [pd.get_dummies(frame[name], dtype=float) for name in ("post", "year")]
    design = np.column_stack([*on, *dummies]).astype(float) * np.sqrt(weight)[:, None]
    bread = np.linalg.pinv(design.T @ design)
    response = frame["checks"].to_numpy() * np.sqrt(weight)
    found = bread @ design.T @ response
    scores = design * (response - design @ found)[:, None]
    sums = pd.DataFrame(scores).groupby(frame["region"].to_numpy()).sum().to_numpy()
    n, k = len(frame), len(cells) + 6
    factor = 6 / 5 * (n - 1) / (n - k)
    covariance = factor * (bread @ sums.T @ sums @ bread)[: len(cells), : len(cells)]
    table = pd.DataFrame(cells, columns=["start", "year"])
    table["effect"] = found[: len(cells)]
    table["weight"] = [weight[o].sum() for o in on]
    return table, covariance


@pytest.mark.parametrize("weighted", [False, True])
@pytest.mark.parametrize("cut", [gaps, lambda frame: frame])
def test_effects_are_those_of_dummies_averaged_by_rows(frame, cut, weighted):
    frame = cut(frame)
    weight = frame["size"].to_numpy() if weighted else np.ones(len(frame))
    table, covariance = by_dummies(frame, weight)
    path = estimate_sun_abraham(panel(frame, cluster="region", weight="size" if weighted else None))
    since = table["year"] - table["start"]
    assert path.at.tolist() == sorted(set(since))
    for found, error, event in zip(path.estimate, path.std_error, path.at, strict=True):
        share = np.where(since == event, table["weight"], 0)
        share = share / share.sum()
        assert found == pytest.approx(share @ table["effect"], rel=1e-8)
        assert error == pytest.approx(np.sqrt(share @ covariance @ share), rel=1e-8)
    share = np.where(since >= 0, table["weight"], 0) / table["weight"][since >= 0].sum()
    assert path.overall.point == pytest.approx(share @ table["effect"], rel=1e-8)
    assert path.overall.std_error == pytest.approx(np.sqrt(share @ covariance @ share), rel=1e-8)
    assert path.degrees_of_freedom == 5


def test_in_a_balanced_panel_effects_are_group_time_effects(frame):
    path = estimate_sun_abraham(panel(frame))
    effects = estimate_group_time(panel(frame), base_period="universal")
    ours = path.aggregate("cohort")
    theirs = effects.aggregate("cohort")
    np.testing.assert_allclose(ours.estimate, theirs.estimate, rtol=1e-10)
    path_by_event = effects.aggregate("event_time")
    known = ~path_by_event.is_base
    np.testing.assert_allclose(path.estimate, path_by_event.estimate[known], rtol=1e-10)


def test_without_never_treated_the_last_cohort_is_the_comparison_until_its_start(frame):
    treated = frame[frame["start"].notna()]
    ours = estimate_sun_abraham(panel(treated))
    early = treated[treated["year"] < 2014]
    by_hand = estimate_sun_abraham(
        panel(early.assign(start=early["start"].where(early["start"] < 2014)))
    )
    np.testing.assert_allclose(ours.estimate, by_hand.estimate)
    np.testing.assert_allclose(ours.std_error, by_hand.std_error)
    assert ours.overall.excluded == {"rows from the start of the last cohort on": 22}


def test_a_cohort_first_treated_after_the_last_period_is_comparison(frame):
    later = frame.assign(start=frame["start"].fillna(2016))
    assert estimate_sun_abraham(panel(later)).overall == estimate_sun_abraham(panel(frame)).overall


def test_units_treated_in_the_first_period_are_left_out_and_counted(frame):
    early = frame.assign(start=frame["start"].mask(frame["post"] == 3, 2010))
    ours = estimate_sun_abraham(panel(early)).overall
    without = estimate_sun_abraham(panel(frame[frame["post"] != 3])).overall
    assert (ours.point, ours.std_error) == (without.point, without.std_error)
    assert ours.excluded == {"units treated in or before the first period": 1}


def test_a_missing_outcome_is_left_out_and_counted(frame):
    hurt = frame.assign(checks=frame["checks"].where(frame.index != 50))
    ours, without = (estimate_sun_abraham(panel(f)).overall for f in (hurt, frame.drop(index=50)))
    assert ours.point == pytest.approx(without.point, rel=1e-12)
    assert ours.excluded == {"rows without outcome": 1}


def test_across_a_gap_the_base_is_the_last_year_seen(frame):
    gap = frame[frame["year"] != 2013]
    path = estimate_sun_abraham(panel(gap))
    # 2012 is the base of the cohort of 2014, 2011 that of the cohort of 2012.
    assert path.at.tolist() == [-4, -3, -2, 0, 1, 2, 3]
    assert path.pre_trends == "several_bases"
    assert estimate_sun_abraham(panel(frame)).pre_trends == "one_base"


def test_a_period_without_comparison_rows_is_left_out_and_counted(frame):
    late = frame[(frame["year"] < 2015) | frame["start"].notna()]
    path = estimate_sun_abraham(panel(late))
    assert path.overall.excluded == {"cells without comparison units": 2}
    without = estimate_sun_abraham(panel(frame[frame["year"] < 2015]))
    np.testing.assert_allclose(path.estimate, without.estimate, rtol=1e-9)


def test_a_cohort_of_one_unit_and_one_comparison_unit_are_noted(frame):
    lone = frame[~frame["post"].isin(range(1, 5))]
    path = estimate_sun_abraham(panel(lone))
    (note,) = path.notes
    assert note.startswith(
        "Some cells of cohort 2012: the standard error rests on one treated unit"
    )
    assert path.overall.notes == path.notes
    (note,) = estimate_sun_abraham(panel(frame[frame["post"] <= 11])).notes
    # In 2011 and 2013 rows of a cohort's own base year stand beside the one comparison unit.
    assert note.startswith(
        "Effects in 2010, 2012, 2014, 2015: the standard error rests on one comp"
    )


def test_an_effect_that_nothing_varies_around_has_no_standard_error(frame):
    exact = frame.assign(checks=frame["post"] / 3 + 2.0 * (frame["year"] >= frame["start"]))
    path = estimate_sun_abraham(panel(exact))
    assert path.overall.point == pytest.approx(2)
    assert np.isnan(path.std_error).all()
    assert np.isnan(path.overall.std_error)
    assert path.overall.notes == (NOTHING_VARIES,)


def test_errors_by_row_are_those_of_a_robust_regression(frame):
    path = estimate_sun_abraham(panel(frame), variance="robust")
    # 120 rows, 20 posts, 5 further years, 10 effects.
    assert path.degrees_of_freedom == 120 - 20 - 5 - 10


def test_what_it_cannot_do_is_refused(frame):
    with pytest.raises(OptionError, match="variance="):
        estimate_sun_abraham(panel(frame), variance="hc3")
    with pytest.raises(DesignError, match="repeated cross-sections"):
        estimate_sun_abraham(panel(frame, unit=None))
    with pytest.raises(ClusterError):
        estimate_sun_abraham(panel(frame.assign(country=1), cluster="country"))
    with pytest.raises(NoComparisonError):
        estimate_sun_abraham(panel(frame.assign(start=2012)))
    with pytest.raises(NoTreatedError):
        estimate_sun_abraham(panel(frame.assign(start=np.nan)))


def test_a_cohort_never_seen_before_its_treatment_is_left_out_and_counted(frame):
    unseen = frame[(frame["start"] != 2012) | (frame["year"] >= 2012)]
    path = estimate_sun_abraham(panel(unseen))
    without = estimate_sun_abraham(panel(frame[frame["start"] != 2012]))
    assert path.overall.point == pytest.approx(without.overall.point, rel=1e-12)
    left_out = int((unseen["start"] == 2012).sum())
    assert path.overall.excluded["rows of cohorts never seen before treatment"] == left_out
