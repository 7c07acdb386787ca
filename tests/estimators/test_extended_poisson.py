import numpy as np
import pandas as pd
import pytest
import statsmodels.api as sm

from evalcap.dataset import Panel
from evalcap.errors.balanced import NoUnitEffectsError
from evalcap.errors.design import ClusterError, NoTreatedError, OptionError
from evalcap.errors.outcomes import ClusterSplitsUnitError, NoMaximumFoundError
from evalcap.estimators.extended_poisson import estimate_extended_poisson


def draw(seed: int = 61, n_posts: int = 45) -> pd.DataFrame:
    """Posts with scanners from the fourth or fifth year or never, over six years."""
    rng = np.random.default_rng(seed)
    frame = pd.DataFrame(
        [(u, t) for u in range(n_posts) for t in range(6)], columns=["post", "year"]
    )
    frame["start"] = np.array([3, 4, np.nan])[frame["post"] % 3]
    frame["region"] = frame["post"] % 11
    frame["documents"] = rng.integers(20, 60, size=len(frame))
    level = rng.normal(0.5, 0.7, size=n_posts)[frame["post"]]
    on = frame["year"] >= frame["start"]
    frame["found"] = rng.poisson(np.exp(level + 0.1 * frame["year"] + 0.3 * on))
    return frame


@pytest.fixture
def frame() -> pd.DataFrame:
    return draw()


def panel(frame: pd.DataFrame, **roles: object) -> Panel:
    names = {"unit": "post", "time": "year", "outcome": "found", "treated_from": "start"}
    return Panel.from_frame(frame, **(names | roles))


def test_a_balanced_panel_gives_wooldridges_regression_with_its_delta_method(frame):
    effects = estimate_extended_poisson(panel(frame, cluster="region"))
    start, year = frame["start"].fillna(9), frame["year"]
    on = (year >= start).to_numpy()
    cells = sorted(set(zip(start[on], year[on], strict=True)))
    base = [np.ones(len(frame)), start == 3, start == 4, *(year == t for t in range(1, 6))]
    treated = [(start == g) & (year == t) for g, t in cells]
    design = np.column_stack([*base, *treated]).astype(float)
    groups = {"groups": frame["region"], "use_correction": False}
    model = sm.GLM(frame["found"], design, sm.families.Poisson())
    fit = model.fit(cov_type="cluster", cov_kwds=groups, tol=1e-15)
    without = design.copy()
    without[:, -len(cells) :] = 0
    mean, other = np.exp(design @ fit.params), np.exp(without @ fit.params)
    covariance = np.asarray(fit.cov_params()) * 11 / 10

    overall = effects.aggregate()
    assert overall.point == pytest.approx((mean - other)[on].mean(), rel=1e-9)
    gradient = (mean[:, None] * design - other[:, None] * without)[on].mean(axis=0)
    assert overall.std_error == pytest.approx(np.sqrt(gradient @ covariance @ gradient), rel=1e-8)

    ratio = effects.ratio()
    assert ratio.ratio == pytest.approx(mean[on].sum() / other[on].sum(), rel=1e-9)
    gradient = mean[on] @ design[on] / mean[on].sum() - other[on] @ without[on] / other[on].sum()
    assert ratio.std_error == pytest.approx(np.sqrt(gradient @ covariance @ gradient), rel=1e-8)
    assert effects.cohort.tolist() == [3, 3, 3, 4, 4]
    np.testing.assert_allclose(
        np.log(effects.observed / effects.counterfactual), fit.params[-5:], rtol=1e-7
    )


def test_two_groups_in_two_periods_give_the_ratio_of_ratios(frame):
    two = frame[frame["year"].isin([2, 3]) & (frame["start"] != 4)]
    mean = two.fillna({"start": 0}).groupby(["start", "year"])["found"].mean()
    expected = mean[3, 2] * mean[0, 3] / mean[0, 2]
    effects = estimate_extended_poisson(panel(two))
    assert effects.aggregate().point == pytest.approx(mean[3, 3] - expected)
    assert effects.ratio().ratio == pytest.approx(mean[3, 3] / expected)


def test_growth_and_levels_are_multiplied_not_added(frame):
    # Twice as much everywhere in the last year is no effect.
    doubled = frame.assign(found=frame["found"] * np.where(frame["year"] == 5, 2, 1))
    plain, ours = (estimate_extended_poisson(panel(f)) for f in (frame, doubled))
    last = plain.time == 5
    np.testing.assert_allclose(
        (ours.observed / ours.counterfactual)[last],
        (plain.observed / plain.counterfactual)[last],
        rtol=1e-9,
    )


def test_with_an_exposure_trends_are_those_of_the_rate(frame):
    # As many more documents as more are found is no effect on the rate.
    more = frame.assign(
        found=frame["found"] * np.where(frame["post"] % 2, 3, 1),
        documents=frame["documents"] * np.where(frame["year"] > 2, 2, 1),
    )
    ours = estimate_extended_poisson(panel(more), exposure="documents")
    rate = more.assign(rate=more["found"] / more["documents"])
    weighted = panel(rate, outcome="rate", weight="documents")
    theirs = estimate_extended_poisson(weighted)
    assert ours.ratio().ratio == pytest.approx(theirs.ratio().ratio, rel=0.05)
    np.testing.assert_allclose(
        ours.observed / ours.counterfactual, theirs.observed / theirs.counterfactual, rtol=1e-9
    )
    on = more["year"] >= more["start"]
    assert np.average(ours.observed, weights=ours.weight) == pytest.approx(
        more.loc[on, "found"].mean()
    )
    assert "per documents" in ours.estimator


