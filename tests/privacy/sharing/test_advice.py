import numpy as np
import pandas as pd

from evalcap.privacy.sharing.advice import suggestions


def advice(frame, columns, k=2):
    found = suggestions(frame, columns, np.arange(len(frame)), k=k, min_cell=1)
    return [(s.what, s.k, s.n_under) for s in found]


def test_bands_of_age_are_tried_and_the_most_helpful_comes_first():
    # Ages 20 to 39, one person each: bands of 5 hold five persons, bands of 10 hold ten.
    frame = pd.DataFrame({"age": range(20, 40)})
    assert advice(frame, ["age"], k=5) == [
        ("age in bands of 5", 5, 0),
        ("age in bands of 10", 10, 0),
    ]
    assert advice(frame, ["age"], k=6) == [("age in bands of 10", 10, 0)]


def test_leaving_a_column_out_is_tried():
    frame = pd.DataFrame({"sex": ["f", "f", "m", "m"], "site": ["a", "a", "a", "b"]})
    assert advice(frame, ["sex", "site"]) == [("without site", 2, 0), ("without sex", 1, 1)]


def test_a_change_that_helps_nobody_is_not_suggested():
    frame = pd.DataFrame({"sex": ["f", "f"], "site": ["a", "b"]})
    assert advice(frame, ["sex", "site"]) == [("without site", 2, 0)]


def test_a_scale_of_few_values_is_not_put_in_bands():
    frame = pd.DataFrame({"rating": [1, 2, 3, 4, 5]})
    assert advice(frame, ["rating"]) == []


def test_counts_of_few_persons_are_withheld():
    frame = pd.DataFrame({"sex": ["f", "f", "m", "m"], "site": ["a", "a", "a", "b"]})
    found = suggestions(frame, ["sex", "site"], np.arange(4), k=2, min_cell=10)
    assert str(found[1]) == "without sex: k = 1, <10 persons under it"
