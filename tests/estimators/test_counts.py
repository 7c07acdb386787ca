import numpy as np
import pandas as pd
import pytest

from evalcap.dataset import Panel
from evalcap.errors.design import EmptySampleError
from evalcap.errors.outcomes import ExposureError, NegativeCountsError
from evalcap.estimators.counts import counted_words, read_counts


def panel(**columns: list[float]) -> Panel:
    frame = pd.DataFrame(
        {"post": [1, 1, 2, 2], "year": [1, 2, 1, 2], "start": np.nan, "found": [0.0, 3, 2, 1]}
        | columns
    )
    weight = "size" if "size" in frame else None
    return Panel.from_frame(
        frame, unit="post", time="year", outcome="found", treated_from="start", weight=weight
    )


def test_without_an_exposure_the_count_is_its_own_rate():
    counts = read_counts(panel(size=[1.0, 2, 1, 2]), (), None)
    assert counts.rate.tolist() == [0, 3, 2, 1]
    assert counts.weight.tolist() == counts.row_weight.tolist() == [1, 2, 1, 2]
    assert counted_words(None) == ""


def test_with_an_exposure_it_is_divided_by_it_and_weighted_with_it():
    data = panel(size=[1.0, 2, 1, 2], documents=[10, 30, 40, 10])
    counts = read_counts(data, (), "documents")
    assert counts.rate.tolist() == [0, 0.1, 0.05, 0.1]
    assert counts.weight.tolist() == [10, 60, 40, 20]
    assert counts.row_weight.tolist() == [1, 2, 1, 2]
    assert counted_words("documents") == ", per documents"


def test_rows_without_exposure_are_left_out_and_counted_after_other_reasons():
    data = panel(found=[0.0, np.nan, 2, 1], documents=[0, np.nan, 40, 10])
    counts = read_counts(data, (), "documents")
    assert counts.keep.tolist() == [False, False, True, True]
    assert counts.excluded == {"rows without outcome": 1, "rows without exposure": 1}


def test_a_negative_count_is_refused_with_how_many():
    with pytest.raises(NegativeCountsError, match="'found' is negative in 2 rows"):
        read_counts(panel(found=[-9.0, -9, 2, 1]), (), None)


def test_events_without_exposure_and_negative_exposure_are_refused_together():
    data = panel(documents=[-1, 0, 40, 10])
    with pytest.raises(ExposureError, match="negative in 1 row") as caught:
        read_counts(data, (), "documents")
    assert "zero in 1 row with events" in str(caught.value)


def test_no_exposure_at_all_is_refused():
    with pytest.raises(EmptySampleError, match="4 rows without exposure"):
        read_counts(panel(found=[0.0] * 4, documents=[0.0] * 4), (), "documents")
