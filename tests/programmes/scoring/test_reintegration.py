import numpy as np
import pandas as pd
import pytest

import evalcap as ec
from evalcap.errors.scoring import NoItemsError, ScoringColumnsError, UnknownAnswersError
from evalcap.programmes import programme
from evalcap.programmes.scoring.instrument import read_instrument

SCORES = ["economic_score", "social_score", "psychosocial_score", "composite_score"]
# Item 20 is the mean of items 10, 12, 14, 16, 17 and 18.
SERVICES = (0.75 + 1 + 0.25 + 0.5 + 0 + 0.75) / 6
# Each line: scores of the items times weights, both from the survey's table, added up by hand.
ECONOMIC = 0.75 * 0.15 + 0.5 * 0.12 + 0 + 0.75 * 0.10 + 0 + 0.25 * 0.13 + 0.10 + 0 + 0.13
SOCIAL = (
    0.75 * 0.10
    + 0.5 * 0.12
    + 0.11
    + 0.5 * 0.07
    + 0.25 * 0.12
    + 0.05
    + 0.75 * 0.20
    + 0.25 * 0.15
    + SERVICES * 0.08
)
PSYCHOSOCIAL = (
    0.75 * 0.12
    + 0.75 * 0.05
    + 0.75 * 0.15
    + 0.75 * 0.10
    + 0.12
    + 0.5 * 0.11
    + 0.25 * 0.10
    + 0
    + 0.15
)
COMPOSITE = (
    (0.75 * 0.05 + 0.5 * 0.08 + 0.75 * 0.02 + 0.25 * 0.03 + 0.03 + 0.03)
    + (0.75 * 0.03 + 0.5 * 0.03 + 0.03 + 0.5 * 0.02 + 0.25 * 0.04 + 0.05)
    + (0.75 * 0.06 + 0.25 * 0.03 + SERVICES * 0.04)
    + (0.75 * 0.04 + 0.75 * 0.03 + 0.75 * 0.04 + 0.75 * 0.05 + 0.01 + 0.25 * 0.04 + 0.10)
)


def every_answer_at(extreme):
    questions = read_instrument("rss-original-30").questions
    answers = {q.column: extreme(q.scores, key=q.scores.get) for q in questions}
    if extreme is max:
        answers["leave_wish_or_need"] = None
    return pd.DataFrame([answers])


def test_a_respondent_scores_what_the_survey_s_table_gives_by_hand(respondent):
    scores = ec.score_reintegration(respondent).to_frame().iloc[0]
    expected = [ECONOMIC, SOCIAL, PSYCHOSOCIAL, COMPOSITE]
    assert scores[SCORES].to_list() == pytest.approx(expected, rel=1e-12)


@pytest.mark.parametrize(("extreme", "score"), [(max, 1), (min, 0)])
def test_the_best_and_the_worst_answers_score_one_and_zero(extreme, score):
    scores = ec.score_reintegration(every_answer_at(extreme)).to_frame().iloc[0]
    assert scores[SCORES].to_list() == pytest.approx([score] * 4, abs=1e-12)


def test_every_single_answer_moves_the_scores_by_its_weight_and_nothing_else():
    """Each answer of each item, one at a time, beside a respondent who scores 1 everywhere."""
    instrument = read_instrument("rss-original-30")
    best = every_answer_at(max)
    services = next(item for item in instrument.items if item.mean_of)
    for item in (item for item in instrument.items if item.scores is not None):
        shared = services.weight / 6 if item.name in services.mean_of else 0
        shared_composite = services.composite_weight / 6 if item.name in services.mean_of else 0
        for answer, score in item.scores.items():
            result = ec.score_reintegration(best.assign(**{item.name: answer}), most_imputed=1)
            found = result.to_frame().iloc[0]
            lost = 1 - score
            dimension, composite = found[f"{item.dimension}_score"], found["composite_score"]
            assert dimension == pytest.approx(1 - lost * (item.weight + shared), abs=1e-12)
            total = item.composite_weight + shared_composite
            assert composite == pytest.approx(1 - lost * total, abs=1e-12)


def test_a_missing_answer_is_neutral_and_its_weight_is_reported_as_imputed(respondent):
    without = respondent.assign(health_quality=None)
    scores = ec.score_reintegration(without).to_frame().iloc[0]
    assert scores["social_score"] == pytest.approx(SOCIAL + (0.5 - 0.25) * 0.15)
    assert scores["social_imputed"] == pytest.approx(0.15)
    assert scores["composite_imputed"] == pytest.approx(0.03)


def test_an_answer_that_says_nothing_counts_as_imputed_as_well(respondent):
    scores = ec.score_reintegration(respondent.assign(housing_access="dont_know"))
    # Its own weight, and a sixth of the weight of the services construct.
    assert scores.to_frame()["social_imputed"][0] == pytest.approx(0.10 + 0.08 / 6)


