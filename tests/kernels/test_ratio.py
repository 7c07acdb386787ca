import numpy as np
import pytest

from evalcap.kernels.distribution import critical_value
from evalcap.kernels.ratio import Mean, clustered_mean, fieller


def test_a_denominator_without_error_scales_the_numerator_s_interval():
    over = clustered_mean(np.array([1.0, 2.0, 6.0]), np.arange(3), 3)
    under = Mean(4.0, np.zeros(3))
    expected = np.array(over.interval(0.95)) / 4
    assert fieller(over, under, 0.95) == pytest.approx(tuple(expected))


def test_the_limits_solve_the_quadratic():
    rng = np.random.default_rng(4)
    a, b = rng.normal(5, 1, 12), rng.normal(10, 1, 12)
    over, under = (clustered_mean(x, np.arange(12), 12) for x in (a, b))
    t = critical_value(0.9, 11)
    for theta in fieller(over, under, 0.9):
        gap = a - theta * b
        assert abs(gap.mean()) == pytest.approx(t * gap.std(ddof=1) / np.sqrt(12))


def test_a_denominator_that_may_be_zero_gives_no_limits():
    over = clustered_mean(np.array([1.0, 2.0, 3.0]), np.arange(3), 3)
    under = clustered_mean(np.array([-1.0, 0.0, 1.5]), np.arange(3), 3)
    assert np.isnan(fieller(over, under, 0.95)).all()


def test_one_cluster_gives_no_interval():
    mean = clustered_mean(np.array([1.0, 2.0]), np.zeros(2, dtype=int), 1)
    assert mean.point == 1.5
    assert np.isnan([*mean.interval(0.95), *fieller(mean, mean, 0.95)]).all()
