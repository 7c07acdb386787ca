"""Variance between studies, held to published printouts, to statsmodels and to algebra."""

import fake_trials as fake
import numpy as np
import pytest
from statsmodels.stats.meta_analysis import combine_effects

from evalcap.kernels.between_studies import (
    dersimonian_laird,
    generalised_q,
    paule_mandel,
    q_profile,
    restricted_likelihood,
)

COLLECTIONS = [fake.vaccine_trials, lambda: fake.expectancy_experiments()[:2], fake.measurements]


def ones(effect):
    return np.ones((len(effect), 1))


@pytest.mark.parametrize("collection", COLLECTIONS)
def test_moments_equal_statsmodels(collection):
    effect, variance = collection()
    expected = combine_effects(effect, variance, method_re="chi2").tau2
    assert dersimonian_laird(effect, variance, ones(effect)) == pytest.approx(expected, rel=1e-10)


@pytest.mark.parametrize("collection", COLLECTIONS)
def test_paule_and_mandel_equal_statsmodels(collection):
    effect, variance = collection()
    # Told to stop later, statsmodels steps over the root and gives zero.
    expected = combine_effects(effect, variance, method_re="iterated", atol=1e-6).tau2
    assert paule_mandel(effect, variance, ones(effect)) == pytest.approx(expected, rel=1e-6)


def test_paule_and_mandel_equal_the_published_measurements():
    # Kacker (2004), table 1: the square root is 0.8399.
    effect, variance = fake.measurements()
    assert round(paule_mandel(effect, variance, ones(effect)) ** 0.5, 4) == 0.8399


def test_restricted_likelihood_equals_the_printout_for_the_vaccine_trials():
    # Viechtbauer (2010), section 3: tau^2 0.3132, and 0.1108 given latitude and year.
    effect, variance = fake.vaccine_trials()
    assert round(restricted_likelihood(effect, variance, ones(effect)), 4) == 0.3132
    design = np.column_stack([np.ones(13), fake.LATITUDE, fake.YEAR])
    assert round(restricted_likelihood(effect, variance, design), 4) == 0.1108


def test_restricted_likelihood_and_moments_equal_the_table_for_the_experiments():
    # Raudenbush, S. W. (2009), in The Handbook of Research Synthesis, table 16.3.
    effect, variance, weeks = fake.expectancy_experiments()
    assert round(restricted_likelihood(effect, variance, ones(effect)), 3) == 0.019
    assert round(dersimonian_laird(effect, variance, ones(effect)), 3) == 0.026
    design = np.column_stack([np.ones(19), weeks])
    assert round(restricted_likelihood(effect, variance, design), 3) == 0.0


def test_with_equal_variances_all_estimates_are_the_variance_of_effects_less_their_own():
    effect = np.array([1.0, 4.0, 2.0, 7.0, 3.0])
    variance = np.full(5, 0.7)
    expected = effect.var(ddof=1) - 0.7
    for estimate in (dersimonian_laird, paule_mandel, restricted_likelihood):
        assert estimate(effect, variance, ones(effect)) == pytest.approx(expected, rel=1e-9)


def test_studies_that_agree_more_than_chance_would_have_it_do_not_vary():
    effect, variance = np.array([1.0, 1.1, 0.9]), np.full(3, 4.0)
    for estimate in (dersimonian_laird, paule_mandel, restricted_likelihood):
        assert estimate(effect, variance, ones(effect)) == 0
    assert q_profile(effect, variance, ones(effect)).low == 0


def test_the_interval_equals_the_printout_for_the_vaccine_trials():
    # metafor, confint() for the same trials: 0.1197 to 1.1115.
    effect, variance = fake.vaccine_trials()
    low, high = q_profile(effect, variance, ones(effect))
    assert (round(low, 4), round(high, 4)) == (0.1197, 1.1115)


def test_cochrans_q_equals_the_printouts():
    effect, variance = fake.vaccine_trials()
    assert round(generalised_q(effect, variance, ones(effect)), 4) == 152.2330
    design = np.column_stack([np.ones(13), fake.LATITUDE])
    assert round(generalised_q(effect, variance, design), 5) == 30.73309


@pytest.mark.parametrize("factor", [1e-9, 1e9])
def test_estimates_follow_the_unit_of_the_effects(factor):
    effect, variance = fake.vaccine_trials()
    for estimate in (dersimonian_laird, paule_mandel, restricted_likelihood):
        once = estimate(effect, variance, ones(effect))
        scaled = estimate(effect * factor, variance * factor**2, ones(effect))
        assert scaled == pytest.approx(once * factor**2, rel=1e-8)