def test_a_score_of_which_more_than_a_fifth_is_imputed_is_withheld_and_counted(respondent):
    exactly = respondent.assign(food_reduction=None, spending_vs_debt=None)  # 0.12 + 0.08
    beyond = respondent.assign(food_reduction=None, productive_assets=None)  # 0.12 + 0.11
    result = ec.score_reintegration(pd.concat([exactly, beyond], ignore_index=True))
    assert result.scores["economic_score"].isna().to_list() == [False, True]
    assert result.withheld["economic_score"] == 1
    assert result.scores["composite_score"].notna().all()
    assert "withheld" in str(result)
    kept = ec.score_reintegration(beyond, most_imputed=0.23)
    assert kept.scores["economic_score"].notna().all()


@pytest.mark.parametrize(
    ("stay", "leave", "score", "imputed", "contradictory"),
    [
        ("yes", None, 1, 0, False),
        ("no", "wish_to_leave", 1, 0, False),
        ("no", "need_to_leave", 0, 0, False),
        ("yes", "wish_to_leave", 1, 0, True),  # 2 before it is held within 0 and 1
        ("prefer_not", None, 0.5, 1, False),
        ("dont_know", None, 0, 1, False),
        ("no", None, 0, 1, False),
        (None, "wish_to_leave", 1, 0, False),
        (None, "need_to_leave", 0, 0, False),
        (None, None, 0.5, 1, False),
    ],
)
def test_staying_and_leaving_are_one_item_held_within_its_limits(
    stay, leave, score, imputed, contradictory
):
    frame = every_answer_at(max).assign(able_to_stay=stay, leave_wish_or_need=leave)
    result = ec.score_reintegration(frame)
    found = result.to_frame().iloc[0]
    assert found["psychosocial_score"] == pytest.approx(1 - (1 - score) * 0.15)
    assert found["composite_score"] == pytest.approx(1 - (1 - score) * 0.10)
    assert found["psychosocial_imputed"] == pytest.approx(imputed * 0.15)
    assert found["contradictory"] == contradictory
    assert found["psychosocial_score_without_uncertain"] == pytest.approx(1)


def test_scores_without_the_uncertain_items_share_its_weight_among_the_others(respondent):
    scores = ec.score_reintegration(respondent).to_frame().iloc[0]
    without = scores["psychosocial_score_without_uncertain"]
    assert without == pytest.approx((PSYCHOSOCIAL - 0.15) / 0.85)
    assert scores["composite_score_without_uncertain"] == pytest.approx((COMPOSITE - 0.10) / 0.90)


def test_delivered_scores_are_recomputed_and_differences_reported(respondent):
    frame = pd.concat([respondent] * 3, ignore_index=True)
    # The second was scored with a missing answer on schooling as 0, as has happened in the field.
    frame["children_in_school"] = ["some", None, "some"]
    neutral = SOCIAL  # some and missing both score one half
    frame["social_score"] = [round(neutral, 2), neutral - 0.5 * 0.07, np.nan]
    result = ec.score_reintegration(frame)
    row = result.differences.set_index("score").loc["social_score"]
    assert (row["compared"], row["differing"]) == (2, 1)
    assert row["largest"] == pytest.approx(0.035)
    assert "social_score as delivered differs in 1 of 2 rows" in str(result)
    assert result.scores["social_score"].to_list() == pytest.approx([SOCIAL] * 3)


def test_answers_that_have_no_score_are_refused_all_at_once(respondent):
    wrong = respondent.assign(econ_satisfaction="Satisafait", has_id="2", working=" yes ")
    with pytest.raises(UnknownAnswersError) as error:
        ec.score_reintegration(wrong)
    assert set(error.value.unknown) == {"econ_satisfaction", "has_id"}
    assert "'Satisafait' in 1 row" in str(error.value)


def test_items_without_a_column_are_named_and_count_as_missing(respondent):
    result = ec.score_reintegration(respondent.drop(columns=["spending_vs_debt", "discrimination"]))
    assert result.absent == ("spending_vs_debt", "discrimination")
    assert result.scores["economic_imputed"][0] == pytest.approx(0.08)


def test_data_without_any_item_are_refused():
    with pytest.raises(NoItemsError):
        ec.score_reintegration(pd.DataFrame({"score": [1]}))


def test_a_limit_that_is_no_share_is_refused(respondent):
    with pytest.raises(ScoringColumnsError):
        ec.score_reintegration(respondent, most_imputed=20)


def test_scores_keep_the_rows_and_the_index_of_the_data(respondent):
    frame = pd.concat([respondent] * 2).set_axis([7, 7])
    assert ec.score_reintegration(frame).to_frame().index.to_list() == [7, 7]


def test_the_programme_s_columns_allow_exactly_the_answers_that_are_scored():
    schema = programme("reintegration")
    for question in read_instrument("rss-original-30").questions:
        assert set(schema.column(question.column).allowed) == set(question.scores)
