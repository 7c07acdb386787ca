import pandas as pd
import pytest
from statsmodels.stats.proportion import proportion_confint

import evalcap as ec
from evalcap.errors.dataset import ColumnNotFoundError
from evalcap.errors.scoring import ScoringColumnsError


@pytest.fixture
def posts():
    """Two months of two posts."""
    return pd.DataFrame(
        {
            "border_post": ["a", "b", "a", "b"],
            "month": [1, 1, 2, 2],
            "documents_examined": [1000, 2000, 1000, 2000],
            "referred": [20, 30, None, 30],
            "detections": [5, 6, 4, 9],
        }
    )


def test_shares_are_of_the_rows_that_have_both_counts(posts):
    found = ec.detection_yield(posts).set_index("measure")
    assert found.loc["referral_rate", ["part", "whole", "left_out"]].to_list() == [80, 5000, 1]
    assert found.loc["confirmed_among_referred", "share"] == pytest.approx(20 / 80)
    assert found.loc["detection_yield", "share"] == pytest.approx(24 / 6000)


def test_without_posts_the_interval_is_wilson_s(posts):
    row = ec.detection_yield(posts.drop(columns="border_post")).set_index("measure")
    low, high = proportion_confint(24, 6000, method="wilson")
    limits = row.loc["detection_yield", ["conf_low", "conf_high"]].to_list()
    assert limits == pytest.approx([low, high])


def test_events_give_what_their_counts_give():
    events = pd.DataFrame(
        {
            "was_referred": [1] * 30 + [0] * 970,
            "finding": ["fraudulent"] * 6 + ["genuine"] * 24 + [None] * 970,
            "refusal_reviewed": [1] * 4 + [0] * 2 + [None] * 994,
            "refusal_overturned": [1] + [0] * 3 + [None] * 996,
        }
    )
    found = ec.detection_yield(events).set_index("measure")[["part", "whole"]]
    assert found.loc["referral_rate"].to_list() == [30, 1000]
    assert found.loc["confirmed_among_referred"].to_list() == [6, 30]
    assert found.loc["overturned_among_reviewed"].to_list() == [1, 4]


def test_groups_come_apart(posts):
    found = ec.detection_yield(posts, by=["month"])
    chosen = found[found["measure"] == "detection_yield"].set_index("month")["share"]
    assert chosen.to_dict() == pytest.approx({1: 11 / 3000, 2: 13 / 3000})


def test_more_detections_than_referrals_are_refused(posts):
    with pytest.raises(ScoringColumnsError, match="detections exceeds referred in 1 rows"):
        ec.detection_yield(posts.assign(detections=[50, 6, 4, 9]))


def test_columns_that_are_not_there_are_named(posts):
    with pytest.raises(ColumnNotFoundError, match="year"):
        ec.detection_yield(posts, by=["year"])
    with pytest.raises(ScoringColumnsError, match="no counts or events"):
        ec.detection_yield(posts[["month"]])
