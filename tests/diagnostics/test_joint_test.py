import numpy as np
import pytest
from scipy import stats

from evalcap.diagnostics.joint_test import JointTest, Untested, joint_test


def test_independent_differences_add_their_squared_t_values() -> None:
    found = joint_test(np.array([2.0, -3.0]), np.diag([4.0, 1.0]), n_clusters=100)
    assert isinstance(found, JointTest)
    assert found.statistic == pytest.approx(1 + 9)
    assert found.p_value == pytest.approx(stats.chi2.sf(10, 2))


def test_one_difference_with_degrees_of_freedom_is_a_t_test() -> None:
    found = joint_test(np.array([2.0]), np.array([[1.0]]), n_clusters=9, degrees_of_freedom=8)
    assert isinstance(found, JointTest)
    assert found.p_value == pytest.approx(2 * stats.t.sf(2.0, 8))


@pytest.mark.parametrize(("n_clusters", "tested"), [(5, True), (4, False), (3, False)])
def test_there_is_no_test_once_differences_reach_half_the_clusters(
    n_clusters: int, *, tested: bool
) -> None:
    found = joint_test(np.array([2.0, -3.0]), np.eye(2), n_clusters=n_clusters)
    assert isinstance(found, JointTest) is tested


def test_differences_tied_to_each_other_are_not_tested() -> None:
    found = joint_test(np.array([1.0, 1.0]), np.ones((2, 2)), n_clusters=100)
    assert isinstance(found, Untested)


def test_differences_without_a_standard_error_are_not_tested() -> None:
    found = joint_test(np.array([1.0]), np.array([[np.nan]]), n_clusters=100)
    assert isinstance(found, Untested)
