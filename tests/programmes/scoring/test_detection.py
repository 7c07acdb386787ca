import numpy as np
import pandas as pd
import pytest
from scipy.stats import norm
from statsmodels.stats.proportion import proportion_confint

import evalcap as ec
from evalcap.errors.dataset import ColumnNotFoundError
from evalcap.errors.scoring import ScoringColumnsError, TruthUnknownError


def answers(*, hits, misses, false_alarms, correct, **columns):
    cells = [("fraudulent", "fraudulent")] * hits + [("fraudulent", "genuine")] * misses
    cells += [("genuine", "fraudulent")] * false_alarms + [("genuine", "genuine")] * correct
    return pd.DataFrame(cells, columns=["truth", "answer"]).assign(**columns)


@pytest.fixture
def passport_officers():
    """Rates of a published study: 14 % of fraudulent photos accepted, 6 % of genuine rejected."""
    return answers(hits=86, misses=14, false_alarms=6, correct=94)


def test_published_rates_give_the_published_distance_and_criterion(passport_officers):
    row = ec.score_detection(passport_officers, correction="none").to_frame().iloc[0]
    assert row["sensitivity"] == pytest.approx(0.86)
    assert row["false_alarm_rate"] == pytest.approx(0.06)
    assert row["d_prime"] == pytest.approx(2.635, abs=5e-4)
    assert row["criterion"] == pytest.approx(0.237, abs=5e-4)


def test_the_log_linear_correction_adds_half_an_answer_to_each_side(passport_officers):
    row = ec.score_detection(passport_officers).to_frame().iloc[0]
    hit, alarm = norm.ppf(86.5 / 101), norm.ppf(6.5 / 101)
    assert row["d_prime"] == pytest.approx(hit - alarm)
    assert row["criterion"] == pytest.approx(-(hit + alarm) / 2)
    assert row["sensitivity"] == pytest.approx(0.86)


def test_intervals_of_rates_are_wilson_s(passport_officers):
    row = ec.score_detection(passport_officers).to_frame().iloc[0]
    low, high = proportion_confint(86, 100, method="wilson")
    assert [row["sensitivity_low"], row["sensitivity_high"]] == pytest.approx([low, high])
    low, high = proportion_confint(94, 100, method="wilson")
    assert [row["specificity_low"], row["specificity_high"]] == pytest.approx([low, high])


def test_a_perfect_officer_has_a_distance_only_with_the_correction():
    perfect = answers(hits=10, misses=0, false_alarms=0, correct=10)
    assert np.isfinite(ec.score_detection(perfect).to_frame()["d_prime"][0])
    without = ec.score_detection(perfect, correction="none").to_frame().iloc[0]
    assert np.isnan(without["d_prime"])
    assert "log-linear" in without["reason"]


def test_guessing_has_a_distance_of_zero():
    row = ec.score_detection(answers(hits=30, misses=70, false_alarms=30, correct=70)).to_frame()
    assert row["d_prime"][0] == pytest.approx(0)
    assert row["a_prime"][0] == pytest.approx(0.5)
    assert row["balanced_accuracy"][0] == pytest.approx(0.5)


def test_predictive_values_follow_bayes_at_the_prevalence_that_is_given(passport_officers):
    row = ec.score_detection(passport_officers, prevalence=0.001).to_frame().iloc[0]
    positive = 0.86 * 0.001 / (0.86 * 0.001 + 0.06 * 0.999)
    negative = 0.94 * 0.999 / (0.94 * 0.999 + 0.14 * 0.001)
    assert row["positive_predictive_value"] == pytest.approx(positive)
    assert row["negative_predictive_value"] == pytest.approx(negative)
    assert "positive_predictive_value" not in ec.score_detection(passport_officers).to_frame()


def test_counts_of_a_test_give_what_the_answers_give(passport_officers):
    counts = pd.DataFrame(
        {
            "fraudulent_shown": [60, 40],
            "fraudulent_detected": [50, 36],
            "genuine_shown": [50, 50],
            "genuine_refused": [4, 2],
        }
    )
    one, other = (ec.score_detection(frame).to_frame() for frame in (counts, passport_officers))
    pd.testing.assert_frame_equal(one, other)


