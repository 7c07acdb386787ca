import numpy as np
import pandas as pd
import pytest

from evalcap.dataset import Panel
from evalcap.errors.design import ClusterError, DesignError, NoTreatedError, OptionError
from evalcap.errors.outcomes import ClusterSplitsUnitError
from evalcap.estimate.spread import NOTHING_VARIES
from evalcap.estimators.imputation import estimate_imputation, estimate_two_stage


@pytest.fixture
def frame() -> pd.DataFrame:
    """Eighteen posts over seven years with gaps and weights; starts in 2013, 2015 or never."""
    rng = np.random.default_rng(31)
    frame = pd.DataFrame(
        [(post, year) for post in range(18) for year in range(2010, 2017)],
        columns=["post", "year"],
    )
    frame["start"] = np.repeat([2013, 2015, np.nan], 6)[frame["post"]]
    frame["region"] = frame["post"] % 5
    frame["size"] = rng.uniform(0.5, 2, size=len(frame))
    on = frame["year"] >= frame["start"]
    frame["checks"] = rng.normal(size=len(frame)) + frame["post"] + 2 * on
    return frame.drop(index=[3, 40, 41, 90])


def panel(frame: pd.DataFrame, **roles: object) -> Panel:
    names = {"unit": "post", "time": "year", "outcome": "checks", "treated_from": "start"}
    return Panel.from_frame(frame, **(names | roles))


def dummies(frame: pd.DataFrame, *names: str) -> np.ndarray:
    return np.column_stack([pd.get_dummies(frame[name], dtype=float) for name in names])


def untreated_outcome(
    frame: pd.DataFrame, weight: np.ndarray, anticipation: int = 0
) -> tuple[np.ndarray, np.ndarray]:
    """Regress untreated rows on dummies of posts and years; predict all rows."""
    design = dummies(frame, "post", "year")
    on = (frame["year"] >= frame["start"] - anticipation).to_numpy()
    root = np.sqrt(weight[~on])[:, None]
    outcome = frame["checks"].to_numpy()
    fit, *_ = np.linalg.lstsq(design[~on] * root, outcome[~on] * root[:, 0])
    return outcome - design @ fit, on


@pytest.mark.parametrize("weighted", [False, True])
def test_effects_are_the_average_distance_from_a_regression_on_dummies(frame, weighted):
    weight = frame["size"].to_numpy() if weighted else np.ones(len(frame))
    distance, on = untreated_outcome(frame, weight)
    path = estimate_imputation(panel(frame, weight="size" if weighted else None))
    assert path.overall.point == pytest.approx(np.average(distance[on], weights=weight[on]))
    since = (frame["year"] - frame["start"]).to_numpy()
    assert path.at.tolist() == [0, 1, 2, 3]
    expected = [np.average(distance[since == e], weights=weight[since == e]) for e in range(4)]
    np.testing.assert_allclose(path.estimate, expected, rtol=1e-10)


def test_the_standard_error_is_that_of_weights_on_every_outcome(frame):
    # The estimate is a weighted sum of outcomes: by clusters, weights times errors are squared.
    design, outcome = dummies(frame, "post", "year"), frame["checks"].to_numpy()
    distance, on = untreated_outcome(frame, np.ones(len(frame)))
    target = on / on.sum()
    free = design[~on]
    weight = target.copy()
    weight[~on] = -free @ np.linalg.pinv(free.T @ free) @ design.T @ target
    assert weight @ outcome == pytest.approx(estimate_imputation(panel(frame)).overall.point)
    cell = [frame["start"], frame["year"]]
    error = np.where(
        on,
        distance - pd.Series(distance, frame.index).groupby(cell, dropna=False).transform("mean"),
        distance,
    )
    for cluster, name in ((frame["post"], None), (frame["region"], "region")):
        sums = pd.Series(weight * error, frame.index).groupby(cluster).sum()
        found = estimate_imputation(panel(frame), cluster=name).overall
        assert found.std_error == pytest.approx(np.sqrt((sums**2).sum()), rel=1e-9)
        assert found.n_clusters == cluster.nunique()


