from types import SimpleNamespace

import pandas as pd
import pytest

from evalcap.validation.lean import lean_frame

IN_SET = "expect_column_values_to_be_in_set"


def _asked(kind, **kwargs):
    return SimpleNamespace(configuration=SimpleNamespace(type=kind, kwargs=kwargs))


@pytest.fixture
def frame():
    return pd.DataFrame({"a": ["x", "y", "x"], "b": ["1-2", None, "3"], "c": [1, 2, 3]})


def test_columns_that_no_rule_is_about_are_left_out(frame):
    pair = _asked("expect_waves_without_gaps", column_list=["a", "c"])
    assert list(lean_frame(frame, [pair]).columns) == ["a", "c"]


def test_texts_are_codes_only_where_no_rule_looks_into_them(frame):
    rules = [
        _asked(IN_SET, column="a"),
        _asked(IN_SET, column="b"),
        _asked("expect_column_values_to_match_regex", column="b"),
    ]
    lean = lean_frame(frame, rules)
    assert [kind.name for kind in lean.dtypes] == ["category", "str"]
    assert lean.astype("str").equals(frame[["a", "b"]].astype("str"))


def test_a_rule_about_the_number_of_rows_gets_all_of_them(frame):
    assert lean_frame(frame, [_asked("expect_table_row_count_to_be_between")]).shape == (3, 1)


@pytest.mark.parametrize(
    "rule",
    [
        _asked("expect_table_columns_to_match_set", column_set=["a"]),
        _asked(IN_SET, column="a", row_condition="c > 1"),
    ],
)
def test_a_rule_that_may_speak_of_any_column_gets_the_whole(frame, rule):
    assert lean_frame(frame, [rule, _asked(IN_SET, column="a")]) is frame
