import numpy as np
import pytest

from evalcap.kernels.influence import Influence


@pytest.fixture
def influence() -> Influence:
    """Of five units on two effects, and on a third that is zero by construction."""
    unit = (np.array([0, 3]), np.array([1, 3, 3]), np.empty(0, np.intp))
    return Influence(unit, (np.array([1.0, -1.0]), np.array([5.0, 2.0, 1.0]), np.empty(0)), 5)


def test_a_sum_of_effects_moves_with_each_of_them(influence):
    weight = np.array([[1.0, 0.0, 9.0], [2.0, -1.0, 0.0]])
    assert influence.on_sums(weight).tolist() == [[1, 0, 0, -1, 0], [2, -5, 0, -5, 0]]


def test_within_groups_influence_adds_up(influence):
    apart = influence.within(np.arange(5), 5)
    assert apart.T.tolist() == [[1, 0, 0, -1, 0], [0, 5, 0, 3, 0], [0, 0, 0, 0, 0]]
    group = np.array([0, 1, 1, 0, 2])
    expected = [apart[group == g].sum(axis=0).tolist() for g in range(4)]
    assert influence.within(group, 4).tolist() == expected