def test_two_stages_take_one_mean_from_all_treated_rows(frame):
    design = dummies(frame, "post", "year")
    distance, on = untreated_outcome(frame, np.ones(len(frame)))
    target = on / on.sum()
    free = design[~on]
    weight = target.copy()
    weight[~on] = -free @ np.linalg.pinv(free.T @ free) @ design.T @ target
    error = np.where(on, distance - distance[on].mean(), distance)
    sums = pd.Series(weight * error, frame.index).groupby(frame["region"]).sum()
    found = estimate_two_stage(panel(frame, cluster="region"))
    assert found.point == pytest.approx(distance[on].mean())
    assert found.std_error == pytest.approx(np.sqrt((sums**2).sum()), rel=1e-9)


def test_two_stages_count_what_the_weight_of_each_unit_moves(frame):
    # The influence of a unit is what a small change of its weight does to the estimate.
    weighted = frame.assign(size=frame["size"].groupby(frame["post"]).transform("first"))
    found = estimate_two_stage(panel(weighted, weight="size"))
    moved = []
    for post in range(18):
        points = [
            estimate_two_stage(
                panel(
                    weighted.assign(
                        size=weighted["size"] * np.where(weighted["post"] == post, 1 + step, 1)
                    ),
                    weight="size",
                )
            ).point
            for step in (1e-4, -1e-4)
        ]
        moved.append((points[0] - points[1]) / 2e-4)
    # A difference over two steps of 1e-4 errs by their square.
    assert found.std_error == pytest.approx(np.linalg.norm(moved), rel=1e-6)


def test_coefficients_before_treatment_are_a_regression_of_untreated_rows(frame):
    free = frame[~(frame["year"] >= frame["start"])]
    since = (free["year"] - free["start"]).to_numpy()
    design = np.column_stack([since == -2, since == -1, dummies(free, "post", "year")])
    expected, *_ = np.linalg.lstsq(design.astype(float), free["checks"].to_numpy())
    path = estimate_imputation(panel(frame), pre_periods=2)
    assert path.at.tolist() == [-2, -1, 0, 1, 2, 3]
    np.testing.assert_allclose(path.estimate[:2], expected[:2], rtol=1e-9)
    assert (path.covariance[:2, 2:] == 0).all()
    assert path.pre_trends == "separate"


def test_more_periods_before_treatment_than_the_data_show_are_refused(frame):
    with pytest.raises(DesignError, match="do not identify 6 coefficients"):
        estimate_imputation(panel(frame), pre_periods=6)


@pytest.mark.parametrize("who", ["comparison", "treated"])
def test_a_coefficient_that_a_year_or_a_unit_explains_is_refused(frame, who):
    # The year before is seen in treated posts alone, or is all that is seen of them before.
    once = frame[frame["start"] != 2015]
    treated = once["start"].notna()
    seen = (
        treated | (once["year"] != 2012)
        if who == "comparison"
        else ~(treated & (once["year"] < 2012))
    )
    weighted = panel(once[seen], weight="size")
    with pytest.raises(DesignError, match="do not identify 1 coefficients"):
        estimate_imputation(weighted, pre_periods=1)


def test_coefficients_before_treatment_step_with_the_calendar(frame):
    wide = frame.assign(year=2 * frame["year"], start=2 * frame["start"])
    ours, plain = (estimate_imputation(panel(f), pre_periods=2) for f in (wide, frame))
    assert list(ours.at)[:2] == [-4, -2]
    np.testing.assert_allclose(ours.estimate, plain.estimate, rtol=1e-10)


def test_clusters_that_cut_units_are_refused(frame):
    for estimate in (estimate_imputation, estimate_two_stage):
        with pytest.raises(ClusterSplitsUnitError, match="'year' divide the rows"):
            estimate(panel(frame), cluster="year")


