from dataclasses import replace

import numpy as np
import pytest

from evalcap.errors.design import OptionError
from evalcap.errors.outcomes import NoCounterfactualError
from evalcap.estimate import CountEffects


@pytest.fixture
def effects() -> CountEffects:
    """Two cohorts, of 10 and 30 rows in each of their periods; four clusters."""
    scores = np.random.default_rng(2).normal(0, 0.1, size=(4, 6))
    return CountEffects(
        cohort=np.array([5.0, 5, 6]),
        time=np.array([5.0, 6, 6]),
        observed=np.array([6.0, 8, 3]),
        counterfactual=np.array([4.0, 5, 4]),
        weight=np.array([10.0, 10, 30]),
        scores=scores - scores.mean(axis=0),
        n_obs=120,
        n_units=40,
        estimator="extended Poisson difference-in-differences",
        outcome="found",
        excluded={"rows without outcome": 2},
        notes=("A note.",),
    )


def test_the_overall_effect_averages_differences_by_rows(effects):
    overall = effects.aggregate()
    assert overall.point == pytest.approx((10 * 2 + 10 * 3 + 30 * -1) / 50)
    share = np.array([0.2, 0.2, 0.6])
    gap = (effects.scores[:, :3] - effects.scores[:, 3:]) @ share
    assert overall.std_error == pytest.approx(np.sqrt(gap @ gap))
    assert (overall.degrees_of_freedom, overall.n_clusters) == (3, 4)
    assert overall.excluded == {"rows without outcome": 2}


def test_the_overall_ratio_is_of_averages_not_an_average_of_ratios(effects):
    ratio = effects.ratio()
    observed, expected = (60 + 80 + 90) / 50, (40 + 50 + 120) / 50
    assert ratio.ratio == pytest.approx(observed / expected)
    share = np.array([0.2, 0.2, 0.6])
    score = effects.scores[:, :3] @ share / observed - effects.scores[:, 3:] @ share / expected
    assert ratio.std_error == pytest.approx(np.sqrt(score @ score))


@pytest.mark.parametrize(
    ("by", "at", "expected"),
    [
        ("event_time", [0, 1], [(10 * 2 - 30) / 40, 3]),
        ("cohort", [5, 6], [2.5, -1]),
        ("calendar_time", [5, 6], [2, (10 * 3 - 30) / 40]),
    ],
)
def test_effects_along(effects, by, at, expected):
    path = effects.aggregate(by)
    assert path.at.tolist() == at
    assert path.estimate == pytest.approx(expected)
    assert path.overall == effects.aggregate()
    np.testing.assert_allclose(path.scores.T @ path.scores, path.covariance)


def test_ratios_along_event_time(effects):
    rows = effects.ratios("event_time")
    expected = (60 + 90) / (40 + 120), 8 / 5
    assert rows["ratio"].tolist() == pytest.approx(list(expected))
    assert rows["percent"].tolist() == pytest.approx([100 * (r - 1) for r in expected])
    assert (rows["conf_low"] < rows["ratio"]).all()


def test_cells_that_only_anticipate_do_not_count_in_the_overall_effect(effects):
    early = replace(effects, cohort=np.array([6.0, 5, 6]))
    assert early.is_post.tolist() == [False, True, True]
    assert early.aggregate().point == pytest.approx((10 * 3 - 30) / 40)
    assert early.aggregate("event_time").at.tolist() == [-1, 0, 1]


def test_nothing_observed_is_a_fall_by_a_hundred_per_cent(effects):
    none = replace(effects, observed=np.zeros(3))
    assert none.ratio().percent == -100
    assert np.isnan(none.ratio().std_error)


def test_nothing_expected_cannot_be_set_in_relation(effects):
    none = replace(effects, counterfactual=np.zeros(3))
    assert none.aggregate().notes == ("A note.",)
    for ask in (none.ratio, lambda: none.ratios("cohort")):
        with pytest.raises(NoCounterfactualError, match="No found would have been expected"):
            ask()


def test_errors_no_larger_than_rounding_are_none(effects):
    still = replace(effects, scores=np.zeros((4, 6)), rounding=1e-12)
    assert np.isnan(still.aggregate().std_error)
    assert np.isnan(still.to_frame()["std_error"]).all()
    assert still.to_frame()["note"].str.contains("nothing varies between clusters").all()
    assert not effects.to_frame()["note"].any()
    assert np.isnan(still.ratio().std_error)
    assert np.isnan(still.aggregate("cohort").std_error).all()


def test_another_way_of_averaging_is_refused(effects):
    with pytest.raises(OptionError, match="'overall', 'event_time', 'cohort', 'calendar_time'"):
        effects.aggregate("year")


def test_tidy_rows_are_the_cells(effects):
    rows = effects.to_frame()
    assert rows["estimate"].tolist() == [2, 3, -1]
    assert rows[["cohort", "time"]].to_numpy().tolist() == [[5, 5], [5, 6], [6, 6]]


def test_it_reads_as_a_sentence_with_the_ratio(effects):
    assert str(effects).startswith("ATT 0.4 (95% CI ")
    assert "4.6 where 4.2 would have been expected, 9.52% higher (rate ratio 1.095" in str(effects)
