import numpy as np
import pandas as pd
import pytest
from statsmodels.api import OLS

import evalcap as ec
from evalcap.errors.dataset import ColumnNotFoundError
from evalcap.errors.scoring import ScoringColumnsError


def measured(**scores):
    """One row an officer and time, from lists of scores by time."""
    rows = [
        {"officer": f"o{n}", "timepoint": time, "score": score}
        for time, values in scores.items()
        for n, score in enumerate(values)
    ]
    return pd.DataFrame(rows)


@pytest.fixture
def three():
    """Three officers who gain 20, 30 and 10 points, and keep 10, 30 and 5 of them."""
    return measured(pre=[40, 50, 60], post=[60, 80, 70], followup_3m=[50, 80, 65])


def test_gains_are_averaged_over_officers_with_both_tests(three):
    row = ec.score_learning(three).to_frame().iloc[0]
    assert (row["mean_before"], row["mean_after"], row["gain"]) == (50, 70, 20)
    assert row["normalised_gain"] == pytest.approx(20 / 50)
    assert row["retention"] == pytest.approx(15 / 20)


def test_an_officer_s_own_gains_are_given_beside(three):
    officers = ec.score_learning(three).officers.set_index("officer")
    assert officers["gain"].to_list() == [20, 30, 10]
    assert officers["normalised_gain"].to_list() == pytest.approx([20 / 60, 30 / 50, 10 / 40])
    assert officers["retention"].to_list() == pytest.approx([0.5, 1, 0.5])


def test_the_interval_of_a_gain_is_that_of_a_mean(three):
    row = ec.score_learning(three).to_frame().iloc[0]
    fit = OLS([20, 30, 10], np.ones(3)).fit()
    assert [row["gain_low"], row["gain_high"]] == pytest.approx(fit.conf_int()[0])


def test_officers_of_one_course_count_as_one_cluster():
    rng = np.random.default_rng(3)
    course = np.repeat(np.arange(8), 5)
    before = rng.normal(40, 5, 40)
    frame = measured(pre=before, post=before + 20 + rng.normal(0, 6, 8)[course])
    frame["course"] = np.tile(course, 2)
    row = ec.score_learning(frame).to_frame().iloc[0]
    gain = frame["score"].to_numpy()[40:] - before
    fit = OLS(gain, np.ones(40)).fit(
        cov_type="cluster",
        cov_kwds={"groups": course, "df_correction": True},
        use_t=True,
    )
    # statsmodels scales by (n - 1) / (n - k) as well, which is one here.
    assert [row["gain_low"], row["gain_high"]] == pytest.approx(fit.conf_int()[0])
    assert row["n_clusters"] == 8


def test_fieller_s_interval_holds_the_ratios_that_a_regression_cannot_reject():
    """Retention: the ratio at each end of its interval is just rejected by the test of a - θb."""
    rng = np.random.default_rng(5)
    before, gain = rng.normal(40, 5, 30), rng.normal(20, 6, 30)
    frame = measured(
        pre=before, post=before + gain, followup_6m=before + 0.6 * gain + rng.normal(0, 4, 30)
    )
    result = ec.score_learning(frame)
    row, officers = result.to_frame().iloc[0], result.officers
    assert result.follow_up == "followup_6m"
    kept = officers["later"] - officers["before"]
    for limit in (row["retention_low"], row["retention_high"]):
        fit = OLS(kept - limit * officers["gain"], np.ones(30)).fit()
        assert fit.pvalues.iloc[0] == pytest.approx(0.05)


def test_officers_without_a_test_are_left_out_and_counted(three):
    row = ec.score_learning(three[~((three["officer"] == "o1") & (three["timepoint"] == "post"))])
    found = row.to_frame().iloc[0]
    assert (found["n_officers"], found["left_out"], found["gain"]) == (2, 1, 15)
    assert "1 officer without both tests left out" in str(row)


