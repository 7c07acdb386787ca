import numpy as np
import pandas as pd
import pytest

from evalcap.dataset import Panel
from evalcap.errors.dataset import ColumnNotFoundError
from evalcap.errors.design import EmptySampleError
from evalcap.estimators.usable import usable_rows


def panel(**columns: list[float]) -> Panel:
    frame = pd.DataFrame(
        {"post": [1, 1, 2, 2], "year": [1, 2, 1, 2], "start": np.nan, "checks": 1.0} | columns
    )
    weight = "size" if "size" in frame else None
    return Panel.from_frame(
        frame, unit="post", time="year", outcome="checks", treated_from="start", weight=weight
    )


def test_a_row_counts_once_under_the_first_reason_that_applies():
    usable = usable_rows(
        panel(checks=[np.nan, 1, 1, 1], size=[0, 0, 1, 1], age=[1, 1, np.nan, 1]), ["age"]
    )
    assert usable.keep.tolist() == [False, False, False, True]
    assert usable.excluded == {
        "rows without outcome": 1,
        "rows without weight": 1,
        "rows without covariate": 1,
    }


def test_a_missing_covariate_that_is_not_used_costs_nothing():
    usable = usable_rows(panel(age=[1, np.nan, 1, 1]), [])
    assert usable.keep.all()
    assert usable.excluded == {}


def test_without_weights_every_row_weighs_one():
    assert usable_rows(panel(), []).weight.tolist() == [1, 1, 1, 1]


def test_nothing_left_is_refused_with_the_reasons():
    with pytest.raises(EmptySampleError, match="4 rows without outcome"):
        usable_rows(panel(checks=[np.nan] * 4), [])


def test_an_absent_covariate_is_refused():
    with pytest.raises(ColumnNotFoundError, match="'age'"):
        usable_rows(panel(), ["age"])
