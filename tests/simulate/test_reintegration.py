from typing import Any

import numpy as np
import pandas as pd
import pytest

from evalcap.errors.simulate import ImpossibleProgrammeError
from evalcap.simulate import simulate_reintegration

DIMENSIONS = ["economic_score", "social_score", "psychosocial_score"]
SCORES = [*DIMENSIONS, "composite_score"]


def _frame(**options: Any) -> pd.DataFrame:
    return simulate_reintegration(seed=3, **options).frame


def _is_constant(frame: pd.DataFrame, name: str, *, within: str) -> bool:
    return len(frame.drop_duplicates([within, name])) == frame[within].nunique()


def test_the_same_seed_gives_the_same_data_and_another_seed_gives_others() -> None:
    pd.testing.assert_frame_equal(simulate_reintegration(seed=3).frame, _frame())
    assert simulate_reintegration(seed=3).truth == simulate_reintegration(seed=3).truth
    assert not _frame().equals(simulate_reintegration(seed=4).frame)


def test_there_is_one_row_a_returnee_and_wave() -> None:
    frame = _frame(returnees=90, waves=5)
    assert len(frame) == 90 * 5
    assert not frame.duplicated(["returnee", "wave"]).any()


def test_scores_lie_within_0_and_1_even_where_the_effect_is_huge() -> None:
    scores = _frame(effect=2.0)[SCORES].dropna()
    assert (scores >= 0).all(axis=None)
    assert (scores <= 1).all(axis=None)


def test_the_composite_is_the_mean_of_the_dimensions() -> None:
    frame = _frame().dropna(subset=SCORES)
    mean = frame[DIMENSIONS].mean(axis=1)
    np.testing.assert_allclose(frame["composite_score"], mean, atol=0.00005 + 1e-12)


def test_whole_communities_are_assisted_from_the_second_or_the_third_wave() -> None:
    frame = _frame()
    assert _is_constant(frame, "assisted_from", within="community")
    assert sorted(frame["assisted_from"].dropna().unique()) == [2, 3]
    communities = frame.drop_duplicates("community")
    assert communities["assisted_from"].isna().mean() == pytest.approx(0.4)


def test_assistance_is_none_for_those_never_assisted_and_for_no_one_else() -> None:
    frame = _frame()
    assert ((frame["assistance"] == "none") == frame["assisted_from"].isna()).all()
    assert _is_constant(frame, "assistance", within="returnee")


def test_who_is_lost_has_no_score_from_then_on() -> None:
    frame = _frame(attrition=0.3)
    lost = frame[SCORES].isna()
    assert (lost.all(axis=1) == lost.any(axis=1)).all()
    by_wave = lost.assign(returnee=frame["returnee"], wave=frame["wave"]).pivot_table(
        index="returnee", columns="wave", values="composite_score"
    )
    assert (by_wave.diff(axis=1).iloc[:, 1:] >= 0).all(axis=None)
    assert not by_wave[1].any()
    assert by_wave[4].mean() == pytest.approx(0.3, abs=3 * np.sqrt(0.3 * 0.7 / 600))


def test_the_truth_of_the_composite_is_the_mean_truth_of_its_parts() -> None:
    truth = simulate_reintegration(seed=3).truth
    assert list(truth.parts) == DIMENSIONS
    parts = np.mean([part.overall for part in truth.parts.values()])
    assert truth.overall == pytest.approx(parts, abs=0.0001)


def test_half_of_the_effect_is_there_in_the_first_wave() -> None:
    """The mean of 360 factors between 0.5 and 1.5 is 1 within three times 0.289 / 19."""
    by_event_time = simulate_reintegration(seed=3).truth.by_event_time
    assert by_event_time[0] == pytest.approx(0.05, abs=0.05 * 3 * 0.289 / 19)
    assert by_event_time[1] == pytest.approx(2 * by_event_time[0], rel=0.02)


def test_few_clusters_can_be_had() -> None:
    frame = _frame(returnees=60, communities=4, countries=1, never=0.5)
    assert frame["community"].nunique() == 4
    assert frame["assisted_from"].isna().any()
    assert frame["assisted_from"].notna().any()


def test_an_impossible_programme_is_refused_with_every_reason() -> None:
    with pytest.raises(ImpossibleProgrammeError, match=r"waves=1 .*; never=0.9 "):
        simulate_reintegration(waves=1, never=0.9)
