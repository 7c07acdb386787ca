import numpy as np
import pytest
from scipy.stats import norm

from evalcap.kernels.detection import a_prime, discriminate
from evalcap.kernels.proportion import proportion


def pooled(successes, trials):
    return proportion(np.atleast_1d(float(successes)), np.atleast_1d(float(trials)))


def test_distance_and_criterion_are_those_of_two_normal_distributions():
    """Signals around 2, noise around 0, both of unit spread, and a line at 1.3."""
    hit, alarm = (pooled(1e6 * norm.sf(1.3, mean), 1e6) for mean in (2, 0))
    found = discriminate(hit, alarm, log_linear=False)
    assert found.d_prime == pytest.approx(2)
    assert found.criterion == pytest.approx(1.3 - 1)


def test_the_standard_error_is_the_spread_of_repeated_tests():
    rng = np.random.default_rng(11)
    shown, draws = 200, 4000
    hits, alarms = rng.binomial(shown, 0.8, draws), rng.binomial(shown, 0.1, draws)
    found = [
        discriminate(pooled(h, shown), pooled(a, shown), log_linear=True)
        for h, a in zip(hits, alarms, strict=True)
    ]
    for name in ("d_prime", "criterion"):
        spread = np.std([getattr(each, name) for each in found], ddof=1)
        told = np.mean([getattr(each, f"{name}_std_error") for each in found])
        # A standard deviation of 4,000 draws is off by 1/sqrt(8,000) of itself, three times over;
        # the delta method adds a bias of the order of 1/200.
        assert told == pytest.approx(spread, rel=3 / np.sqrt(2 * draws) + 1 / shown)


def test_clusters_that_differ_widen_the_standard_error():
    each = np.full(10, 20.0)
    alike = proportion(np.full(10, 16.0), each)
    apart = proportion(np.repeat([20.0, 12.0], 5), each)
    noise = proportion(np.full(10, 2.0), each)
    one, other = (discriminate(hit, noise, log_linear=True) for hit in (alike, apart))
    assert one.d_prime == pytest.approx(other.d_prime)
    assert other.d_prime_std_error > one.d_prime_std_error


def test_a_prime_lies_where_its_formula_puts_it_by_hand():
    # H = 0.8, F = 0.3: 0.5 + (0.25 + 0.5) / (3.2 - 0.96)
    assert a_prime(0.8, 0.3) == pytest.approx(0.5 + 0.75 / 2.24)
    assert a_prime(0.3, 0.8) == pytest.approx(0.5 - 0.75 / 2.24)
    assert (a_prime(0.4, 0.4), a_prime(1, 0)) == (0.5, 1)


def test_no_noise_gives_no_distance():
    found = discriminate(pooled(5, 10), pooled(0, 0), log_linear=True)
    assert np.isnan([found.d_prime, found.criterion]).all()
    assert np.isnan(a_prime(0.5, float("nan")))
