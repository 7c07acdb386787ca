from typing import Any

import numpy as np
import pandas as pd
import pytest

from evalcap.diagnostics.lee_sample import Columns, SelectedUnits, read_units
from evalcap.errors.dataset import MissingKeysError
from evalcap.errors.diagnostics import NotBinaryError


def frame(**changes: Any) -> pd.DataFrame:
    known = {
        "score": [1.0, 2.0, None, 4.0],
        "treated": [1, 0, 1, 0],
        "size": [1.0, 2.0, 3.0, 2.0],
        "sex": ["f", "m", "f", "m"],
        "rank": [1, 1, 2, 2],
        "place": ["a", "b", "a", "b"],
    }
    return pd.DataFrame(known | changes)


def read(data: pd.DataFrame, **changes: Any) -> SelectedUnits:
    known: dict[str, Any] = {
        "outcome": "score",
        "treated": "treated",
        "selected": None,
        "weight": None,
        "cluster": None,
        "tighten": (),
    }
    return read_units(data, Columns(**(known | changes)))


def test_an_outcome_that_is_there_is_observed():
    found = read(frame())
    assert found.observed.tolist() == [True, True, False, True]
    assert found.treated.tolist() == [True, False, True, False]


def test_weights_average_one():
    assert read(frame(), weight="size").weight.tolist() == [0.5, 1.0, 1.5, 1.0]


def test_cells_are_all_combinations_that_occur():
    assert read(frame(), tighten=("sex", "rank")).cell.tolist() == [0, 2, 1, 3]
    assert read(frame()).cell.tolist() == [0, 0, 0, 0]


def test_rows_are_their_own_clusters_unless_named():
    assert read(frame()).n_clusters == 4
    assert read(frame(), cluster="place").cluster.tolist() == [0, 1, 0, 1]


def test_a_row_counts_once_under_the_first_reason():
    data = frame(treated=[None, 0, 1, 0], size=[0.0, 0.0, 3.0, 2.0])
    found = read(data, weight="size")
    assert found.excluded == {"rows without treatment": 1, "rows without weight": 1}
    assert len(found.outcome) == 2


@pytest.mark.parametrize("treated", [[True, False, True, False], ["1", "0", "1", "0"]])
def test_zero_and_one_may_be_written_otherwise(treated):
    assert read(frame(treated=treated)).treated.tolist() == [True, False, True, False]


def test_an_arrow_column_is_read_alike():
    data = frame(score=pd.array([1.0, 2.0, None, 4.0], dtype="float64[pyarrow]"))
    np.testing.assert_array_equal(read(data).outcome, read(frame()).outcome)


def test_another_code_is_refused_with_how_many():
    with pytest.raises(NotBinaryError, match="'treated' is neither 0 nor 1 in 2 rows"):
        read(frame(treated=[1, 2, 3, 0]))


def test_a_missing_cluster_is_refused():
    with pytest.raises(MissingKeysError):
        read(frame(place=["a", None, "a", "b"]), cluster="place")