def test_effects_of_anticipation_are_shown_and_not_counted(frame):
    frame.loc[frame["year"] == frame["start"] - 1, "checks"] += 50
    distance, _ = untreated_outcome(frame, np.ones(len(frame)), anticipation=1)
    since = (frame["year"] - frame["start"]).to_numpy()
    path = estimate_imputation(panel(frame), anticipation=1)
    assert path.at.tolist() == [-1, 0, 1, 2, 3]
    assert path.estimate[0] == pytest.approx(distance[since == -1].mean())
    for found in (path.overall, estimate_two_stage(panel(frame), anticipation=1)):
        assert found.point == pytest.approx(distance[since >= 0].mean())
    assert path.overall.point < 10


def test_only_rows_that_anticipate_are_no_treated_rows(frame):
    soon = frame.assign(start=frame["start"].where(frame["start"].isna(), 2017))
    for estimate in (estimate_imputation, estimate_two_stage):
        with pytest.raises(NoTreatedError):
            estimate(panel(soon), anticipation=1)


def test_a_cohort_first_treated_after_the_last_period_is_comparison(frame):
    later = frame.assign(start=frame["start"].fillna(2017))
    plain, ours = (estimate_imputation(panel(f)) for f in (frame, later))
    assert ours.overall == plain.overall
    two_later = frame.assign(start=frame["start"].fillna(2018))
    plain, ours = (estimate_imputation(panel(f), anticipation=1) for f in (frame, two_later))
    assert ours.overall == plain.overall


def test_a_cohort_that_anticipates_in_the_last_period_is_comparison_before(frame):
    later = frame.assign(start=frame["start"].fillna(2017))
    distance, _ = untreated_outcome(later, np.ones(len(frame)), anticipation=1)
    since = (later["year"] - later["start"]).to_numpy()
    path = estimate_imputation(panel(later), anticipation=1)
    # In 2016 nobody is untouched any more, so that its rows cannot be predicted.
    counts = (since >= 0) & (later["year"] < 2016).to_numpy()
    assert path.overall.point == pytest.approx(distance[counts].mean())
    assert path.overall.excluded == {
        "rows in periods without comparable untreated rows": int((later["year"] == 2016).sum())
    }


def test_units_treated_from_the_first_period_are_left_out_and_counted(frame):
    early = frame.assign(start=frame["start"].mask(frame["post"] < 2, 2010))
    ours, without = (
        estimate_imputation(panel(f)).overall for f in (early, frame[frame["post"] >= 2])
    )
    assert (ours.point, ours.std_error) == pytest.approx((without.point, without.std_error))
    reason = "units without an untreated row (treated from the first period)"
    assert (dict(ours.excluded), without.excluded) == ({reason: 2}, {})


def test_without_never_treated_units_late_periods_are_left_out_and_counted(frame):
    treated = frame[frame["start"].notna()]
    found = estimate_imputation(panel(treated)).overall
    late = treated["year"] >= 2015
    assert found.excluded == {"rows in periods without comparable untreated rows": late.sum()}
    assert found.point == pytest.approx(
        estimate_imputation(panel(treated[~late])).overall.point, rel=1e-12
    )


def test_periods_that_no_unit_links_are_predicted_within_their_own():
    # Posts 0 and 1 are seen in the first two years, 2 and 3 in the last two.
    frame = pd.DataFrame(
        {
            "post": np.repeat([0, 1, 2, 3], 2),
            "year": [1, 2, 1, 2, 3, 4, 3, 4],
            "start": np.repeat([2, np.nan, 4, np.nan], 2),
            "checks": [1, 6, 2, 4, 10, 15, 20, 21.0],
        }
    )
    path = estimate_imputation(panel(frame))
    # Gains of 5 and 5 against 2 and 1.
    assert path.overall.point == pytest.approx((3 + 4) / 2)


