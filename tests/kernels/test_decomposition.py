import numpy as np
import pytest

from evalcap.kernels.decomposition import compare_timing

NEVER = 6


def test_two_groups_are_one_difference_in_differences():
    mean = np.array([[1.0, 2.0, 9.0, 10.0, 11.0, 12.0], [0.0, 0.0, 1.0, 1.0, 1.0, 1.0]])
    found = compare_timing(mean, np.array([3, 5]), np.array([2, NEVER]))
    assert (found.group.tolist(), found.against.tolist()) == ([0], [1])
    # Gaps of 10.5 - 1 after and of 1.5 - 0 before.
    assert found.estimate.tolist() == [8.0]
    assert found.weight.tolist() == [1.0]


def test_windows_end_or_begin_where_the_other_group_is_treated():
    # Outcomes count periods for one group and stay zero for the other.
    mean = np.vstack([np.arange(6.0), np.zeros(6)])
    found = compare_timing(mean, np.array([1, 1]), np.array([1, 4]))
    # Earlier against later: periods 1 to 3 less period 0. Later against earlier: the first
    # group's slope from periods 1 to 3 to periods 4 and 5 is taken as trend.
    assert found.estimate.tolist() == [2.0, -2.5]
    # Periods on either side: 3 x 1 and 2 x 3.
    np.testing.assert_allclose(found.weight, [3 / 9, 6 / 9])


def test_an_always_treated_group_compares_and_is_not_compared():
    mean = np.vstack([np.zeros(6), np.arange(6.0)])
    found = compare_timing(mean, np.array([4, 2]), np.array([0, 3]))
    assert (found.group.tolist(), found.against.tolist()) == ([1], [0])
    assert found.estimate.tolist() == [3.0]


def test_weights_grow_with_both_groups():
    found = compare_timing(np.zeros((3, 6)), np.array([2, 3, 5]), np.array([1, 1 + 1, NEVER]))
    by_pair = dict(zip(zip(found.group, found.against, strict=True), found.weight, strict=True))
    # 2 x 5 units, 5 x 1 periods against 3 x 5 units, 4 x 2 periods.
    assert by_pair[0, 2] / by_pair[1, 2] == pytest.approx((10 * 5) / (15 * 8))
    assert found.weight.sum() == pytest.approx(1)