def test_the_baseline_stands_in_where_there_is_no_test_just_before():
    assert ec.score_learning(measured(baseline=[40, 50], post=[50, 70])).before == "baseline"


def test_pass_rates_come_from_the_record_or_from_the_mark(three):
    by_mark = ec.score_learning(three.assign(cut_score=65)).to_frame()["pass_rate"][0]
    recorded = ec.score_learning(three.assign(passed=[1, 0, 0] * 3)).to_frame()["pass_rate"][0]
    assert (by_mark, recorded) == (pytest.approx(2 / 3), pytest.approx(1 / 3))


def test_the_share_at_the_ceiling_is_given():
    row = ec.score_learning(measured(pre=[90, 80, 70, 60], post=[100, 100, 90, 80])).to_frame()
    assert row["ceiling_share"][0] == pytest.approx(0.5)


def test_a_group_that_began_at_the_maximum_has_no_normalised_gain_and_says_why():
    row = ec.score_learning(measured(pre=[100, 100], post=[100, 100])).to_frame().iloc[0]
    assert np.isnan(row["normalised_gain"])
    assert "maximum" in row["reason"]


def test_groups_come_apart(three):
    frame = three.assign(sex=["female", "male", "female"] * 3)
    gains = ec.score_learning(frame, by=["sex"]).to_frame().set_index("sex")["gain"]
    assert gains.to_dict() == {"female": 15, "male": 30}


def test_a_second_generation_that_gains_half_has_a_fidelity_of_one_half():
    frame = measured(pre=[40, 40, 40, 40], post=[60, 64, 50, 52])
    frame["generation"] = frame["officer"].map({"o0": 1, "o1": 1, "o2": 2, "o3": 2})
    frame["is_trainer"] = frame["generation"] == 1
    frame["sessions_given"] = frame["officer"].map({"o0": 3, "o1": 0, "o2": 0, "o3": 0})
    cascade = ec.score_learning(frame).cascade.set_index("generation")
    assert cascade.loc[2, "fidelity"] == pytest.approx(11 / 22)
    assert cascade["n_officers"].to_dict() == {1: 2, 2: 2}
    assert cascade.loc[1, "delivered"] == pytest.approx(0.5)


def test_reliability_of_each_test_is_given_with_who_answered_all_of_it():
    rng = np.random.default_rng(2)
    points = rng.integers(0, 2, (10, 3))
    frame = measured(pre=range(10), post=range(10, 20))
    items = np.vstack([points, points])
    for n in range(3):
        frame[f"item_{n + 1:02d}"] = items[:, n].astype(float)
    frame.loc[0, "item_02"] = np.nan
    found = ec.score_learning(frame).reliability.set_index("timepoint")
    covariance = np.cov(points.T)
    alpha = 3 / 2 * (1 - np.trace(covariance) / covariance.sum())
    assert found.loc["post", "alpha"] == pytest.approx(alpha)
    assert found.loc["pre", ["n_officers", "left_out"]].to_list() == [9, 1]


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"score": 120}, "a score below 0 or above 100"),
        ({"officer": "o1"}, "the same officer and time as another row"),
        ({"officer": None}, "no officer or no time"),
        ({"score": "n.a."}, "a score that is no number"),
    ],
)
def test_rows_that_cannot_be_scored_are_refused(three, change, words):
    wrong = three.astype({"score": object})
    for column, value in change.items():
        wrong.loc[0, column] = value
    with pytest.raises(ScoringColumnsError, match=words):
        ec.score_learning(wrong)


def test_times_and_columns_that_are_not_there_are_named(three):
    with pytest.raises(ScoringColumnsError, match="post"):
        ec.score_learning(three[three["timepoint"] != "post"])
    with pytest.raises(ColumnNotFoundError, match="sex"):
        ec.score_learning(three, by=["sex"])


def test_gain_without_a_comparison_is_never_called_an_effect(three):
    assert "no effect without a comparison" in str(ec.score_learning(three))
