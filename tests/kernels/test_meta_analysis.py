"""Effects put together, held to published printouts, to statsmodels and to algebra."""

import fake_trials as fake
import numpy as np
import pytest
from scipy.stats import t
from statsmodels.stats.meta_analysis import combine_effects

from evalcap.kernels.between_studies import (
    dersimonian_laird,
    paule_mandel,
    restricted_likelihood,
)
from evalcap.kernels.meta_analysis import heterogeneity, pool


def pooled(collection, estimate, **options):
    effect, variance = collection
    design = np.ones((len(effect), 1))
    return pool(effect, variance, design, estimate(effect, variance, design), **options)


def printed(found, digits):
    numbers = (found.coefficients[0], found.std_error(), *found.interval())
    return tuple(round(float(number), digits) for number in numbers)


def test_hartung_and_knapp_with_restricted_likelihood_equal_the_table_for_the_experiments():
    # Raudenbush (2009), table 16.3, as metafor prints it: 0.084, 0.062, -0.046 to 0.213.
    found = pooled(fake.expectancy_experiments()[:2], restricted_likelihood, least_scale=0)
    assert printed(found, 3) == (0.084, 0.062, -0.046, 0.213)


def test_hartung_and_knapp_with_moments_equal_the_printout_for_the_vaccine_trials():
    # Viechtbauer's code for Borenstein and others (2009): -0.7141, 0.1807, -1.1078 to -0.3204.
    found = pooled(fake.vaccine_trials(), dersimonian_laird, least_scale=0)
    assert printed(found, 4) == (-0.7141, 0.1807, -1.1078, -0.3204)


def test_with_the_variance_taken_for_known_it_equals_the_printout_for_the_vaccine_trials():
    # Viechtbauer (2010): -0.7145 with a standard error of 0.1798 before the scale.
    found = pooled(fake.vaccine_trials(), restricted_likelihood)
    assert round(float(found.coefficients[0]), 4) == -0.7145
    assert round(found.std_error() / found.scale**0.5, 4) == 0.1798


@pytest.mark.parametrize(
    ("estimate", "method"), [(dersimonian_laird, "chi2"), (paule_mandel, "iterated")]
)
@pytest.mark.parametrize(
    "collection", [fake.vaccine_trials(), fake.expectancy_experiments()[:2], fake.measurements()]
)
def test_the_mean_and_its_interval_equal_statsmodels(collection, estimate, method):
    theirs = combine_effects(*collection, method_re=method, use_t=True, atol=1e-6)
    ours = pooled(collection, estimate, least_scale=0)
    assert ours.coefficients[0] == pytest.approx(theirs.mean_effect_re, rel=1e-6)
    assert ours.std_error() == pytest.approx(theirs.sd_eff_w_re_hksj, rel=1e-6)
    expected = theirs.conf_int()[3]  # random effects by Hartung and Knapp
    assert tuple(ours.interval()) == pytest.approx(expected, rel=1e-6)


def test_the_scale_never_narrows_an_interval():
    effect, variance = np.array([1.0, 1.1, 0.9]), np.full(3, 4.0)
    found = pool(effect, variance, np.ones((3, 1)), 0.0)
    assert found.scale == 1
    assert found.std_error() == pytest.approx((4 / 3) ** 0.5)


def test_with_equal_variances_the_interval_is_the_one_of_a_mean():
    effect = np.array([1.0, 4.0, 2.0, 7.0, 3.0])
    found = pooled((effect, np.full(5, 0.7)), restricted_likelihood)
    assert found.coefficients[0] == pytest.approx(effect.mean())
    assert found.std_error() == pytest.approx(effect.std(ddof=1) / 5**0.5)
    assert found.weights == pytest.approx(np.full(5, 0.2))


def test_a_new_study_is_predicted_within_both_variances():
    effect = np.array([1.0, 4.0, 2.0, 7.0, 3.0])
    found = pooled((effect, np.full(5, 0.7)), restricted_likelihood)
    between = effect.var(ddof=1)
    reach = t.ppf(0.975, 3) * (between - 0.7 + between / 5) ** 0.5
    assert tuple(found.prediction()) == pytest.approx((3.4 - reach, 3.4 + reach))


def test_what_moves_effects_equals_the_printout_for_the_vaccine_trials():
    # Viechtbauer (2010): latitude -0.0280 (0.0102), year 0.0019 (0.0147), intercept -3.5455.
    effect, variance = fake.vaccine_trials()
    design = np.column_stack([np.ones(13), fake.LATITUDE, fake.YEAR])
    found = pool(effect, variance, design, restricted_likelihood(effect, variance, design))
    assert [round(float(c), 4) for c in found.coefficients[1:]] == [-0.0280, 0.0019]
    # The printout stopped its iterations at 1e-5 of the variance, which moves the last digit.
    assert found.coefficients[0] == pytest.approx(-3.5455, abs=2e-4)
    before_scale = [round(found.std_error(i) / found.scale**0.5, 4) for i in (1, 2)]
    assert before_scale == [0.0102, 0.0147]


def test_what_moves_effects_equals_the_table_for_the_experiments():
    # Raudenbush (2009), table 16.2: 0.407 and -0.157, z 4.68 and -4.39.
    effect, variance, weeks = fake.expectancy_experiments()
    design = np.column_stack([np.ones(19), weeks])
    found = pool(effect, variance, design, 0.0)
    assert [round(float(c), 3) for c in found.coefficients] == [0.407, -0.157]
    z = [float(found.coefficients[i] / found.std_error(i)) * found.scale**0.5 for i in (0, 1)]
    assert [round(value, 2) for value in z] == [4.68, -4.39]


def test_a_joint_test_of_one_coefficient_is_its_t_test():
    effect, variance, weeks = fake.expectancy_experiments()
    design = np.column_stack([np.ones(19), weeks])
    found = pool(effect, variance, design, 0.01)
    statistic = abs(found.coefficients[1] / found.std_error(1))
    assert found.joint_p_value() == pytest.approx(2 * t.sf(statistic, 17))


def test_heterogeneity_equals_the_printouts_for_the_vaccine_trials():
    # Viechtbauer (2010) for restricted likelihood; metafor, confint(), for moments.
    effect, variance = fake.vaccine_trials()
    design = np.ones((13, 1))
    by_likelihood = heterogeneity(effect, variance, design, 0.3132433)
    assert round(by_likelihood.q, 4) == 152.2330
    assert by_likelihood.q_degrees_of_freedom == 12
    assert by_likelihood.q_p_value < 0.0001
    assert round(100 * by_likelihood.i2, 2) == 92.22
    by_moments = heterogeneity(effect, variance, design, 0.3087603)
    assert round(100 * by_moments.i2, 4) == 92.1173
    assert by_moments.i2 == pytest.approx(1 - 12 / by_moments.q, abs=1e-6)
