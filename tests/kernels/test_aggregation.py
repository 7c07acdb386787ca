import numpy as np
import pytest

from evalcap.kernels.aggregation import (
    average_of,
    cohort_shares,
    in_window,
    plain_average,
    sum_within,
    weighted_average,
)

COHORT = np.array([3.0, 3, 3, 5, 5, np.inf])
ALL = np.ones(2, bool)
EACH = np.arange(2)


def test_cohort_shares_count_units_by_weight():
    cohort, weight = np.array([3.0, 3, 5, np.inf]), np.array([1.5, 0.5, 1, 1])
    shares = cohort_shares(cohort, weight, np.array([3.0, 5.0]))
    assert shares.share.tolist() == [0.5, 0.25]
    # Weight in the cohort, less the share, times how much the sum moves with it.
    influence = shares.influence(np.array([[1.0, 0.0], [2.0, -4.0]]))
    assert influence.tolist() == [[1, 0, -0.5, -0.5], [3, 1, -4, 0]]


def test_a_weighted_average_weighs_by_shares():
    average = weighted_average(np.array([1.0, 4.0]), ALL, EACH, np.array([0.5, 0.25]))
    assert average.point == pytest.approx(2)
    np.testing.assert_allclose(average.by_effect, [2 / 3, 1 / 3])


def test_effects_not_chosen_do_not_count():
    average = weighted_average(np.array([1.0, 4.0]), EACH == 1, EACH, np.array([0.5, 0.25]))
    assert (average.point, average.by_effect.tolist()) == (4, [0, 1])
    assert plain_average(np.array([1.0, 4.0]), EACH == 0, 2).by_effect.tolist() == [1, 0]


def test_estimated_shares_contribute_the_derivative_of_the_average():
    effect, cohorts = np.array([1.0, 4.0]), np.array([3.0, 5.0])

    def average(weight: np.ndarray):
        shares = cohort_shares(COHORT, weight, cohorts)
        return shares, weighted_average(effect, ALL, EACH, shares.share)

    shares, found = average(np.ones(6))
    influence = shares.influence(found.by_share[None])[0]
    for i, at in enumerate(np.eye(6)):
        up, down = (average(1 + way * 1e-6 * at)[1].point for way in (1, -1))
        assert influence[i] == pytest.approx(6 * (up - down) / 2e-6, abs=1e-6)


def test_a_plain_average_weighs_effects_alike():
    average = plain_average(np.array([1.0, 2, 6]), np.ones(3, bool), 2)
    assert average.point == 3
    np.testing.assert_allclose(average.by_effect, 1 / 3)
    assert average.by_share.tolist() == [0, 0]


def test_an_average_of_averages_moves_by_the_chain_rule():
    effect, cohort = np.array([1.0, 4.0, 7.0]), np.array([0, 1, 1])

    def twice(effect: np.ndarray, share: np.ndarray):
        chosen = np.array([[True, True, False], [False, True, True]])
        inner = [weighted_average(effect, c, cohort, share) for c in chosen]
        outer = weighted_average(np.array([a.point for a in inner]), ALL, EACH, share)
        return average_of(outer, inner)

    share = np.array([0.5, 0.3])
    found = twice(effect, share)
    for i, at in enumerate(1e-6 * np.eye(3)):
        slope = (twice(effect + at, share).point - twice(effect - at, share).point) / 2e-6
        assert found.by_effect[i] == pytest.approx(slope, rel=1e-8)
    for i, at in enumerate(1e-6 * np.eye(2)):
        slope = (twice(effect, share + at).point - twice(effect, share - at).point) / 2e-6
        assert found.by_share[i] == pytest.approx(slope, rel=1e-8)


def test_sums_within_groups_that_may_be_empty():
    values, group = np.array([[1.0, 10], [2, 20], [3, 30]]), np.array([2, 0, 2])
    assert sum_within(values, group, 4).tolist() == [[2, 20], [0, 0], [4, 40], [0, 0]]
    assert sum_within(values[:, 0], group, 3).tolist() == [2, 0, 4]


def test_a_window_may_be_open_on_either_side():
    at = np.array([-2.0, 0, 3])
    assert in_window(at, None, None).tolist() == [True, True, True]
    assert in_window(at, 0, None).tolist() == [False, True, True]
    assert in_window(at, -2, 0).tolist() == [True, True, False]
