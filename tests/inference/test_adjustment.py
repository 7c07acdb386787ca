import numpy as np
import pandas as pd
import pytest

from evalcap.errors.design import OptionError
from evalcap.errors.inference import PValuesError
from evalcap.inference.adjustment import adjust_p_values

P = [0.04, 0.01, 0.03, 0.005]


# By hand. Bonferroni: times four. Holm: 4 x 0.005, 3 x 0.01, 2 x 0.03, 1 x 0.04, never falling.
# Benjamini and Hochberg: 4/4 x 0.04, 4/2 x 0.01, 4/3 x 0.03, 4/1 x 0.005, never rising downwards.
@pytest.mark.parametrize(
    ("method", "expected"),
    [
        ("bonferroni", [0.16, 0.04, 0.12, 0.02]),
        ("holm", [0.06, 0.03, 0.06, 0.02]),
        ("benjamini_hochberg", [0.04, 0.02, 0.04, 0.02]),
        # All four are rejected in stage one at a rate of 0.04, that is from q = 0.0417 on; below,
        # at a rate of 0.02, two are, which doubles stage two: 0.04 x r / 4 rejects all four.
        ("sharpened_q", [0.021, 0.021, 0.021, 0.021]),
    ],
)
def test_four_p_values_worked_by_hand(method, expected):
    np.testing.assert_allclose(adjust_p_values(P, method=method), expected)


def test_sharpened_q_values_are_the_default():
    np.testing.assert_array_equal(adjust_p_values(P), adjust_p_values(P, method="sharpened_q"))


@pytest.mark.parametrize("method", ["sharpened_q", "holm", "benjamini_hochberg", "bonferroni"])
def test_the_order_of_outcomes_does_not_matter(method):
    order = np.array([2, 0, 3, 1])
    np.testing.assert_allclose(
        adjust_p_values(np.array(P)[order], method=method), adjust_p_values(P, method=method)[order]
    )


@pytest.mark.parametrize("method", ["holm", "benjamini_hochberg", "bonferroni"])
def test_one_p_value_is_left_as_it_is(method):
    assert adjust_p_values([0.03], method=method).tolist() == [0.03]


@pytest.mark.parametrize(
    ("p", "words"),
    [
        ([0.1, np.nan], "1 value of 2"),
        ([0.1, pd.NA], "1 value of 2"),
        ([0.1, None], "1 value of 2"),
        ([0.1, 1.2, -0.1], "2 values of 3"),
        ([], "0 values of 0"),
        (["a", 0.1], "2 values of 2"),
        ("a", "1 value of 1"),
        (None, "1 value of 1"),
        (np.full((2, 2), 0.1), "2 values of 2"),
    ],
)
def test_numbers_that_are_no_p_values_are_refused(p, words):
    with pytest.raises(PValuesError, match=words):
        adjust_p_values(p)


@pytest.mark.parametrize("dtype", ["float64", "Float64", "double[pyarrow]", object])
def test_a_column_of_any_type_is_read(dtype):
    column = pd.Series(P, index=range(7, 7 + len(P))).astype(dtype)
    np.testing.assert_array_equal(adjust_p_values(column), adjust_p_values(P))


def test_methods_are_named_when_another_is_asked_for():
    with pytest.raises(OptionError, match="holm"):
        adjust_p_values(P, method="sidak")
