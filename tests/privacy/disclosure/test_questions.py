import numpy as np
import pytest
from scipy import sparse

from evalcap.privacy.disclosure.attack import System
from evalcap.privacy.disclosure.questions import Questions, of_cells, of_rests

SUM = sparse.csr_array([[1.0, -1.0, -1.0, -1.0]])


@pytest.mark.parametrize(
    ("ends", "short"),
    [
        ((4, 9), 0),  # six numbers, five wide: wider than four
        ((4, 8), 1),
        ((4.2, 9.8), 1),  # whole numbers from 5 to 9
        ((7, 7), 5),
        ((4, np.inf), -np.inf),
    ],
)
def test_a_range_falls_short_by_what_it_lacks_of_being_wider_than_asked(ends, short):
    system = System(sparse.csr_array((0, 1)), *np.array([ends], dtype=float).T)
    questions = Questions(system, of_cells(np.array([True])), np.array([4.0]))
    assert questions.shortfall().tolist() == [short]


def test_each_chosen_count_is_asked_for_by_itself():
    asked = of_cells(np.array([False, True, False, True])).toarray()
    assert asked.tolist() == [[0, 1, 0, 0], [0, 0, 0, 1]]


def test_withheld_parts_that_are_few_together_are_asked_for_together():
    count = np.array([40.0, 3.0, 4.0, 33.0])
    withheld = np.array([False, True, True, False])
    assert of_rests(SUM, withheld, count, 10).toarray().tolist() == [[0, 1, 1, 0]]


@pytest.mark.parametrize(
    ("count", "withheld"),
    [
        ((40, 3, 12, 25), (False, True, True, False)),  # fifteen people together
        ((40, 3, 4, 33), (False, True, False, False)),  # one alone
        ((33, 0, 0, 33), (False, True, True, False)),  # nobody
    ],
)
def test_other_rests_are_not(count, withheld):
    asked = of_rests(SUM, np.array(withheld), np.array(count, dtype=float), 10)
    assert asked.shape[0] == 0


def _two_parts():
    """Two sums, each with two withheld parts."""
    both = sparse.csr_array(sparse.block_diag([SUM, SUM]))
    ends = np.array([(30, 30), (0, 9), (10, 40), (8, 8)] * 2, dtype=float)
    return Questions(System(both, *ends.T), of_cells(ends[:, 0] < ends[:, 1]), np.full(4, 4.0))


def test_only_what_hangs_together_with_a_count_is_asked_near_it():
    first = np.arange(8) == 1
    assert _two_parts().around(first).tolist() == [False, True, True, False] + 4 * [False]
    assert _two_parts().near(first).weights.indices.tolist() == [1, 2]


def test_a_known_count_is_near_itself_alone():
    known = np.arange(8) == 3
    assert _two_parts().around(known).tolist() == known.tolist()


def test_of_two_reports_a_count_is_near_what_either_ties_it_to():
    # Four counts in each report: the parts of the first tie the second and third together.
    assert _two_parts().around(np.arange(4) == 1).tolist() == [False, True, True, False]


def test_a_question_lies_in_the_part_of_its_counts():
    asked = _two_parts()
    assert asked.parts(0) == asked.parts(1) != asked.parts(2) == asked.parts(3)
