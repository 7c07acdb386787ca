import numpy as np
import pytest
from scipy import stats

from evalcap.kernels.pre_test import PreTest

CRITICAL = stats.chi2.ppf(0.95, 3)


def three_periods() -> PreTest:
    rng = np.random.default_rng(6)
    factor = rng.normal(size=(3, 6))
    return PreTest(np.array([-3.0, -2.0, -1.0]), factor @ factor.T / 6, CRITICAL)


def one_period(std_error: float) -> PreTest:
    critical = stats.norm.ppf(0.975) ** 2
    return PreTest(np.array([-1.0]), np.array([[std_error**2]]), critical)


def test_against_no_trend_the_power_is_the_size():
    assert three_periods().power(0.0) == pytest.approx(0.05)


def test_the_power_of_one_difference_is_that_of_a_two_sided_z_test():
    expected = stats.norm.sf(1.959964 - 2) + stats.norm.cdf(-1.959964 - 2)
    assert one_period(0.5).power(1.0) == pytest.approx(expected, abs=1e-6)


def test_the_power_is_noncentral_chi_squared():
    test = three_periods()
    noncentral = 0.8**2 * test.distance @ np.linalg.inv(test.covariance) @ test.distance
    assert test.power(0.8) == pytest.approx(stats.ncx2.sf(CRITICAL, 3, noncentral), rel=1e-8)


@pytest.mark.parametrize("power", [0.06, 0.5, 0.8, 0.99])
def test_the_slope_for_a_power_has_that_power(power):
    test = three_periods()
    assert test.power(test.slope_for(power)) == pytest.approx(power, abs=1e-9)


def test_fifty_per_cent_power_of_a_z_test_is_at_its_critical_value():
    """The far tail adds next to nothing."""
    assert one_period(0.5).slope_for(0.5) == pytest.approx(0.5 * 1.959964, rel=1e-3)


def test_an_uncorrelated_effect_is_biased_by_the_trend_alone():
    assert three_periods().bias_after_passing(0.4, 1.0, np.zeros(3)) == pytest.approx(0.4)


@pytest.mark.parametrize("slope", [0.1, 1.0, 3.0])
def test_passing_one_difference_truncates_a_normal(slope):
    """The mean of a normal at -slope given that it lies within the critical values."""
    reach = 1.959964 * 0.5
    mean = stats.truncnorm.mean((-reach + slope) / 0.5, (reach + slope) / 0.5, -slope, 0.5)
    expected = slope + 0.1 / 0.25 * (mean + slope)
    found = one_period(0.5).bias_after_passing(slope, 1.0, np.array([0.1]))
    assert found == pytest.approx(expected, rel=1e-5)


def test_a_trend_that_no_sample_hides_leaves_the_edge():
    """A difference at -100 that passed would be at -0.98."""
    found = one_period(0.5).bias_after_passing(100.0, 1.0, np.array([0.25]))
    assert found == pytest.approx(100 + (100 - 0.98), rel=1e-4)


def test_bias_after_passing_is_what_samples_that_pass_show():
    rng, test = np.random.default_rng(3), three_periods()
    with_first = np.array([0.1, -0.2, 0.3])
    joint = np.block([[test.covariance, with_first[:, None]], [with_first[None, :], np.eye(1)]])
    slope = test.slope_for(0.5)
    mean = slope * np.append(test.distance, 1.0)
    draws = rng.multivariate_normal(mean, joint, size=200_000)
    before = draws[:, :3]
    wald = np.einsum("ni,ij,nj->n", before, np.linalg.inv(test.covariance), before)
    passed = draws[wald <= CRITICAL, 3]
    found = test.bias_after_passing(slope, 1.0, with_first)
    assert found == pytest.approx(passed.mean(), abs=4 * passed.std() / np.sqrt(len(passed)))