def test_a_treated_row_in_a_period_that_nothing_links_to_its_unit_is_left_out():
    frame = pd.DataFrame(
        {
            "post": [0, 0, 0, 1, 1, 2, 2],
            "year": [1, 2, 4, 1, 2, 3, 4],
            "start": [2, 2, 2, *[np.nan] * 4],
            "checks": [1, 6, 99, 2, 4, 7, 8.0],
        }
    )
    found = estimate_imputation(panel(frame)).overall
    assert found.point == pytest.approx(5 - 2)
    assert found.excluded == {"rows in periods without comparable untreated rows": 1}


def test_rows_without_outcome_or_weight_are_left_out_and_counted(frame):
    hurt = frame.assign(checks=frame["checks"].mask(frame["year"] == 2012))
    found = estimate_imputation(panel(hurt)).overall
    assert found.excluded == {"rows without outcome": (frame["year"] == 2012).sum()}
    assert found.point == pytest.approx(
        estimate_imputation(panel(frame[frame["year"] != 2012])).overall.point
    )
    light = frame.assign(size=frame["size"].mask(frame["post"] == 7, 0))
    found = estimate_imputation(panel(light, weight="size")).overall
    assert found.excluded == {"rows without weight": (frame["post"] == 7).sum()}


def test_event_time_counts_on_the_calendar_across_a_gap(frame):
    gap = frame[frame["year"] != 2014]
    assert estimate_imputation(panel(gap)).at.tolist() == [0, 1, 2, 3]
    alone = gap[gap["start"] != 2015]
    assert estimate_imputation(panel(alone)).at.tolist() == [0, 2, 3]


def test_a_cohort_of_one_unit_is_estimated_with_a_note(frame):
    frame = frame[~frame["post"].isin(range(1, 6))]
    path = estimate_imputation(panel(frame))
    note = (
        "Some cells of cohort 2013: the standard error rests on one treated unit and cannot show "
        "how much treated units differ."
    )
    assert path.notes == path.overall.notes == (note,)
    assert estimate_two_stage(panel(frame)).notes == (note,)


def test_one_comparison_unit_is_noted_in_the_periods_that_rest_on_it(frame):
    frame = frame[frame["post"] <= 12]
    (note,) = estimate_imputation(panel(frame)).notes
    assert note.startswith("Effects in 2015: the standard error rests on one comparison unit")


def test_an_effect_that_nothing_varies_around_has_no_standard_error(frame):
    exact = frame.assign(checks=frame["post"] / 3 + 2.0 * (frame["year"] >= frame["start"]))
    path = estimate_imputation(panel(exact), pre_periods=1)
    assert path.estimate[1:] == pytest.approx([2, 2, 2, 2])
    assert np.isnan(path.std_error).all()
    for found in (path.overall, estimate_two_stage(panel(exact))):
        assert np.isnan(found.std_error)
        assert found.notes == (NOTHING_VARIES,)


def test_repeated_cross_sections_are_refused(frame):
    with pytest.raises(DesignError, match="repeated cross-sections"):
        estimate_imputation(panel(frame, unit=None))


def test_one_cluster_is_refused(frame):
    with pytest.raises(ClusterError):
        estimate_imputation(panel(frame.assign(country=1)), cluster="country")


@pytest.mark.parametrize(
    ("option", "given"), [("pre_periods", -1), ("anticipation", -1), ("anticipation", np.nan)]
)
def test_an_option_it_does_not_take_is_refused(frame, option, given):
    with pytest.raises(OptionError, match=f"{option}="):
        estimate_imputation(panel(frame), **{option: given})


def test_a_panel_in_which_nobody_or_everybody_is_treated_is_refused(frame):
    with pytest.raises(NoTreatedError, match="no treated row"):
        estimate_imputation(panel(frame.assign(start=np.nan)))
    with pytest.raises(NoTreatedError, match="from its first row on"):
        estimate_imputation(panel(frame.assign(start=2000)))
