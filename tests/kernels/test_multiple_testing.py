import numpy as np
import pytest
from statsmodels.stats.multitest import fdrcorrection_twostage

from evalcap.kernels.multiple_testing import sharpened_q, step_down


def stata_loop(p):
    """Anderson's published procedure, one q at a time from 1 downwards."""
    m, q = len(p), np.ones(len(p))
    rank = np.argsort(np.argsort(p)) + 1
    for step in range(1000, 0, -1):
        rate = step / 1000 / (1 + step / 1000)
        first = max(
            (r for r, value in zip(rank, p, strict=True) if rate * r / m >= value), default=0
        )
        second = np.inf if first == m else rate * m / (m - first)
        last = max(
            (r for r, value in zip(rank, p, strict=True) if second * r / m >= value), default=0
        )
        q[rank <= last] = step / 1000
    return q


def test_a_family_of_three_worked_by_hand():
    # Rate r = q / (1 + q). Stage one rejects the first two from r = 0.03 on (r * 1/3 >= 0.01 and
    # r * 2/3 >= 0.02), which triples the rate of stage two: r * 2 >= 0.02 holds as well. r >= 0.03
    # means q >= 0.0309, on the grid 0.031. The third needs 3 r >= 0.45: q >= 0.1765, so 0.177.
    assert sharpened_q(np.array([0.45, 0.01, 0.02])).tolist() == [0.177, 0.031, 0.031]


@pytest.mark.parametrize("seed", range(5))
def test_q_values_are_those_of_the_published_procedure(seed):
    rng = np.random.default_rng(seed)
    p = np.concatenate([rng.uniform(0, 0.02, 4), rng.uniform(0, 1, 6)])
    np.testing.assert_array_equal(sharpened_q(p), stata_loop(p))


@pytest.mark.parametrize("seed", range(5))
def test_q_values_reject_what_the_two_stage_procedure_of_statsmodels_rejects(seed):
    # Statsmodels decides at one rate, without a grid: the rejections are the q at or below it.
    rng = np.random.default_rng(seed)
    p = np.concatenate([rng.uniform(0, 0.03, 6), rng.uniform(0, 1, 9)])
    for rate in (0.01, 0.05, 0.1, 0.25):
        rejected = fdrcorrection_twostage(p, alpha=rate, method="bky", maxiter=1)[0]
        np.testing.assert_array_equal(sharpened_q(p) <= rate + 1e-12, rejected)


def test_when_all_are_rejected_q_can_be_smaller_than_p():
    q = sharpened_q(np.full(10, 0.04))
    assert (q < 0.05).all()
    assert q[0] == pytest.approx(0.042)  # r >= 0.04 from q = 0.0417 on


def test_nothing_is_found_where_nothing_is():
    assert (sharpened_q(np.array([0.9, 0.95, 1.0])) > 0.8).all()


def test_step_down_worked_by_hand():
    # 3 is compared with the larger of both columns (2, 1.5, 3.5, 0.2): one in four as large, so
    # (1 + 1) / (1 + 4). 1 is compared with the second column alone: two as large, (1 + 2) / 5.
    drawn = np.array([[2.0, 0.5], [1.0, -1.5], [-3.5, 0.0], [0.0, 1.2]])
    assert step_down(np.array([-3.0, 1.0]), drawn) == pytest.approx([0.4, 0.6])


def test_a_smaller_statistic_never_gets_a_smaller_p_value():
    drawn = np.array([[4.0, 0.0], [4.0, 0.0], [4.0, 0.0]])
    assert step_down(np.array([3.0, 2.0]), drawn) == pytest.approx([1.0, 1.0])


def test_draws_that_repeat_the_data_count_in_spite_of_rounding():
    assert step_down(np.array([2.0]), np.array([[2.0 * (1 - 1e-14)]])) == pytest.approx([1.0])


def test_one_hypothesis_is_not_adjusted():
    drawn = np.random.default_rng(1).normal(size=(999, 1))
    expected = (1 + (np.abs(drawn) >= 2).sum()) / 1000
    assert step_down(np.array([2.0]), drawn)[0] == pytest.approx(expected)
