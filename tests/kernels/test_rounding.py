import numpy as np
import pytest

from evalcap.kernels.rounding import root, rounding, rounding_of_product


def test_what_sums_of_equal_numbers_leave_is_rounding():
    values = np.full(1000, 0.1) * 3
    assert abs(values.sum() / 1000 - values[0]) <= rounding(values)


def test_it_grows_with_the_numbers_and_stays_far_below_them():
    small, large = rounding(np.array([1.0, -2.0])), rounding(np.array([1e6, -2e6]))
    assert large == 1e6 * small
    assert 0 < small < 1e-12


def test_a_variance_that_rounding_left_below_zero_has_root_zero():
    assert root(np.array([4.0, -1e-33, 0.0])).tolist() == [2, 0, 0]


@pytest.mark.parametrize("seed", range(20))
def test_a_variance_whose_terms_cancel_is_told_from_one_that_is_not(seed):
    rng = np.random.default_rng(seed)
    root_of_bread = rng.normal(size=(6, 6))
    bread = root_of_bread @ root_of_bread.T
    scores = rng.normal(size=(9, 6))
    # Scores at right angles to the first row of the bread: the first coefficient has no variance.
    first = bread[0] / np.linalg.norm(bread[0])
    scores -= np.outer(scores @ first, first)
    meat = scores.T @ scores
    errors = root(np.diag(bread @ meat @ bread))
    limit = rounding_of_product(bread, meat)
    assert errors[0] <= limit
    assert (errors[1:] > 100 * limit).all()
