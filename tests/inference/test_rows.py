import numpy as np
import pandas as pd
import pytest

from evalcap.errors.dataset import ColumnNotFoundError, NotNumericError
from evalcap.errors.design import ClusterError, EmptySampleError
from evalcap.errors.inference import TooManyEffectsError
from evalcap.inference.rows import as_names, group_codes, no_variation, read_rows

ROLES = {"outcome": "y", "regressors": ["x"], "cluster": "c"}


@pytest.fixture
def frame() -> pd.DataFrame:
    return pd.DataFrame(
        {
            "y": [1.0, None, 3.0, 4.0, 5.0, 6.0],
            "x": [1.0, 2.0, None, 4.0, 5.0, 6.0],
            "c": ["b", "b", "a", "c", None, "b"],
            "f": [1, 1, 2, None, 2, 2],
        }
    )


def test_rows_left_out_are_counted_once_by_the_first_reason(frame):
    rows = read_rows(frame, **ROLES)
    assert rows.excluded == {
        "rows without outcome": 1,
        "rows without regressor": 1,
        "rows without cluster": 1,
    }
    assert rows.kept.tolist() == [0, 3, 5]


def test_one_regressor_may_be_named_without_a_list(frame):
    named = frame.rename(columns={"x": "prior"})
    listed, alone = (read_rows(named, **ROLES | {"regressors": r}) for r in (["prior"], "prior"))
    assert alone.names == listed.names == ("prior",)


def test_rows_without_a_fixed_effect_are_counted(frame):
    rows = read_rows(frame.assign(y=1.0, x=1.0, c=list("ababab")), **ROLES, fixed_effects=["f"])
    assert rows.excluded == {"rows without fixed effect": 1}
    assert [way.tolist() for way in rows.ways] == [[0, 0, 1, 1, 1]]


def test_codes_have_no_gaps_where_rows_were_left_out(frame):
    whole = frame.assign(y=[1.0, 1, None, 1, 1, 1], x=1.0)  # "a" is gone
    assert read_rows(whole, **ROLES).cluster.tolist() == [0, 0, 1, 0]


def test_absent_columns_are_named_together(frame):
    with pytest.raises(ColumnNotFoundError, match="'z', 'k'"):
        read_rows(frame, outcome="y", regressors=["x", "z"], cluster="k")


def test_text_is_no_regressor(frame):
    with pytest.raises(NotNumericError, match="'c'"):
        read_rows(frame, outcome="y", regressors=["c"], cluster="f")


def test_nothing_left_is_refused(frame):
    with pytest.raises(EmptySampleError, match="6 rows without outcome"):
        read_rows(frame.assign(y=None), **ROLES)


def test_one_cluster_is_refused(frame):
    with pytest.raises(ClusterError):
        read_rows(frame.assign(c="a"), **ROLES)


def test_more_than_two_ways_of_fixed_effects_are_refused():
    assert as_names("f") == ("f",)
    with pytest.raises(TooManyEffectsError, match="3 columns"):
        as_names(["a", "b", "c"])


@pytest.mark.parametrize(
    "dtype", ["object", "category", "string", pd.CategoricalDtype(["10", "b", "9", "a"])]
)
def test_groups_have_the_same_codes_whatever_their_dtype(dtype):
    labels = pd.Series(["b", "a", None, "9", "10", "a"])
    assert group_codes(labels.astype(dtype)).tolist() == [3, 2, -1, 1, 0, 2]


def test_categories_of_numbers_sort_as_numbers():
    labels = pd.Series([10, 9, None]).astype(pd.CategoricalDtype([10, 9]))
    assert group_codes(labels).tolist() == [1, 0, -1]


def test_what_counts_as_rounding_grows_with_the_numbers_but_stays_far_below_them():
    outcome = np.array([0.0, 3.0, 0.0, 3.0])
    assert no_variation(1000 * outcome) == pytest.approx(1000 * no_variation(outcome))
    residual_by_rounding = np.linalg.norm((0.1 + outcome) - 0.1 - outcome)
    assert residual_by_rounding < no_variation(outcome) < 1e-9
