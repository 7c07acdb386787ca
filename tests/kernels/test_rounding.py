import numpy as np

from evalcap.kernels.rounding import root, rounding


def test_what_sums_of_equal_numbers_leave_is_rounding():
    values = np.full(1000, 0.1) * 3
    assert abs(values.sum() / 1000 - values[0]) <= rounding(values)


def test_it_grows_with_the_numbers_and_stays_far_below_them():
    small, large = rounding(np.array([1.0, -2.0])), rounding(np.array([1e6, -2e6]))
    assert large == 1e6 * small
    assert 0 < small < 1e-12


def test_a_variance_that_rounding_left_below_zero_has_root_zero():
    assert root(np.array([4.0, -1e-33, 0.0])).tolist() == [2, 0, 0]
