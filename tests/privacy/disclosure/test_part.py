import numpy as np
import pytest
from scipy import sparse

from evalcap.privacy.disclosure.part import ImpossibleError, Part
from evalcap.privacy.disclosure.work import TooMuchWorkError, Work

# Two rows and two columns of four counts: 11 and 9, 12 and 8.
SQUARE = sparse.csr_array([[1.0, 1, 0, 0], [0, 0, 1, 1], [1, 0, 1, 0], [0, 1, 0, 1]])
RIGHT = np.array([11.0, 9, 12, 8])
FREE = Part(SQUARE, RIGHT, np.zeros(4), np.full(4, np.inf))


def _ranges(part, enough=np.inf):
    return part.ranges(np.eye(4), np.full(4, enough), Work())


def test_margins_bound_the_counts_of_a_table():
    # The first is at the most 11 and, as the fourth is at the most 8, at the least 3.
    assert _ranges(FREE).tolist() == [[3, 11], [0, 8], [1, 9], [0, 8]]


def test_a_range_that_is_wide_enough_is_not_followed_to_its_ends():
    work = Work()
    found = FREE.ranges(np.eye(4), np.full(4, 4.0), work)
    assert (found[:, 1] - found[:, 0] > 4).all()
    assert (found[:, 0] >= _ranges(FREE)[:, 0]).all()
    assert (found[:, 1] <= _ranges(FREE)[:, 1]).all()


def test_a_count_that_grows_with_another_has_no_end():
    tied = sparse.csr_array([[1.0, -1.0]])
    part = Part(tied, np.array([30.0]), np.array([0.0, 5.0]), np.full(2, np.inf))
    ends = part.ranges(np.eye(2), np.full(2, np.inf), Work())
    assert ends.tolist() == [[35, np.inf], [5, np.inf]]


def test_a_count_with_an_end_keeps_it_however_much_larger_than_the_others_it_is():
    # Sixty rows a person, and at the most a hundred people.
    rows = sparse.csr_array([[1.0, -60.0, 0.0], [0.0, 1.0, 1.0]])
    part = Part(rows, np.array([0.0, 100.0]), np.zeros(3), np.full(3, np.inf))
    ends = part.ranges(np.eye(3), np.full(3, np.inf), Work())
    assert ends[0].tolist() == [0, 6_000]


def test_counts_that_contradict_each_other_are_impossible():
    few = Part(SQUARE, RIGHT, np.zeros(4), np.full(4, 2.0))
    with pytest.raises(ImpossibleError):
        _ranges(few)


def test_what_is_solved_is_taken_from_the_work_that_is_left():
    with pytest.raises(TooMuchWorkError):
        FREE.ranges(np.eye(4), np.full(4, np.inf), Work(left=10))
