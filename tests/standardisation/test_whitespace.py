import pandas as pd

from evalcap.standardisation.whitespace import trim


def test_spaces_at_the_ends_are_removed_and_counted():
    column, changes = trim(pd.Series([" a", "b c", "d\t"], name="x"))
    assert column.tolist() == ["a", "b c", "d"]
    assert changes[0].n_cells == 2


def test_a_cell_of_spaces_is_missing():
    column, changes = trim(pd.Series(["  ", None, "a"], name="x"))
    assert column.isna().tolist() == [True, True, False]
    assert changes[0].n_cells == 1


def test_numbers_among_text_are_left_alone():
    column, changes = trim(pd.Series([1, " a"], dtype=object, name="x"))
    assert column.tolist() == [1, "a"]
    assert changes[0].n_cells == 1


def test_a_clean_column_is_no_change():
    assert trim(pd.Series(["a", None], name="x"))[1] == []
    assert trim(pd.Series([1.5], name="x"))[1] == []
