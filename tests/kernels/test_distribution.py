import numpy as np
import pytest
from scipy import stats

from evalcap.kernels.distribution import critical_value, two_sided_p


@pytest.mark.parametrize("level", [0.5, 0.9, 0.95, 0.999])
def test_infinite_degrees_of_freedom_are_the_normal_distribution(level):
    assert critical_value(level, np.inf) == pytest.approx(stats.norm.ppf((1 + level) / 2))
    assert two_sided_p(1.7, np.inf) == pytest.approx(2 * stats.norm.sf(1.7))


@pytest.mark.parametrize("degrees_of_freedom", [1, 2.5, 9, 1000])
def test_finite_degrees_of_freedom_are_student_s(degrees_of_freedom):
    upper = stats.t.ppf(0.975, degrees_of_freedom)
    assert critical_value(0.95, degrees_of_freedom) == pytest.approx(upper)
    expected = 2 * stats.t.sf(1.7, degrees_of_freedom)
    assert two_sided_p(-1.7, degrees_of_freedom) == pytest.approx(expected)


def test_p_values_far_in_the_tail_keep_their_digits():
    assert two_sided_p(30.0, np.inf) == pytest.approx(2 * stats.norm.sf(30), rel=1e-10)


def test_p_values_have_the_shape_of_the_statistics():
    assert two_sided_p(np.array([0.0, 1.96]), np.inf).tolist() == pytest.approx([1, 0.05], abs=1e-4)