def test_answers_of_the_same_officer_are_alike_and_widen_the_interval():
    """Ten officers who are always right and ten who never are: ten times two answers, not 200."""
    always = answers(hits=10, misses=0, false_alarms=0, correct=10)
    never = answers(hits=0, misses=10, false_alarms=10, correct=0)
    frames = [always.assign(officer=f"a{n}") for n in range(10)]
    frames += [never.assign(officer=f"b{n}") for n in range(10)]
    frame = pd.concat(frames, ignore_index=True)
    clustered = ec.score_detection(frame).to_frame().iloc[0]
    independent = ec.score_detection(frame.drop(columns="officer")).to_frame().iloc[0]
    assert clustered["n_clusters"] == 20
    width = clustered["sensitivity_high"] - clustered["sensitivity_low"]
    assert width > 2.5 * (independent["sensitivity_high"] - independent["sensitivity_low"])
    # Whoever detects also does not refuse, so the distance varies more than either rate.
    assert clustered["d_prime_std_error"] > 2 * independent["d_prime_std_error"]


def test_groups_are_scored_apart_and_rows_left_out_are_counted(passport_officers):
    frame = passport_officers.assign(timepoint=["pre", "post"] * 100)
    frame.loc[[0, 1, 2], "answer"] = None
    scores = ec.score_detection(frame, by=["timepoint"]).to_frame().set_index("timepoint")
    assert scores["unanswered"].to_dict() == {"pre": 2, "post": 1}
    assert scores["fraudulent"].sum() + scores["genuine"].sum() == 197


def test_sensitivity_is_refused_where_the_truth_is_known_only_for_referrals():
    events = answers(hits=20, misses=5, false_alarms=5, correct=70)
    events.loc[events["answer"] == "genuine", "truth"] = None
    with pytest.raises(TruthUnknownError, match="75 documents that were judged"):
        ec.score_detection(events)


def test_a_file_of_referred_documents_only_is_refused_as_well():
    with pytest.raises(TruthUnknownError, match="no document that was taken for genuine"):
        ec.score_detection(answers(hits=20, misses=0, false_alarms=5, correct=0))


def test_live_counts_are_refused_and_the_message_says_what_they_can_give():
    posts = pd.DataFrame({"documents_examined": [900], "referred": [30], "detections": [6]})
    with pytest.raises(TruthUnknownError) as error:
        ec.score_detection(posts)
    assert error.value.instead == ("referral_rate", "confirmed_among_referred", "detection_yield")
    assert "detection_yield" in str(error.value)


def test_unknown_codes_and_impossible_counts_are_refused(passport_officers):
    with pytest.raises(ScoringColumnsError, match="truth holds 'false' in 100 rows"):
        ec.score_detection(passport_officers.replace({"truth": {"fraudulent": "false"}}))
    wrong = pd.DataFrame(
        {
            "fraudulent_shown": [5],
            "fraudulent_detected": [6],
            "genuine_shown": [5],
            "genuine_refused": [0],
        }
    )
    with pytest.raises(ScoringColumnsError, match="1 row record"):
        ec.score_detection(wrong)


def test_columns_that_are_not_there_are_named(passport_officers):
    with pytest.raises(ColumnNotFoundError, match="sex"):
        ec.score_detection(passport_officers, by=["sex"])
    with pytest.raises(ScoringColumnsError, match="neither answers nor counts"):
        ec.score_detection(pd.DataFrame({"score": [1]}))


def test_options_that_make_no_sense_are_refused_all_at_once(passport_officers):
    with pytest.raises(ScoringColumnsError) as error:
        ec.score_detection(passport_officers, correction="some", prevalence=2, level=95)
    assert len(error.value.problems) == 3


def test_scores_read_as_a_sentence(passport_officers):
    text = str(ec.score_detection(passport_officers.assign(officer="x")))
    assert text.startswith("sensitivity 0.86 (95% CI 0.78 to 0.91)")
    assert text.endswith("200 documents by 1 officer")
