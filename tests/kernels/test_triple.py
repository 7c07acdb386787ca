import numpy as np
import pytest

from evalcap.kernels.contrasts import Contrast
from evalcap.kernels.triple import efficient_weights, spread_over, triple_difference


def test_two_comparisons_are_added_and_the_third_is_taken_away():
    pairs = [
        Contrast(5.0, np.array([1.0, -1.0, 0.0, 0.0]), 1),
        Contrast(3.0, np.array([2.0, 0.0, -2.0, 0.0]), 2),
        Contrast(1.0, np.array([4.0, 0.0, 0.0, -4.0]), 4),
    ]
    found = triple_difference(pairs)
    assert found.att == 7
    assert found.influence.tolist() == [-1, -1, -2, 4]
    assert found.n_trimmed == 7


def test_influence_is_scaled_by_all_entries_over_those_compared():
    contrast = Contrast(1.0, np.array([3.0, -3.0]))
    found = spread_over(contrast, np.array([False, True, True, False, False]))
    assert found.influence.tolist() == [0, 7.5, -7.5, 0, 0]
    # The variance, squares summed over squared numbers, is the one of the two by themselves.
    assert (found.influence**2).sum() / 5**2 == pytest.approx((3**2 + 3**2) / 2**2)


@pytest.mark.parametrize("seed", range(5))
def test_efficient_weights_are_those_of_the_inverse_covariance(seed):
    rng = np.random.default_rng(seed)
    influence = rng.normal(size=(200, 3)) @ rng.normal(size=(3, 3)) + rng.normal(size=(200, 1))
    inverse = np.linalg.inv(influence.T @ influence)
    expected = inverse.sum(axis=1) / inverse.sum()
    np.testing.assert_allclose(efficient_weights(influence), expected, rtol=1e-8)


def test_independent_estimates_are_weighted_by_precision():
    # Variances 1, 1/2 and 1/4 (squares of influence that share no unit).
    influence = np.diag([1.0, np.sqrt(0.5), 0.5])
    assert efficient_weights(influence) == pytest.approx(np.array([1, 2, 4]) / 7)


def test_one_estimate_has_all_the_weight():
    assert efficient_weights(np.array([[1.0], [-2.0], [1.0]])) == pytest.approx([1.0])


@pytest.mark.parametrize("value", [0.0, 3.0])
def test_estimates_that_do_not_differ_weigh_the_same(value):
    influence = np.full((4, 3), value) * np.array([[1], [-1], [1], [-1]])
    assert efficient_weights(influence) == pytest.approx([1 / 3, 1 / 3, 1 / 3])


def test_two_estimates_that_are_one_share_its_weight():
    # The second and third are the same: together they have the weight of one of them.
    influence = np.column_stack([np.array([1.0, 0, 0]), *[np.array([0, 2.0, 0])] * 2])
    assert efficient_weights(influence) == pytest.approx([0.8, 0.1, 0.1])
