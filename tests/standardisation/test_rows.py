import numpy as np
import pandas as pd

from evalcap.standardisation.rows import Rows, duplicated, varies_within_unit

ROWS = Rows(unit=np.array([0, 0, 1, 1, -1]), time=np.array([0, 1, 0, -1, 1]))


def test_complete_rows_have_unit_and_time():
    assert ROWS.complete.tolist() == [True, True, True, False, False]


def test_every_one_of_several_equal_codes_is_duplicated():
    assert duplicated(np.array([3, 5, 3])).tolist() == [True, False, True]


def test_a_row_that_differs_from_its_units_first_is_found():
    differs = varies_within_unit(pd.Series(["a", "b", "c", "c", "d"]), ROWS)
    assert differs.tolist() == [False, True, False, False, False]


def test_missing_differs_from_a_value():
    differs = varies_within_unit(pd.Series([2.0, None, None, None, 1.0]), ROWS)
    assert differs.tolist() == [False, True, False, False, False]


def test_missing_and_infinite_both_mean_never():
    assert not varies_within_unit(pd.Series([np.inf, None, None, np.inf, 1]), ROWS).any()


def test_no_rows_vary_in_an_empty_frame():
    empty = np.array([], dtype=np.int64)
    assert varies_within_unit(pd.Series([], dtype=float), Rows(empty, empty)).shape == (0,)
