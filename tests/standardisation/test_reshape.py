import pandas as pd
import pytest

from evalcap.errors.standardisation import MappingError
from evalcap.standardisation.reshape import Reshape, reshape

TESTS = Reshape("timepoint", {"score": {"pre": "Test 1", "post": "Test 2"}})


@pytest.fixture
def wide():
    """Two officers, with a column a test."""
    return pd.DataFrame(
        {"officer": ["a", "b"], "Test 1": [40, 55], "Test 2": [60.5, None], "sex": ["f", "m"]}
    )


def test_each_row_becomes_one_a_time_and_none_is_lost(wide):
    long, _ = reshape(wide, TESTS)
    assert long["officer"].to_list() == ["a", "a", "b", "b"]
    assert long["timepoint"].to_list() == ["pre", "post"] * 2
    assert long["score"].to_list()[:3] == [40, 60.5, 55]
    assert pd.isna(long["score"][3])
    assert long["sex"].to_list() == ["f", "f", "m", "m"]


def test_the_log_says_which_headers_became_one_column(wide):
    _, (change,) = reshape(wide, TESTS)
    assert change.detail == "was 'Test 1' (pre), 'Test 2' (post)"


def test_a_measure_that_was_not_taken_at_a_time_is_missing_there(wide):
    wanted = Reshape("timepoint", {**TESTS.columns, "passed": {"post": "ok"}})
    long, _ = reshape(wide.assign(ok=[1, 0]), wanted)
    assert long["passed"].isna().to_list() == [True, False, True, False]


def test_going_back_to_wide_gives_the_raw_values(wide):
    long, _ = reshape(wide, TESTS)
    back = long.pivot_table(index="officer", columns="timepoint", values="score", dropna=False)
    assert back["pre"].to_list() == wide["Test 1"].to_list()
    assert back.loc["a", "post"] == 60.5


def test_headers_and_names_that_do_not_fit_are_refused_all_at_once(wide):
    wrong = Reshape(
        "sex", {"score": {"pre": "Test1", "post": "Test 2"}, "mark": {"post": "Test 2"}}
    )
    with pytest.raises(MappingError) as error:
        reshape(wide, wrong)
    text = str(error.value)
    assert "the data have no column 'Test1'. Did you mean 'Test 1'" in text
    assert "'Test 2' is named more than once" in text
    assert "sex: there is a column of that name already" in text


def test_the_raw_frame_is_not_changed(wide):
    before = wide.copy()
    reshape(wide.set_axis([5, 5]), TESTS)
    pd.testing.assert_frame_equal(wide, before)
