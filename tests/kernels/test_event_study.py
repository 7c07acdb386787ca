import numpy as np
import pytest

from evalcap.kernels.event_study import EventStudy


def study() -> EventStudy:
    matrix = np.diag([1.0, 4.0, 9.0, 16.0])
    return EventStudy(np.array([3.0, 1.0, 2.0, 7.0]), matrix, 2, np.array([0.5, 0.5]))


def test_the_number_of_interest_averages_coefficients_after_the_base():
    assert study().point == pytest.approx(4.5)
    assert study().std_error == pytest.approx(np.sqrt((9 + 16) / 4))


def test_steps_go_through_zero_at_the_base():
    """Levels 3, 1, (0), 2, 7."""
    np.testing.assert_allclose(study().steps @ study().estimate, [-2, -1, 2, 5])