def test_an_unbalanced_panel_predicts_each_unit_from_its_own_level(frame):
    # Posts that find much are seen before treatment only: their absence is no effect.
    busy = frame["post"] % 3 == 0
    frame["found"] = np.where(busy & (frame["post"] < 15), 10, 1) * frame["found"]
    gone = busy & (frame["post"] < 15) & (frame["year"] > 3)
    full, ours = (estimate_extended_poisson(panel(f)) for f in (frame, frame[~gone]))
    at = (ours.cohort == 3) & (ours.time == 5)
    assert ours.counterfactual[at] < full.counterfactual[at] / 2
    assert abs(np.log(ours.observed[at] / ours.counterfactual[at])) < 1


def test_anticipation_moves_what_counts_as_untreated(frame):
    ours = estimate_extended_poisson(panel(frame), anticipation=1)
    assert ours.aggregate("event_time").at.tolist() == [-1, 0, 1, 2]
    assert ours.is_post.sum() == 5
    with pytest.raises(OptionError, match="anticipation"):
        estimate_extended_poisson(panel(frame), anticipation=-1)


def test_what_cannot_be_predicted_is_left_out_and_counted(frame):
    frame.loc[frame["post"] == 0, "start"] = 0
    frame.loc[(frame["year"] == 5) & frame["start"].isna(), "found"] = 0
    frame["found"] = frame["found"].astype(float).where(frame.index != 30)
    effects = estimate_extended_poisson(panel(frame))
    assert effects.excluded == {
        "rows without outcome": 1,
        "units without an untreated row (treated from the first period)": 1,
        "rows in periods without events among untreated rows": 44,
    }
    assert set(effects.time) == {3, 4}


def test_units_without_an_event_before_treatment_are_told(frame):
    frame.loc[(frame["post"].isin([0, 3])) & (frame["year"] < 3), "found"] = 0
    effects = estimate_extended_poisson(panel(frame))
    assert (effects.n_without_events, effects.n_units) == (2, 45)
    assert "Some treated units had no event before treatment" in effects.aggregate().notes[0]


def test_weights_count_rows(frame):
    frame["size"] = 1 + frame["post"] % 4
    copies = frame.loc[frame.index.repeat(frame["size"])].copy()
    copies["post"] = copies["post"] * 10 + copies.groupby(["post", "year"]).cumcount()
    ours = estimate_extended_poisson(panel(frame, weight="size", cluster="region"))
    theirs = estimate_extended_poisson(panel(copies, cluster="region"))
    assert ours.aggregate().point == pytest.approx(theirs.aggregate().point, rel=1e-9)
    assert ours.aggregate().std_error == pytest.approx(theirs.aggregate().std_error, rel=1e-8)


def test_repeated_cross_sections_one_cluster_and_no_events_are_refused(frame):
    with pytest.raises(NoUnitEffectsError):
        estimate_extended_poisson(panel(frame, unit=None))
    with pytest.raises(ClusterSplitsUnitError, match="'year'"):
        estimate_extended_poisson(panel(frame), cluster="year")
    with pytest.raises(ClusterError):
        estimate_extended_poisson(panel(frame.assign(c=1), cluster="c"))
    with pytest.raises(NoTreatedError, match="no events that could predict"):
        estimate_extended_poisson(panel(frame.assign(found=0)))


def test_numbers_too_far_apart_for_a_fit_are_refused(frame):
    apart = frame.assign(found=np.where(frame["post"] == 2, 1e-250, frame["found"] + 1))
    with pytest.raises(NoMaximumFoundError, match="'found'"):
        estimate_extended_poisson(panel(apart))


def test_untreated_rows_that_are_separated_predict_nothing_and_are_counted(frame):
    # Two more posts find something in two years of their own, and nothing in those of others.
    years = [*range(6), 8, 9]
    extra = pd.DataFrame(
        [(post, year) for post in (90, 91) for year in years], columns=["post", "year"]
    )
    extra["found"] = np.where(extra["year"] > 6, 3 + extra["year"] % 2, 0)
    extra["start"] = [9 if post == 91 else np.nan for post in extra["post"]]
    ours = estimate_extended_poisson(panel(pd.concat([frame, extra])))
    plain = estimate_extended_poisson(panel(frame))
    assert ours.excluded == {"rows in periods without events among untreated rows": 12}
    at = ours.cohort < 9
    np.testing.assert_allclose(ours.counterfactual[at], plain.counterfactual, rtol=1e-9)
    # Post 91 in year 9: four finds, and as many expected as the other's growth from 3 to 4 says.
    assert (ours.observed[~at], ours.counterfactual[~at]) == pytest.approx((4, 3 * 4 / 3))
