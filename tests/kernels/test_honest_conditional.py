import numpy as np
import pytest
from scipy import stats

from evalcap.kernels.honest_conditional import HybridTest, Moments, least_favourable


def two_sided(mean: float) -> Moments:
    """A parameter equal to a mean that is estimated with standard error one."""
    return Moments(
        np.array([mean, -mean]), np.array([1.0, -1.0]), np.array([[1.0, 0.0], [-1.0, 0.0]])
    )


def test_the_first_stage_of_two_opposite_moments_is_two_sided():
    root = two_sided(0).root
    assert least_favourable(root, 0.005) == pytest.approx(stats.norm.ppf(0.9975), abs=1e-5)


def test_the_first_stage_of_independent_moments_is_that_of_their_maximum():
    """P(max <= c) = Phi(c)^2."""
    expected = stats.norm.ppf(np.sqrt(0.995))
    assert least_favourable(np.eye(2), 0.005) == pytest.approx(expected, abs=1e-5)


def test_the_first_stage_is_what_simulation_gives():
    rng = np.random.default_rng(4)
    root, draws = rng.normal(size=(6, 2)) / 2, rng.normal(size=(400_000, 2))
    beyond = ((draws @ root.T).max(axis=1) > least_favourable(root, 0.01)).mean()
    assert beyond == pytest.approx(0.01, abs=4 * np.sqrt(0.01 * 0.99 / 400_000))


def test_two_opposite_moments_give_the_interval_of_a_normal_mean():
    """Given a positive statistic below the first stage's, a half normal cut there is exceeded."""
    low, high = HybridTest.of(two_sided(3.0), 0.05).accepted_range()
    first = stats.norm.sf(stats.norm.ppf(0.9975))
    tail = first + (0.045 / 0.995) * (0.5 - first)
    reach = stats.norm.isf(tail)
    assert (low, high) == pytest.approx((3 - reach, 3 + reach), abs=1e-4)


def test_the_second_stage_is_a_truncated_normal():
    """One moment of interest and one that binds below it: by scipy's truncated normal."""
    root = np.array([[1.0, 0.0], [-1.0, 0.0], [0.0, 1.0]])
    test = HybridTest.of(Moments(np.array([0, 0, 0.8]), np.array([1.0, -1.0, 0]), root), 0.1)
    theta = np.linspace(-3, 3, 601)
    for value, accepted in zip(theta, test.accepts(theta), strict=True):
        largest, low = max(abs(value), 0.8), min(abs(value), 0.8)
        tail = stats.truncnorm.sf(largest, low, test.critical)
        assert accepted == (largest <= test.critical and tail >= test.size)


def test_values_far_in_the_tail_are_compared_by_logarithms():
    """Both moments are larger than any normal number: their distance decides, not 0 / 0."""
    root = np.array([[1.0, 0.0], [0.0, 1.0], [-1.0, 0.0]])
    moments = Moments(np.array([0.0, 30.0, 0.0]), np.array([1.0, 0.0, -1.0]), root)
    test = HybridTest.of(moments, 0.05, critical=50.0)
    accepted = test.accepts(np.array([-30.05, -30.5]))
    assert accepted.tolist() == [True, False]


def test_a_moment_that_never_varies_decides_nothing():
    root = np.vstack([two_sided(0).root, [0.0, 0.0]])
    still = Moments(np.array([3.0, -3.0, 0.0]), np.array([1.0, -1.0, 0.0]), root)
    expected = HybridTest.of(two_sided(3.0), 0.05).accepted_range()
    assert HybridTest.of(still, 0.05).accepted_range() == pytest.approx(expected, abs=1e-5)


def test_moments_that_contradict_each_other_accept_nothing():
    moments = Moments(np.array([9.0, 9.0]), np.array([1.0, -1.0]), np.array([[1.0, 0], [-1.0, 0]]))
    assert HybridTest.of(moments, 0.05).accepted_range() is None
