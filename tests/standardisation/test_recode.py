import pandas as pd

from evalcap.standardisation.recode import recode_column


def _recode(cells, table, dtype=None):
    column, changes = recode_column(pd.Series(cells, name="x", dtype=dtype), table)
    return column.tolist(), [change.n_cells for change in changes]


def test_values_swap_because_they_are_replaced_all_at_once():
    assert _recode([1, 2, 2], {1: 2, 2: 1}) == ([2, 1, 1], [1, 2])


def test_a_number_may_be_written_as_text():
    assert _recode([1, 2, 3], {"1": "female", "2": "male"})[0] == ["female", "male", 3]


def test_codes_that_became_words_are_text():
    column, _ = recode_column(pd.Series([1, 2]), {1: "a", 2: "b"})
    assert pd.api.types.is_string_dtype(column)


def test_an_empty_new_value_means_missing():
    column, changes = recode_column(pd.Series([1.0, 99.0]), {"99": ""})
    assert column.isna().tolist() == [False, True]
    assert column.dtype == float
    assert changes[0].n_cells == 1


def test_a_value_that_does_not_occur_is_counted_as_none():
    assert _recode(["a"], {"b": "c"}) == (["a"], [0])


def test_text_never_matches_a_number():
    assert _recode([1.5], {"one": 1}) == ([1.5], [0])


def test_truth_values_are_matched_as_written_in_toml():
    assert _recode([True, False], {"true": 1, "False": 0})[0] == [1, 0]


def test_missing_cells_stay_missing():
    column, _ = recode_column(pd.Series(["a", None]), {"a": "b", "nan": "c"})
    assert column.isna().tolist() == [False, True]
