from typing import Any

import numpy as np
import pandas as pd
import pytest

from evalcap.errors.simulate import ImpossibleProgrammeError
from evalcap.simulate import simulate_document_verification

COUNTS = ["traffic", "documents_examined", "referred", "detections"]


def _frame(**options: Any) -> pd.DataFrame:
    return simulate_document_verification(seed=3, **options).frame


def _is_constant(frame: pd.DataFrame, name: str, *, within: str) -> bool:
    return len(frame.drop_duplicates([within, name])) == frame[within].nunique()


def test_the_same_seed_gives_the_same_data_and_another_seed_gives_others() -> None:
    again = simulate_document_verification(seed=3)
    pd.testing.assert_frame_equal(again.frame, _frame())
    assert again.truth == simulate_document_verification(seed=3).truth
    assert not again.frame.equals(simulate_document_verification(seed=4).frame)


def test_there_is_one_row_a_post_and_month() -> None:
    frame = _frame(posts=30, months=12)
    assert len(frame) == 30 * 12
    assert not frame.duplicated(["border_post", "month"]).any()
    assert frame["month"].unique().tolist() == list(pd.date_range("2022-01", periods=12, freq="MS"))


def test_counts_are_whole_and_no_later_step_has_more_documents() -> None:
    frame = _frame(unreported=0)
    assert all(str(dtype) == "Int64" for dtype in frame[COUNTS].dtypes)
    steps = frame[COUNTS].to_numpy(int)
    assert (steps >= 0).all()
    assert (np.diff(steps, axis=1) <= 0).all()


def test_scanners_stay_once_they_came_and_arrive_in_several_rollouts() -> None:
    frame = _frame()
    assert _is_constant(frame, "scanner_from", within="border_post")
    assert frame["scanner_from"].nunique() == 3
    posts = frame.drop_duplicates("border_post")
    assert posts["scanner_from"].isna().mean() == pytest.approx(0.4, abs=0.02)
    assert frame["scanner_from"].min() > frame["month"].min()


def test_an_unreported_month_keeps_its_traffic_only() -> None:
    frame = _frame(unreported=0.2)
    silent = frame["detections"].isna()
    assert silent.mean() == pytest.approx(0.2, abs=3 * np.sqrt(0.2 * 0.8 / len(frame)))
    assert frame.loc[silent, ["documents_examined", "referred"]].isna().all(axis=None)
    assert frame["traffic"].notna().all()


def test_a_post_lies_in_one_region_and_a_region_in_one_country() -> None:
    frame = _frame(regions=7, countries=2)
    assert _is_constant(frame, "region", within="border_post")
    assert _is_constant(frame, "country", within="region")
    assert frame["region"].nunique() == 7
    assert set(frame["country"]) == {"Country A", "Country B"}


def test_the_truth_grows_to_the_full_effect_by_the_third_month() -> None:
    truth = simulate_document_verification(seed=3, posts=1000, effect=9.0).truth
    assert truth.outcome == "detections"
    for event_time, share in enumerate((1 / 3, 2 / 3, 1.0)):
        # A gain is Poisson with a mean that varies by post: about 12 in 600 treated posts.
        tolerance = 3 * np.sqrt(12 / 600)
        assert truth.by_event_time[event_time] == pytest.approx(9 * share, abs=tolerance)


def test_without_an_effect_the_truth_is_exactly_zero() -> None:
    truth = simulate_document_verification(seed=3, effect=0.0).truth
    assert truth.overall == 0
    assert set(truth.by_event_time.values()) == {0}


def test_few_clusters_can_be_had() -> None:
    assert _frame(posts=10, regions=4, countries=1, rollouts=1)["region"].nunique() == 4


def test_an_impossible_programme_is_refused_with_every_reason() -> None:
    with pytest.raises(ImpossibleProgrammeError, match=r"posts=3 .*; unreported=2 "):
        simulate_document_verification(posts=3, regions=2, countries=1, rollouts=0, unreported=2)
