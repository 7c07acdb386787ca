import numpy as np
import pytest
from scipy import stats

from evalcap.kernels.design_power import (
    correlation_matrix,
    distance_for,
    mean_variance,
    power_at,
    relative_variance,
)


def test_a_mean_of_units_varies_by_the_design_effect():
    assert mean_variance(2.0, 10, 0.1) == pytest.approx(4 * (1 + 9 * 0.1) / 10)
    assert mean_variance(2.0, 10, 0.0) == pytest.approx(0.4)
    assert mean_variance(2.0, 10, 1.0) == pytest.approx(4)


def test_correlations_stay_or_decay():
    np.testing.assert_allclose(correlation_matrix("constant", 0.5, 3)[0], [1, 0.5, 0.5])
    np.testing.assert_allclose(correlation_matrix("decaying", 0.5, 3)[0], [1, 0.5, 0.25])


@pytest.mark.parametrize(("b", "a", "r"), [(1, 1, 0.5), (3, 2, 0.3), (1, 4, 0.0), (5, 5, 0.9)])
def test_with_constant_correlation_the_variances_are_those_of_mckenzie(b, a, r):
    matrix = correlation_matrix("constant", r, b + a)
    after = (1 + (a - 1) * r) / a
    assert relative_variance(matrix, b, "after_only") == pytest.approx(after)
    change = relative_variance(matrix, b, "difference_in_differences")
    assert change == pytest.approx((1 - r) * (1 / a + 1 / b))
    given = after - b * r**2 / (1 + (b - 1) * r)
    assert relative_variance(matrix, b, "ancova") == pytest.approx(given)


def test_any_correlation_gives_the_variance_of_burlig_preonas_and_woerman():
    """(m + r) / (m r) s2 + (m - 1) / m psi_B + (r - 1) / r psi_A - 2 psi_X, with s2 = 1."""
    m, r = 3, 4
    matrix = correlation_matrix("decaying", 0.7, m + r)
    psi_before = np.mean([matrix[s, t] for s in range(m) for t in range(m) if s != t])
    psi_after = np.mean([matrix[s, t] for s in range(m, m + r) for t in range(m, m + r) if s != t])
    psi_across = np.mean([matrix[s, t] for s in range(m) for t in range(m, m + r)])
    expected = (m + r) / (m * r) + (m - 1) / m * psi_before + (r - 1) / r * psi_after
    found = relative_variance(matrix, m, "difference_in_differences")
    assert found == pytest.approx(expected - 2 * psi_across)


def test_given_outcomes_before_nothing_is_less_precise():
    for r in (0.0, 0.2, 0.5, 0.8):
        matrix = correlation_matrix("constant", r, 3)
        kinds = ("after_only", "difference_in_differences")
        best = relative_variance(matrix, 1, "ancova")
        assert all(best <= relative_variance(matrix, 1, kind) + 1e-12 for kind in kinds)


@pytest.mark.parametrize("df", [1, 5, 38, 500])
def test_power_is_that_of_a_noncentral_t(df):
    critical = stats.t.ppf(0.975, df)
    expected = stats.nct.sf(critical, df, 2.0) + stats.nct.cdf(-critical, df, 2.0)
    assert power_at(2.0, df, 0.95) == pytest.approx(expected, rel=1e-6)


def test_without_effect_the_power_is_the_size():
    assert power_at(0.0, 10, 0.9) == pytest.approx(0.1)


@pytest.mark.parametrize("df", [1, 5, 38])
@pytest.mark.parametrize("power", [0.1, 0.5, 0.8, 0.99])
def test_the_distance_for_a_power_has_that_power(df, power):
    assert power_at(distance_for(power, df, 0.95), df, 0.95) == pytest.approx(power, abs=1e-8)
