"""Ranges that can be worked out by hand."""

import numpy as np
import pytest
from scipy import sparse

from evalcap.privacy.disclosure.attack import System
from evalcap.privacy.disclosure.part import ImpossibleError

# a + b + c = total
SUM = sparse.csr_array(np.array([[1.0, -1.0, -1.0, -1.0]]))


def _system(*ends, relations=SUM):
    low, high = np.array(ends, dtype=float).T
    return System(relations, low, high)


def test_what_is_known_has_no_range():
    assert _system((30, 30), (10, 10), (5, 5), (15, 15)).ranges(np.eye(4))[1].tolist() == [10, 10]


def test_a_withheld_part_is_the_total_less_the_others():
    system = _system((30, 30), (0, 9), (20, 20), (7, 7))
    assert system.ranges(np.eye(4))[1] == pytest.approx([3, 3])


def test_two_withheld_parts_hide_each_other_as_far_as_their_labels_go():
    # a < 10 and b >= 10 are 22 together.
    system = _system((30, 30), (0, 9), (10, np.inf), (8, 8))
    assert system.ranges(np.eye(4))[1] == pytest.approx([0, 9])
    assert system.ranges(np.eye(4))[2] == pytest.approx([13, 22])


def test_a_total_without_end_has_none():
    system = _system((10, np.inf), (0, 9), (20, 20), (7, 7))
    assert system.ranges(np.eye(4))[0] == pytest.approx([27, 36])
    open_part = _system((10, np.inf), (0, 9), (10, np.inf), (7, 7))
    assert open_part.ranges(np.eye(4))[0].tolist() == [17, np.inf]


def test_a_difference_of_withheld_counts_can_be_known_better_than_either():
    # Total less a is b + 8: with b from 10 to 12 that leaves three numbers.
    system = _system((0, np.inf), (0, 9), (10, 12), (8, 8))
    assert system.ranges(np.array([[1.0, -1.0, 0.0, 0.0]]))[0] == pytest.approx([18, 20])


def test_parts_that_no_sum_ties_together_are_solved_apart():
    both = sparse.csr_array(sparse.block_diag([SUM, SUM]))
    one, other = ((30, 30), (0, 9), (10, 40), (8, 8)), ((50, 50), (0, 9), (41, 41), (0, 9))
    system = _system(*one, *other, relations=both)
    assert len(set(system.part[system.is_open])) == 2
    assert system.ranges(np.eye(8))[[1, 5, 7]] == pytest.approx(np.array([[0, 9]] * 3))


def test_assumptions_that_contradict_each_other_are_impossible():
    system = _system((30, 30), (0, 9), (0, 9), (7, 7))
    assert not system.is_possible
    with pytest.raises(ImpossibleError):
        system.ranges(np.eye(4))
    assert _system((30, 30), (0, 9), (0, 20), (7, 7)).is_possible
