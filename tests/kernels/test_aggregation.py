import numpy as np
import pytest

from evalcap.kernels.aggregation import (
    cohort_shares,
    in_window,
    plain_average,
    sum_within,
    weighted_average,
)


def test_cohort_shares_count_units_by_weight():
    cohort, weight = np.array([3.0, 3, 5, np.inf]), np.array([1.5, 0.5, 1, 1])
    shares = cohort_shares(cohort, weight, np.array([3.0, 5.0]))
    assert shares.share.tolist() == [0.5, 0.25]
    np.testing.assert_allclose(shares.influence.mean(axis=0), 0, atol=1e-15)


def test_a_weighted_average_weighs_by_shares():
    nothing = np.zeros((4, 2))
    average = weighted_average(np.array([1.0, 4.0]), nothing, np.array([0.5, 0.25]), nothing)
    assert average.point == pytest.approx(2)


def test_estimated_shares_contribute_the_derivative_of_the_average():
    cohort = np.array([3.0, 3, 3, 5, 5, np.inf])
    effect, cohorts = np.array([1.0, 4.0]), np.array([3.0, 5.0])

    def point(weight: np.ndarray) -> float:
        return float(average(weight).point)

    def average(weight: np.ndarray):
        shares = cohort_shares(cohort, weight, cohorts)
        return weighted_average(effect, np.zeros((6, 2)), shares.share, shares.influence)

    influence = average(np.ones(6)).influence
    for i, at in enumerate(np.eye(6)):
        slope = (point(1 + 1e-6 * at) - point(1 - 1e-6 * at)) / 2e-6
        assert influence[i] == pytest.approx(6 * slope, abs=1e-6)


def test_a_plain_average_weighs_effects_alike():
    average = plain_average(np.array([1.0, 2, 6]), np.array([[0.0, 3, 3], [1, 1, -5]]))
    assert average.point == 3
    assert average.influence.tolist() == [2, -1]


def test_sums_within_groups_that_may_be_empty():
    values, group = np.array([[1.0, 10], [2, 20], [3, 30]]), np.array([2, 0, 2])
    assert sum_within(values, group, 4).tolist() == [[2, 20], [0, 0], [4, 40], [0, 0]]
    assert sum_within(values[:, 0], group, 3).tolist() == [2, 0, 4]


def test_a_window_may_be_open_on_either_side():
    at = np.array([-2.0, 0, 3])
    assert in_window(at, None, None).tolist() == [True, True, True]
    assert in_window(at, 0, None).tolist() == [False, True, True]
    assert in_window(at, -2, 0).tolist() == [True, True, False]
