from typing import Any

import numpy as np
import pandas as pd
import pytest

from evalcap.errors.simulate import ImpossibleProgrammeError
from evalcap.simulate import simulate_training


def _frame(**options: Any) -> pd.DataFrame:
    return simulate_training(seed=3, **options).frame


def _is_constant(frame: pd.DataFrame, name: str, *, within: str) -> bool:
    return len(frame.drop_duplicates([within, name])) == frame[within].nunique()


def test_the_same_seed_gives_the_same_data_and_another_seed_gives_others() -> None:
    pd.testing.assert_frame_equal(simulate_training(seed=3).frame, _frame())
    assert simulate_training(seed=3).truth == simulate_training(seed=3).truth
    assert not _frame().equals(simulate_training(seed=4).frame)


def test_there_is_one_row_an_officer_and_wave() -> None:
    frame = _frame(officers=50, posts=10, follow_ups=3)
    assert len(frame) == 50 * 6
    assert not frame.duplicated(["officer", "wave"]).any()
    assert frame["timepoint"].iloc[:6].tolist() == [
        "baseline",
        "pre",
        "post",
        "followup_3m",
        "followup_6m",
        "followup_12m",
    ]


def test_scores_lie_within_0_and_100_even_where_the_effect_is_huge() -> None:
    score = _frame(effect=90)["score"].dropna()
    assert score.between(0, 100).all()
    assert score.max() == 100


def test_a_held_score_holds_the_truth_as_well() -> None:
    """Nobody can gain more than what was left to 100 points."""
    assert simulate_training(seed=3, effect=90).truth.overall < 60


def test_whole_posts_are_trained_between_the_second_and_the_third_wave() -> None:
    frame = _frame()
    assert _is_constant(frame, "trained_from", within="border_post")
    assert frame["trained_from"].dropna().unique().tolist() == [3]
    posts = frame.drop_duplicates("border_post")
    assert posts["trained_from"].isna().mean() == pytest.approx(0.5)


def test_an_officer_once_lost_stays_lost_and_none_is_lost_before_the_course() -> None:
    frame = _frame(attrition=0.4, follow_ups=2)
    lost = frame.assign(lost=frame["score"].isna()).pivot_table(
        index="officer", columns="wave", values="lost", observed=True
    )
    assert (lost.diff(axis=1).iloc[:, 1:] >= 0).all(axis=None)
    assert not lost[[1, 2]].any(axis=None)
    assert lost[5].mean() == pytest.approx(0.4, abs=3 * np.sqrt(0.4 * 0.6 / 400))


def test_the_effect_fades_by_a_tenth_from_each_follow_up_to_the_next() -> None:
    """Without scores at the limits the same officers keep nine tenths, but for rounding."""
    truth = simulate_training(seed=3, follow_ups=3, effect=5.0).truth
    ratios = [truth.by_event_time[e + 1] / truth.by_event_time[e] for e in range(3)]
    assert ratios == pytest.approx([0.9, 0.9, 0.9], abs=0.005)


def test_the_people_are_described() -> None:
    people = _frame(officers=2000, posts=40).drop_duplicates("officer")
    assert set(people["sex"]) == {"female", "male"}
    assert people["age"].between(22, 59).all()
    order = ["officer", "senior officer", "supervisor"]
    assert people.groupby("rank")["age"].mean()[order].is_monotonic_increasing


def test_few_clusters_can_be_had() -> None:
    frame = _frame(officers=40, posts=4)
    assert frame.groupby("border_post")["trained_from"].first().notna().sum() == 2


def test_an_impossible_programme_is_refused_with_every_reason() -> None:
    with pytest.raises(ImpossibleProgrammeError, match=r"officers=5 .*; follow_ups=9 "):
        simulate_training(officers=5, follow_ups=9)
