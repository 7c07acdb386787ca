import numpy as np
import pandas as pd

from evalcap.privacy.sharing.combinations import smallest_combinations


def test_of_many_columns_sets_of_three_are_looked_at():
    # Two records differ in every one of nine columns pairwise only through three of them.
    rows = np.array([[0] * 9] * 4 + [[1] * 3 + [0] * 6] * 4)
    frame = pd.DataFrame(rows, columns=[f"c{i}" for i in range(9)])
    assert smallest_combinations(frame, frame.columns, np.arange(8), 4) == ()
    alone = smallest_combinations(frame, frame.columns, np.arange(8), 5)
    assert alone == (("c0",), ("c1",), ("c2",))


def test_small_sets_come_first_and_larger_ones_with_them_are_left_out():
    frame = pd.DataFrame({"a": [0, 0, 1, 1], "b": [0, 1, 0, 1], "c": [0, 0, 0, 1]})
    assert smallest_combinations(frame, ["a", "b", "c"], np.arange(4), 2) == (("c",), ("a", "b"))
