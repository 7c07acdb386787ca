import numpy as np
import pytest
from scipy import stats

from evalcap.kernels.inversion import Redrawn, invert


def constant(statistics: list[float]) -> Redrawn:
    shift = np.array(statistics)
    square = np.zeros((len(shift), 3))
    square[:, 0] = 1.0
    return Redrawn(shift, np.zeros_like(shift), square)


def test_draws_that_tie_count_only_when_asked():
    drawn = constant([-3.0, 2.0, -2.0, 1.0])
    assert drawn.share_beyond(2.0, 0.0, ties=False) == 0.25
    assert drawn.share_beyond(2.0, 0.0, ties=True) == 0.75


def test_rounding_does_not_break_a_tie():
    drawn = constant([2.0 * (1 + 1e-13)])
    assert drawn.share_beyond(2.0, 0.0, ties=False) == 0
    assert drawn.share_beyond(2.0 * (1 + 2e-13), 0.0, ties=True) == 1


def test_a_draw_without_standard_error_is_beyond_everything():
    drawn = Redrawn(np.array([1.0, 0.0]), np.zeros(2), np.zeros((2, 3)))
    assert drawn.share_beyond(1e9, 0.0, ties=False) == 0.5
    np.testing.assert_array_equal(drawn.statistics(0.0), [np.inf, 0.0])


def test_statistics_follow_a_line_over_the_root_of_a_parabola():
    # a - b gap = 1 - 2 * 3 = -5; c - 2 d gap + e gap^2 = 4 - 2 * 1 * 3 + 3 * 9 = 25
    drawn = Redrawn(np.array([1.0]), np.array([2.0]), np.array([[4.0, 1.0, 3.0]]))
    assert drawn.statistics(3.0)[0] == pytest.approx(-1.0)


def test_a_z_test_is_inverted_into_its_interval():
    low, high = invert(lambda gap: 2 * stats.norm.sf(abs(gap)), level=0.9, step=0.3)
    assert (low, high) == pytest.approx((-1.6448536269514722, 1.6448536269514722), rel=1e-12)


def test_limits_need_not_lie_at_the_same_distance():
    low, high = invert(lambda gap: float(-1 <= gap <= 2), level=0.95, step=0.01)
    assert (low, high) == pytest.approx((-1, 2))


def test_a_p_value_that_never_falls_leaves_the_limits_open():
    assert invert(lambda _gap: 0.06, level=0.95, step=1.0) == (-np.inf, np.inf)
